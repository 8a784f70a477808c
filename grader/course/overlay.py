"""What becomes of a program when other definitions are laid over it?"""

import ast
from collections.abc import Iterable, Sequence

from grader.course.touched import is_inert, is_text, names_of
from grader.submission.slicing import statement


class Unfitting(ValueError):
    """A change that does not fit its reference: the text names the file and what is wrong."""


def overlaid(below: Sequence[ast.stmt], above: Sequence[ast.stmt], place: str) -> list[ast.stmt]:
    """The statements of a module or a class with others laid over them."""
    body = _Body(below)
    for node in above:
        match node:
            case ast.Import() | ast.ImportFrom():
                body.add_import(node)
            case ast.Delete():
                for target in node.targets:
                    body.take_out(ast.unparse(target).split("."), place)
            case _ if is_text(node):
                body.text = [node]
            case _ if not is_inert(node):
                body.put(node, place)
    return body.statements


class _Body:
    """The statements of a module or a class: its docstring, its imports, what is new, the rest."""

    def __init__(self, below: Sequence[ast.stmt]) -> None:
        nodes = list(below)
        self.text = [nodes.pop(0)] if nodes and is_text(nodes[0]) else []
        head = next((i for i, node in enumerate(nodes) if not _is_import(node)), len(nodes))
        self._imports, self._new = nodes[:head], list[ast.stmt]()
        self._rest = [node for node in nodes[head:] if not is_inert(node)]
        self._given: set[frozenset[str]] = set()

    @property
    def statements(self) -> list[ast.stmt]:
        return [*self.text, *self._imports, *self._new, *self._rest] or [ast.Pass()]

    def add_import(self, node: ast.Import | ast.ImportFrom) -> None:
        """Add what is not imported yet; `from __future__` has to be first."""
        known = {ast.dump(one) for old in self.statements for one in _single(old)}
        new = [one for one in _single(node) if ast.dump(one) not in known]
        first = isinstance(node, ast.ImportFrom) and node.module == "__future__"
        self._imports = [*new, *self._imports] if first else [*self._imports, *new]

    def put(self, node: ast.stmt, place: str) -> None:
        """In the place of its namesake; else behind what it needs at once; else in front."""
        names, reads = names_of(node), statement(node).now
        old = [i for i, known in enumerate(self._rest) if names & names_of(known)]
        if old and not names & reads and names not in self._given:
            self._replace(old, node, names, place)
        else:
            needs = reads | (names if names in self._given else set())
            behind = [i for i, known in enumerate(self._rest) if needs & names_of(known)]
            if behind:
                self._rest.insert(behind[-1] + 1, node)
            else:
                self._new.append(node)
        self._given.add(names)

    def take_out(self, path: Sequence[str], place: str, whole: str = "") -> None:
        """Without what has a dotted name; raises `Unfitting` when there is nothing of that name."""
        name, whole = path[0], whole or ".".join(path)
        found = [node for node in self.statements if name in names_of(node)]
        if not found:
            raise Unfitting(f"{place}: the reference has no {whole} to delete.")
        for node in found:
            left: list[ast.stmt] = []
            if len(path) > 1:
                if not isinstance(node, ast.ClassDef):
                    raise Unfitting(f"{place}: the reference has no {whole} to delete.")
                inside = _Body(node.body)
                inside.take_out(path[1:], place, whole)
                left = [_with_body(node, inside.statements)]
            elif _is_import(node):
                left = [one for one in _single(node) if name not in names_of(one)]
            elif names_of(node) != {name}:
                raise _bound_together(names_of(node), place)
            for part in (self._imports, self._new, self._rest):
                if node in part:
                    index = part.index(node)
                    part[index : index + 1] = left

    def _replace(
        self, old: Sequence[int], node: ast.stmt, names: frozenset[str], place: str
    ) -> None:
        for i in old:
            if names_of(self._rest[i]) != names:
                raise _bound_together(names_of(self._rest[i]) | names, place)
        known = self._rest[old[0]]
        if isinstance(node, ast.ClassDef) and isinstance(known, ast.ClassDef):
            node = _with_body(node, overlaid(known.body, node.body, place))
        self._rest[old[0]] = node
        for i in reversed(old[1:]):
            del self._rest[i]


def _with_body(node: ast.ClassDef, body: list[ast.stmt]) -> ast.ClassDef:
    fields = {name: part for name, part in ast.iter_fields(node) if name != "body"}
    return ast.ClassDef(**fields, body=body)


def _single(node: ast.stmt) -> list[ast.stmt]:
    """An import as several of one name each."""
    if isinstance(node, ast.Import):
        return [ast.Import([alias]) for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [ast.ImportFrom(node.module, [alias], node.level) for alias in node.names]
    return []


def _is_import(node: ast.stmt) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)


def _bound_together(names: Iterable[str], place: str) -> Unfitting:
    together = " and ".join(sorted(names))
    return Unfitting(f"{place}: {together} are defined together in the reference; give them all.")
