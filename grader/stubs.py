"""What does a student start from? The reference without its solutions, as a .py and a notebook."""

import ast
import re

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
_PLACE = '# Your code here.\nraise NotImplementedError("write this part")'


class StubError(Exception):
    """The markers of a reference are not in order; says where."""


def stub_source(reference: str) -> str:
    """The reference with every solution replaced by a comment and a `NotImplementedError`.

    A solution at the module's own level is taken out without a trace.
    """
    lines: list[str] = []
    opened = 0
    for number, line in enumerate(reference.splitlines(), start=1):
        mark = line.strip()
        if mark == BEGIN:
            if opened:
                raise StubError(f"line {number}: {BEGIN} inside the one of line {opened}.")
            opened, indent = number, line[: len(line) - len(line.lstrip())]
            if indent:
                lines += [indent + part for part in _PLACE.split("\n")]
        elif mark == END:
            if not opened:
                raise StubError(f"line {number}: {END} without {BEGIN}.")
            opened = 0
        elif not opened:
            lines.append(line)
    if opened:
        raise StubError(f"line {opened}: {BEGIN} without {END}.")
    stub = re.sub(r"\n{4,}", "\n\n\n", "\n".join(lines).strip("\n")) + "\n"
    ast.parse(stub)
    return stub


def stub_notebook(reference: str, statement: str, name: str) -> str:
    """The same stub as a notebook: the statement, then a cell for each definition."""
    from nbformat import v4, writes

    stub = stub_source(reference)
    cells = [v4.new_markdown_cell(statement.strip())]
    cells += [v4.new_code_cell(part) for part in _parts(stub)]
    tryout = v4.new_code_cell("# Try your code here: this cell is not graded.")
    tryout["metadata"] = {"tags": ["no-grade"]}
    cells.append(tryout)
    for number, cell in enumerate(cells):
        cell["id"] = f"{name.replace('_', '-')}-{number}"[:64]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    return str(writes(notebook)).rstrip("\n") + "\n"


def is_untouched(source: str, stub: str) -> bool:
    """Whether a source differs from the stub in comments, docstrings and layout at most."""
    try:
        return _skeleton(source) == _skeleton(stub)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False


def _skeleton(source: str) -> str:
    tree = ast.parse(source)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [part for part in body if not _is_text(part)]  # type: ignore[attr-defined]
    definitions = [n for n in tree.body if not isinstance(n, ast.Import | ast.ImportFrom)]
    return "\n".join(sorted(ast.dump(node) for node in definitions))


def _is_text(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _parts(stub: str) -> list[str]:
    """The imports and other first lines, then each definition with what stands before it."""
    lines, parts, start = stub.splitlines(), [], 0
    body = ast.parse(stub).body
    if body and _is_text(body[0]):
        start = body[0].end_lineno or 0
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            first = min([node.lineno, *(d.lineno for d in node.decorator_list)]) - 1
            parts += ["\n".join(lines[start:first]), "\n".join(lines[first : node.end_lineno])]
            start = node.end_lineno or 0
    parts.append("\n".join(lines[start:]))
    return [part.strip("\n") for part in parts if part.strip()]
