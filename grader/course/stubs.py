"""What does a student start from? The reference without its solutions, as a .py and a notebook."""

import ast
import inspect
import re
from collections.abc import Callable
from typing import Any

from grader.languages import N_, _
from grader.problems import OURS, Problem
from grader.submission.untouched import is_text, parsed

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
_COMMENT = N_("# Your code here.")
_PLACE = 'raise NotImplementedError("write this part")'
# Also "###BEGIN SOLUTION" and "# begin solution": a slip must not give the solution away.
MARKER = re.compile(r"^([ \t]*)#+[ \t]*(BEGIN|END)[ \t]+SOLUTIONS?\b", re.IGNORECASE)


class StubError(Problem):
    """The markers of a reference are not in order; says where."""

    exit_code = OURS


def stub_source(reference: str) -> str:
    """The reference with every solution replaced by a comment and a `NotImplementedError`.

    A solution at the module's own level is taken out without a trace; one in the body of a class,
    where an error would keep the stub from being imported, leaves a `pass`.
    """
    functions = _lines_in_functions(reference)
    lines: list[str] = []
    opened = 0
    for number, line in enumerate(reference.replace("\r\n", "\n").split("\n"), start=1):
        marker = MARKER.match(line)
        if not marker:
            lines += [] if opened else [line]
        elif marker[2].upper() == "BEGIN":
            if opened:
                raise StubError(f"{_at(number)}: {BEGIN} inside the one of line {opened}.")
            opened, indent = number, marker[1]
            if indent:
                lines += [indent + _COMMENT, indent + (_PLACE if number in functions else "pass")]
        else:
            if not opened:
                raise StubError(f"{_at(number)}: {END} without {BEGIN}.")
            opened = 0
    if opened:
        raise StubError(f"{_at(opened)}: {BEGIN} without {END}.")
    stub = re.sub(r"\n{4,}", "\n\n\n", "\n".join(lines).strip("\n")) + "\n"
    try:
        parsed(stub)
    except SyntaxError as error:
        raise StubError(
            f"reference.py: without its solutions it is not valid Python, in line {error.lineno} "
            f"of the stub: {error.msg}."
        ) from None
    return stub


def docstrings(source: str) -> list[str]:
    """The docstrings of a source, in order, without their indentation."""
    return [inspect.cleandoc(node.value.value) for node in _docstring_nodes(source)]


def said_in(stub: str, words: Callable[[str], str]) -> str:
    """The stub with its docstrings translated, and our comments in the language spoken now."""
    lines = stub.replace(_COMMENT, _(_COMMENT)).split("\n")
    for node in reversed(_docstring_nodes(stub)):
        text = inspect.cleandoc(node.value.value)
        said = words(text)
        if said != text:
            indent = " " * node.col_offset
            end = "\n" if "\n" in said else ""
            body = f'"""{said}{end}"""'.split("\n")
            new = [indent + line if line.strip() else "" for line in body]
            lines[node.lineno - 1 : node.end_lineno] = new
    return "\n".join(lines)


def _docstring_nodes(source: str) -> list[Any]:
    owners = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    found = [
        node.body[0]
        for node in ast.walk(parsed(source))
        if isinstance(node, owners) and node.body and is_text(node.body[0])
    ]
    return sorted(found, key=lambda node: node.lineno)


def solution_source(reference: str) -> str:
    """The reference without the markers."""
    lines = [line for line in reference.splitlines() if not MARKER.match(line)]
    return "\n".join(lines).strip("\n") + "\n"


def _lines_in_functions(reference: str) -> frozenset[int]:
    """Numbers of the lines whose nearest definition is a function, not a class."""
    try:
        tree = parsed(reference)
    except SyntaxError as error:
        raise StubError(f"{_at(error.lineno)}: {error.msg}.") from None
    found: set[int] = set()
    for node in ast.walk(tree):  # from the outside inwards
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found |= set(_body_lines(node))
        elif isinstance(node, ast.ClassDef):
            found -= set(_body_lines(node))
    return frozenset(found)


def _body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> range:
    """A marker after the last statement is not counted: only BEGIN is looked up."""
    return range(node.lineno + 1, (node.end_lineno or node.lineno) + 1)


def _at(line: int | None) -> str:
    return f"reference.py, line {line}"


def stub_notebook(reference: str, statement: str, name: str) -> str:
    """The same stub as a notebook: the statement, then a cell for each definition."""
    from nbformat import v4, writes

    stub = stub_source(reference)
    cells = [v4.new_markdown_cell(statement.strip())]
    cells += [v4.new_code_cell(part) for part in _parts(stub)]
    tryout = v4.new_code_cell(_("# Try your code here: this cell is not graded."))
    tryout["metadata"] = {"tags": ["no-grade"]}
    cells.append(tryout)
    for number, cell in enumerate(cells):
        cell["id"] = f"{re.sub('[^A-Za-z0-9]', '-', name)[:60]}-{number}"
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    return str(writes(notebook)).rstrip("\n") + "\n"


def _parts(stub: str) -> list[str]:
    """The imports and other first lines, then each definition with the comments right above it."""
    lines, parts, start = stub.split("\n"), [], 0
    body = parsed(stub).body
    if body and is_text(body[0]):
        start = body[0].end_lineno or 0
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            first = min([node.lineno, *(d.lineno for d in node.decorator_list)]) - 1
            while first > start and lines[first - 1].startswith("#"):
                first -= 1
            parts += ["\n".join(lines[start:first]), "\n".join(lines[first : node.end_lineno])]
            start = node.end_lineno or 0
    parts.append("\n".join(lines[start:]))
    return [part.strip("\n") for part in parts if part.strip()]
