"""In what do two programs differ, and which of their names does the difference reach?"""

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from grader.submission.slicing import bound_names, statement

Statements = Sequence[ast.stmt]


@dataclass(frozen=True)
class Difference:
    """A definition that is not the same in two programs: its dotted name, and it in both."""

    name: str
    before: Sequence[ast.AST]
    after: Sequence[ast.AST]


def differences(before: Statements, after: Statements, within: str = "") -> Iterator[Difference]:
    """The definitions that differ, docstrings and order aside; those of a class by member.

    A statement that defines nothing differs in every name that it reads or alters at once; an
    import counts when it gives a name another meaning, or takes it away.
    """
    imported, now_imported = _imported(before), _imported(after)
    for name, what in sorted(imported.items()):
        if now_imported.get(name) != what:
            yield Difference(within + name, [], [])
    old, new = _by_names(before), _by_names(after)
    for names in sorted(old.keys() | new.keys(), key=sorted):
        mine, theirs = old.get(names, []), new.get(names, [])
        match mine, theirs:
            case [ast.ClassDef() as one], [ast.ClassDef() as other] if one is not other:
                yield from _in_class(one, other, within)
            case _ if not names:
                yield from _undefining(mine, theirs, within)
            case _ if not _alike(mine, theirs):
                yield from (Difference(within + name, mine, theirs) for name in sorted(names))


def words(nodes: Iterable[ast.AST]) -> frozenset[str]:
    """The names of the module, the attributes and the keywords that some code uses."""
    found: set[str] = set()
    for node in nodes:
        one = statement(node if isinstance(node, ast.stmt) else ast.Expr(node))  # type: ignore[arg-type]
        found |= one.now | one.later
        for part in ast.walk(node):
            match part:
                case ast.Attribute(ctx=ast.Load()):
                    found.add(part.attr)
                case ast.keyword(arg=str(name)):
                    found.add(name)
    return frozenset(found)


def reached(
    touched: Iterable[str], required: Iterable[str], programs: Iterable[Statements]
) -> frozenset[str]:
    """The required names that are touched, have a member that is, or use something that is."""
    changed = {name.partition(".")[0] for name in touched}
    uses = _uses(programs)
    return frozenset(name for name in required if changed & _needed(name, uses))


def names_of(node: ast.stmt) -> frozenset[str]:
    """The names that a statement binds."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return frozenset([node.name])
        case ast.Assign(targets=[ast.Name(id=name)]):
            return frozenset([name])
    return bound_names(ast.Module([node], []))


def is_text(node: ast.stmt) -> bool:
    """Whether a statement is a docstring."""
    match node:
        case ast.Expr(value=ast.Constant(value=str())):
            return True
    return False


def is_inert(node: ast.stmt) -> bool:
    """Whether a statement does nothing: a docstring, `pass`, `...`."""
    constant = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return constant or isinstance(node, ast.Pass)


def _by_names(nodes: Statements) -> dict[frozenset[str], list[ast.stmt]]:
    found: dict[frozenset[str], list[ast.stmt]] = {}
    for node in nodes:
        if not isinstance(node, ast.Import | ast.ImportFrom) and not is_inert(node):
            found.setdefault(names_of(node), []).append(node)
    return found


def _imported(nodes: Statements) -> dict[str, str]:
    """What each imported name stands for."""
    found = {}
    for node in nodes:
        if isinstance(node, ast.Import | ast.ImportFrom):
            module = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
            for alias in node.names:
                name = alias.asname or alias.name
                whole = alias.asname or isinstance(node, ast.ImportFrom)
                found[name if whole else name.partition(".")[0]] = (
                    module + alias.name if whole else name.partition(".")[0]
                )
    return found


def _in_class(one: ast.ClassDef, other: ast.ClassDef, within: str) -> Iterator[Difference]:
    header, their_header = _header(one), _header(other)
    if [ast.dump(part) for part in header] != [ast.dump(part) for part in their_header]:
        yield Difference(within + other.name, header, their_header)
    yield from differences(one.body, other.body, f"{within}{other.name}.")


def _undefining(mine: Statements, theirs: Statements, within: str) -> Iterator[Difference]:
    """Statements that bind nothing, such as `Model.call = call`, and are in one program only."""
    if within and not _alike(mine, theirs):
        yield Difference(within.rstrip("."), mine, theirs)
        return
    known, found = {_dump(node) for node in mine}, {_dump(node) for node in theirs}
    for node in (*mine, *theirs):
        if _dump(node) not in known & found:
            one = statement(node)
            for name in sorted(one.now | one.changes):
                yield Difference(name, [node] * (node in mine), [node] * (node in theirs))


def _header(node: ast.ClassDef) -> list[ast.AST]:
    keywords = [keyword.value for keyword in node.keywords]
    return [*node.bases, *keywords, *node.decorator_list]


def _alike(mine: Statements, theirs: Statements) -> bool:
    return len(mine) == len(theirs) and all(
        one is other or _dump(one) == _dump(other) for one, other in zip(mine, theirs, strict=True)
    )


def _dump(node: ast.AST) -> str:
    """The syntax of a statement without its docstrings."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        body = [part for part in node.body if not is_inert(part)]
        fields = {name: part for name, part in ast.iter_fields(node) if name != "body"}
        node = type(node)(**fields, body=[])
        return ast.dump(node) + "".join(map(_dump, body))
    return ast.dump(node)


def _uses(programs: Iterable[Statements]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = {}
    for node in (node for program in programs for node in program):
        one = statement(node)
        for name in one.binds | one.changes:
            found.setdefault(name, set()).update(one.now | one.later)
    return found


def _needed(name: str, uses: Mapping[str, set[str]]) -> set[str]:
    seen, todo = set[str](), {name}
    while todo:
        seen |= todo
        todo = {used for one in todo for used in uses.get(one, ())} - seen
    return seen
