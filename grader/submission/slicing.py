"""Which top-level statements do some names need?

The statements that bind a needed name, and whatever those read, transitively. A name read at
once (a decorator, a base class, the right-hand side of an assignment) needs its last binding
before that statement; a name read later, from the body of a function, its last binding of all.
"""

import ast
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from grader.submission.scopes import Scope, certainly_bound, is_main_guard, read_at_once

MOST_READS = 300_000  # followed; a source that is more entangled is needed as a whole


@dataclass(frozen=True)
class Statement:
    """One top-level statement: the names it binds, and those it reads at once or later.

    binds: bound whenever it runs, so that earlier bindings no longer matter.
    changes: bound perhaps (in an `if`, `try` …) or altered (`Cls.call = f`): earlier ones do.
    calls: whether it calls anything, and so may need at once what functions read later.
    """

    binds: frozenset[str]
    changes: frozenset[str]
    now: frozenset[str]
    later: frozenset[str]
    calls: bool
    always: bool


_NOTHING = Statement(
    frozenset(), frozenset(), frozenset(), frozenset(), calls=False, always=False
)  # fmt: skip


def needed(
    tree: ast.Module,
    names: Iterable[str],
    keep: Iterable[int] = (),
    also: Mapping[int, frozenset[str]] | None = None,
    without: Collection[int] = (),
) -> list[int]:
    """Indexes into `tree.body` of the statements that the names need, in order.

    keep: indexes of statements wanted in any case, with what they need.
    also: names that statements may change, by index, besides those that their own text shows.
    without: indexes of statements that are left out whatever they bind or change.
    `from x import *` and `from __future__` are always needed.
    """
    statements = [statement(node) for node in tree.body]
    for index, changed in (also or {}).items():
        one = statements[index]
        statements[index] = replace(one, changes=one.changes | (changed - one.binds))
    for index in without:
        statements[index] = _NOTHING
    places = _places(statements)
    end = len(statements)
    found = set(keep) | {index for index, one in enumerate(statements) if one.always}
    todo = [(name, end, end) for name in names]
    todo += [read for index in found for read in _reads(statements[index], index, end, end)]
    seen = set(todo)
    while todo:
        if len(seen) > MOST_READS:
            return list(range(end))
        name, before, called = todo.pop()
        place = bisect_left(places[name], before) - 1
        if place < 0:
            continue
        index = places[name][place]
        found.add(index)
        reads = _reads(statements[index], index, called, end)
        if name not in statements[index].binds:
            reads.append((name, index, called))
        todo += [read for read in reads if read not in seen]
        seen.update(reads)
    return sorted(found)


def bound_names(tree: ast.Module) -> frozenset[str]:
    """Every name that some top-level statement binds."""
    return frozenset(name for node in tree.body for name in names_bound(node))


def names_bound(node: ast.stmt) -> frozenset[str]:
    """Every name that a statement binds, certainly or perhaps."""
    return _own_names(node)[0]


def names_changed(node: ast.stmt) -> frozenset[str]:
    """Every name that a statement alters by its text, apart from those that it binds."""
    return frozenset() if is_main_guard(node) else _own_names(node)[1]


def names_read(node: ast.stmt) -> frozenset[str]:
    """Every module-level name that a statement reads, at once or later."""
    one = statement(node)
    return one.now | one.later


def names_read_at_once(node: ast.stmt) -> frozenset[str]:
    """Every module-level name that a statement reads when it runs itself."""
    return statement(node).now


def statement(node: ast.stmt) -> Statement:
    """What a statement binds, alters and reads at the level of its module (or class).

    Kept at the node: a source is asked many times what its parts need.
    """
    if not hasattr(node, "statement"):
        node.statement = _looked_at(node)  # type: ignore[attr-defined]
    return node.statement  # type: ignore[attr-defined, no-any-return]


def _places(statements: Iterable[Statement]) -> defaultdict[str, list[int]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for index, one in enumerate(statements):
        for name in one.binds | one.changes:
            places[name].append(index)
    return places


def _reads(one: Statement, index: int, called: int, end: int) -> list[tuple[str, int, int]]:
    """(name, bound before which place, called at which place) of what a statement reads.

    called: where what the statement makes is called while the source runs; `end` if nowhere.
    """
    reads = [(name, index, index if one.calls else end) for name in one.now]
    reads += [(name, end, end) for name in one.later]
    if called < end:  # a function made of another one calls that
        reads += [(name, index, called) for name in one.now]
        reads += [(name, called, called) for name in one.later]
    return reads


def _own_names(node: ast.stmt) -> tuple[frozenset[str], frozenset[str]]:
    """The names that a statement binds and alters; kept at the node."""
    if not hasattr(node, "own_names"):
        scope = Scope([node])
        node.own_names = frozenset(scope.binds), frozenset(scope.changes)  # type: ignore[attr-defined]
    return node.own_names  # type: ignore[attr-defined, no-any-return]


def _looked_at(node: ast.stmt) -> Statement:
    if is_main_guard(node):
        return _NOTHING
    scope = Scope([node])
    node.own_names = frozenset(scope.binds), frozenset(scope.changes)  # type: ignore[attr-defined]
    now, later = read_at_once([node]), scope.free()[1]
    always = isinstance(node, ast.ImportFrom) and (
        node.module == "__future__" or any(alias.name == "*" for alias in node.names)
    )
    binds = certainly_bound(node)
    changes = frozenset(scope.binds | scope.changes) - binds
    return Statement(binds, changes, now, later, scope.calls, always)
