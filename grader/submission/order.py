"""Would a run from top to bottom fail, because names are used before they are defined?"""

import ast
import builtins
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from grader.submission.slicing import names_bound, names_read, names_read_at_once

_GIVEN = frozenset(dir(builtins)) | {"__name__", "__file__", "__doc__", "get_ipython", "display"}
_FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True)
class Early:
    """A statement that uses a name too early; `defined` is the one that defines it, if any."""

    name: str
    used: int
    defined: int | None


def used_too_early(body: Sequence[ast.stmt], kept: Collection[int]) -> Iterator[Early]:
    """Each name once, as it is first used too early by one of the statements that are kept."""
    if any(isinstance(n, ast.ImportFrom) and n.names[0].name == "*" for n in body):
        return
    places: dict[str, int] = {}
    functions: dict[str, ast.stmt] = {}
    binds = [names_bound(node) for node in body]
    for index, names in enumerate(binds):
        for name in names:
            places.setdefault(name, index)
    told: set[str] = set()
    for index, node in enumerate(body):
        if index in kept and not isinstance(node, ast.Try | ast.TryStar | ast.If):
            for name in sorted(_needed_at_once(node, functions) - binds[index] - _GIVEN - told):
                place = places.get(name)
                if place is None or place > index:
                    told.add(name)
                    yield Early(name, index, place)
        if isinstance(node, _FUNCTIONS):
            functions[node.name] = node


def _needed_at_once(node: ast.stmt, functions: dict[str, ast.stmt]) -> set[str]:
    """The names that a statement reads, and those that functions read which it calls."""
    found = set(names_read_at_once(node))
    called = {
        part.func.id
        for part in ast.walk(node)
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Name)
    }
    todo = [] if isinstance(node, _FUNCTIONS) else list(called & functions.keys() & found)
    seen: set[str] = set()
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            later = names_read(functions[name])
            found |= later
            todo += later & functions.keys()
    return found
