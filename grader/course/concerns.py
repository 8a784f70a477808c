"""Which of the required names does a check look at?

Read from the source of its probe: the names that it uses, as in `code.huber_loss`, itself or in
the functions that it calls. For `getattr(code, name)` it is those among the inputs of the check.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from grader.checking import Inputs


@dataclass(frozen=True)
class Concerns:
    """What each function in the source of probes has to do with the required names.

    reads:   the functions and constants of the module that each of them uses.
    words:   the names and texts in each of them.
    drawn:   the functions that look up a name which they are given.
    unknown: those that look up a name which cannot be told.
    """

    required: frozenset[str]
    reads: Mapping[str, frozenset[str]]
    words: Mapping[str, frozenset[str]]
    drawn: frozenset[str]
    unknown: frozenset[str]

    def about(self, probe: str, inputs: Iterable[Inputs] = ()) -> frozenset[str]:
        """The required names that a probe looks at when asked these inputs; all when in doubt."""
        reached = self._reached(probe)
        if probe not in self.words or reached & self.unknown:
            return self.required
        found = frozenset[str]().union(*(self.words[one] for one in reached)) & self.required
        if reached & self.drawn:
            among = {text for one in inputs for text in _texts(one)} & self.required
            return found | among or self.required
        return found

    def _reached(self, name: str) -> frozenset[str]:
        """A function, those that it calls, and the constants that they read."""
        seen: set[str] = set()
        todo = {name} & set(self.words)
        while todo:
            seen |= todo
            todo = {used for one in todo for used in self.reads[one]} - seen
        return frozenset(seen)


def concerned(probes: str, required: Iterable[str]) -> Concerns:
    """What the source of probes tells."""
    body = ast.parse(probes).body
    functions = {node.name: node for node in body if isinstance(node, ast.FunctionDef)}
    constants = {
        target.id: node.value
        for node in body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    known = {**constants, **functions}
    words = {name: _words(node) for name, node in known.items()}
    reads = {name: _globals(node) & set(known) for name, node in known.items()}
    lookups = {name: set(_lookups(node)) for name, node in functions.items()}
    drawn = frozenset(name for name, kinds in lookups.items() if True in kinds)
    unknown = frozenset(name for name, kinds in lookups.items() if False in kinds)
    return Concerns(frozenset(required), reads, words, drawn, unknown)


def _words(node: ast.AST) -> frozenset[str]:
    found = set()
    for part in ast.walk(node):
        if isinstance(part, ast.Attribute):
            found.add(part.attr)
        elif isinstance(part, ast.Name):
            found.add(part.id)
        elif isinstance(part, ast.Constant) and isinstance(part.value, str):
            found.add(part.value)
    return frozenset(found)


def _globals(node: ast.AST) -> frozenset[str]:
    """The names that are read and not its own."""
    names = [part for part in ast.walk(node) if isinstance(part, ast.Name)]
    read = {name.id for name in names if isinstance(name.ctx, ast.Load)}
    return frozenset(read - {name.id for name in names if isinstance(name.ctx, ast.Store)})


def _lookups(function: ast.FunctionDef) -> Iterator[bool]:
    """For each `getattr(code, …)` that names no text: whether the name is one that was given."""
    parts = list(ast.walk(function))
    arguments = {part.arg for part in parts if isinstance(part, ast.arg)}
    assigned = {
        name.id
        for part in parts
        if isinstance(part, ast.Assign | ast.NamedExpr | ast.AugAssign)
        for name in ast.walk(part)
        if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)
    }
    for part in parts:
        if not (isinstance(part, ast.Call) and isinstance(part.func, ast.Name)):
            continue
        if part.func.id != "getattr" or len(part.args) < 2:
            continue
        owner, name = part.args[:2]
        of_code = isinstance(owner, ast.Name) and owner.id in arguments
        if of_code and not isinstance(name, ast.Constant):
            yield isinstance(name, ast.Name) and name.id not in assigned


def _texts(value: object) -> Iterator[str]:
    """Every text in an input."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
