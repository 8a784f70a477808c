"""Which statements of a source are run for the names that an exercise requires?

What binds them, what that reads, and what may change either on the way. What only may change
something is left out when it, or what it needs, trains, plots, reads data or takes long.
"""

import ast
import builtins
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from grader.submission.costs import Costs
from grader.submission.effects import ENVIRONMENT, effects
from grader.submission.slicing import bound_names, names_bound, names_changed, names_read, needed

MOST_LOOKED_AT = 200_000  # statements, while those that may change something are judged
_GIVEN = frozenset(dir(builtins)) | {"__name__", "__file__", "__doc__"}


@dataclass(frozen=True)
class Selection:
    """Indexes of top-level statements.

    left_out: what may matter and is not run: by index, the names of `kept` that it may change.
    """

    kept: tuple[int, ...]
    left_out: Mapping[int, frozenset[str]]


def select(tree: ast.Module, required: Iterable[str], forced: Collection[int] = ()) -> Selection:
    """What the required names need; `forced` statements are kept in any case."""
    required = tuple(required)
    only_changes = _only_changes(tree, required, forced)
    may_change = dict(only_changes)
    for index, names in effects(tree).items():
        may_change[index] = may_change.get(index, frozenset()) | names
    certain = frozenset(needed(tree, required, forced, without=only_changes))
    judge = _Affordable(tree, certain, only_changes)
    dear: dict[int, frozenset[str]] = {}
    while True:
        also = {index: names for index, names in may_change.items() if index not in dear}
        setup = [index for index, names in also.items() if ENVIRONMENT in names]
        kept = needed(tree, required, [*forced, *setup], also, without=dear)
        new = [i for i in kept if i in also and i not in certain and not judge.affordable(i)]
        if not new:
            break
        dear |= {index: may_change[index] for index in new}
    held = {ENVIRONMENT} | {n for i in kept for n in names_bound(tree.body[i])}
    left_out = {index: names & held for index, names in dear.items() if names & held}
    return Selection(tuple(kept), left_out)


def _only_changes(
    tree: ast.Module, required: Iterable[str], forced: Collection[int]
) -> dict[int, frozenset[str]]:
    """Names that statements alter by their text, where nothing that they bind is needed."""
    kept = set(needed(tree, required, forced))
    readers = Counter(required)
    for index in kept:
        readers.update(names_read(tree.body[index]))
    found = {}
    for index, node in enumerate(tree.body):
        names = names_changed(node)
        if names and index not in forced:
            own = names_read(node) if index in kept else frozenset()
            if all(readers[name] <= (name in own) for name in names_bound(node)):
                found[index] = names
    return found


def only(source: str, tree: ast.Module, kept: Collection[int]) -> list[str]:
    """The lines of a source, blank where nothing is kept of its statements.

    A statement that falls away from a line with another (`import os; main()`) becomes a 0.
    """
    wanted: set[int] = set()
    for node in (tree.body[index] for index in kept):
        decorators = [d.lineno for d in getattr(node, "decorator_list", [])]
        wanted |= set(range(min([node.lineno, *decorators]), (node.end_lineno or 0) + 1))
    lines = [
        bytearray(line.encode() if number in wanted else b"")
        for number, line in enumerate(source.split("\n"), start=1)
    ]
    chosen = set(kept)
    for index, node in enumerate(tree.body):
        if index not in chosen:
            _blank_out(lines, node, wanted)
    return [line.decode() for line in lines]


def _blank_out(lines: Sequence[bytearray], node: ast.stmt, wanted: Collection[int]) -> None:
    last = node.end_lineno or node.lineno
    for number in [n for n in range(node.lineno, last + 1) if n in wanted]:
        line = lines[number - 1]
        start = node.col_offset if number == node.lineno else 0
        end = (node.end_col_offset or 0) if number == last else len(line)
        line[start:end] = b"0".ljust(end - start)


class _Affordable:
    """Judges statements that only may change something: with all that they need beside."""

    def __init__(
        self, tree: ast.Module, certain: frozenset[int], only_changes: Collection[int]
    ) -> None:
        self._tree, self._certain, self._costs = tree, certain, Costs(tree)
        self._only_changes = frozenset(only_changes)
        self._bound = bound_names(tree) | _GIVEN
        self._stars = any(
            isinstance(node, ast.ImportFrom) and node.names[0].name == "*" for node in tree.body
        )
        self._known: dict[int, bool] = {}
        self._left = MOST_LOOKED_AT

    def affordable(self, index: int) -> bool:
        if index not in self._known:
            self._left -= len(self._tree.body)
            self._known[index] = self._left >= 0 and self._is_affordable(index)
        return self._known[index]

    def _is_affordable(self, index: int) -> bool:
        others = self._only_changes - {index}
        parts = set(needed(self._tree, (), [index], without=others)) - self._certain
        nodes = [self._tree.body[i] for i in parts]
        if any(self._costs.is_costly(node) for node in nodes):
            return False
        return self._stars or all(names_read(node) <= self._bound for node in nodes)
