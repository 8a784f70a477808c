"""Which slips are in a source, and which of them can have led to a wrong answer?"""

import ast
from collections.abc import Collection, Mapping, Sequence

from grader.slips.calls import not_called
from grader.slips.methods import misplaced_methods
from grader.slips.names import misnamed
from grader.slips.returns import without_return
from grader.slips.slip import Code, Slip, names_read
from grader.slips.unread import never_read

KINDS = (misplaced_methods, not_called, misnamed, without_return, never_read)


def slips_in(source: str, stub: str) -> tuple[Slip, ...]:
    """Every slip, the most certain first; none in what cannot be read."""
    code = Code(source, stub)
    try:
        return tuple(slip for look in KINDS for slip in look(code))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()


def reached(source: str, names: Collection[str]) -> frozenset[str]:
    """The definitions of a source that some of its names need, these included."""
    try:
        needs = _needs(ast.parse(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset(names)
    found: set[str] = set()
    left = [*names]
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += needs.get(name, ())
    return frozenset(found)


def _needs(tree: ast.Module) -> Mapping[str, Sequence[str]]:
    found: dict[str, Sequence[str]] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found[node.name] = sorted(names_read(node))
        elif isinstance(node, ast.Assign):
            targets = [t.id for t in node.targets if isinstance(t, ast.Name)]
            found |= {name: sorted(names_read(node.value)) for name in targets}
    return found
