"""Which definition counts, where a required name has several? The last one that is complete."""

import ast
from collections.abc import Collection, Iterable, Iterator, Sequence

from grader.languages import _
from grader.submission.cells import KEEP, Cell
from grader.submission.slicing import names_read_at_once

_FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef


def passed_over(
    body: Sequence[ast.stmt], owners: Sequence[Cell], required: Iterable[str]
) -> tuple[frozenset[int], list[str]]:
    """Indexes of definitions that are not to win although they come last, and what to say.

    A cell tagged `grade` is preferred; a stub is no rival.
    """
    over: set[int] = set()
    notices = []
    for name in required:
        found = [index for index, node in enumerate(body) if _defines(node, name)]
        rivals = [index for index in found if is_complete(body[index])] or found[-1:]
        tagged = [index for index in rivals if KEEP in owners[index].tags]
        winner = max(tagged or rivals, default=-1)
        later = [index for index in found if index > winner]
        over |= set(later)
        cells = {owners[index].number: None for index in sorted({*rivals, *later})}
        if len(cells) > 1:
            notices.append(_said(name, list(cells), owners[winner], bool(tagged)))
    return frozenset(over), notices


def is_complete(node: ast.stmt) -> bool:
    """Whether a definition is more than a stub: `pass`, `...`, NotImplementedError."""
    if isinstance(node, _FUNCTIONS):
        return not _is_stub(node) and not any(map(_is_to_write, node.body))
    if isinstance(node, ast.ClassDef):
        methods = [part for part in node.body if isinstance(part, _FUNCTIONS)]
        others = [part for part in node.body if not _is_nothing(part) and part not in methods]
        written = [one for one in methods if not _is_stub(one)]
        unwritten = any(_is_to_write(part) for one in methods for part in one.body)
        return not unwritten and bool(written or others)
    value = getattr(node, "value", None)
    return not (isinstance(value, ast.Constant) and value.value in (None, ...))


def complete_names(body: Iterable[ast.stmt], names: Collection[str]) -> frozenset[str]:
    """Those of the names that some statement defines completely."""
    found = ((node, name) for node in body for name in names if _defines(node, name))
    return frozenset(name for node, name in found if is_complete(node))


def defined_names(body: Iterable[ast.stmt], names: Collection[str]) -> frozenset[str]:
    """Those of the names that some statement defines, if only as a stub."""
    return frozenset(name for node in body for name in names if _defines(node, name))


def _defines(node: ast.stmt, name: str) -> bool:
    """Whether a statement defines a name anew; `f = tf.function(f)` does not."""
    if isinstance(node, _FUNCTIONS | ast.ClassDef):
        return node.name == name
    if name not in set(_targets(node)):
        return False
    return name not in names_read_at_once(node)


def _targets(node: ast.stmt) -> Iterator[str]:
    targets = node.targets if isinstance(node, ast.Assign) else []
    if isinstance(node, ast.AnnAssign) and node.value is not None:
        targets = [node.target]
    return (target.id for target in targets if isinstance(target, ast.Name))


def _is_stub(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return all(_is_nothing(part) or _is_to_write(part) for part in node.body)


def _is_nothing(node: ast.stmt) -> bool:
    """`pass`, `...` or a docstring."""
    return isinstance(node, ast.Pass) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    )


def _is_to_write(node: ast.stmt) -> bool:
    """`raise NotImplementedError`, with or without words."""
    if not isinstance(node, ast.Raise) or node.exc is None:
        return False
    raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"


def _said(name: str, cells: Sequence[int], winner: Cell, tagged: bool) -> str:
    first, last = ", ".join(map(str, cells[:-1])), cells[-1]
    values = {"name": name, "first": first, "last": last, "cell": winner.number}
    if tagged:
        text = _(
            "{name} is defined in code cells {first} and {last}: the one in cell {cell}, "
            "which is tagged `grade`, was graded."
        )
    else:
        text = _(
            "{name} is defined in code cells {first} and {last}: the one in cell {cell} was "
            "graded. To have another one graded, tag its cell `grade`."
        )
    return text.format(**values)
