"""Which top-level statements do some names need?

The statements that bind a needed name, and whatever those read, transitively. A name read at
once (a decorator, a base class, the right-hand side of an assignment) needs its last binding
before that statement; a name read later, from the body of a function, its last binding of all.
"""

import ast
import symtable
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Statement:
    """One top-level statement: the names it binds, and those it reads at once or later.

    certain: whether the names are bound whenever it runs (not in an `if` or `try`, not by
    changing an attribute), so that earlier bindings no longer matter.
    """

    binds: frozenset[str]
    now: frozenset[str]
    later: frozenset[str]
    certain: bool
    always: bool


def needed(tree: ast.Module, names: Iterable[str]) -> list[int]:
    """Indexes into `tree.body` of the statements that the names need, in order.

    `from x import *` and `from __future__` are always needed.
    """
    statements = [_statement(node) for node in tree.body]
    found = {index for index, one in enumerate(statements) if one.always}
    end = len(statements)
    todo = [(name, end) for name in names]
    for index in found:
        todo += _reads(statements[index], index, end)
    seen = set(todo)
    while todo:
        name, before = todo.pop()
        for index in _bindings(statements, name, before):
            found.add(index)
            for read in _reads(statements[index], index, end):
                if read not in seen:
                    seen.add(read)
                    todo.append(read)
    return sorted(found)


def bound_names(tree: ast.Module) -> frozenset[str]:
    """Every name that some top-level statement binds."""
    return frozenset(name for node in tree.body for name in _statement(node).binds)


def names_read(node: ast.stmt) -> frozenset[str]:
    """Every module-level name that a statement reads, at once or later."""
    now, later = _read(node)
    return now | later


def _reads(one: Statement, index: int, end: int) -> list[tuple[str, int]]:
    return [(name, index) for name in one.now] + [(name, end) for name in one.later]


def _bindings(statements: Sequence[Statement], name: str, before: int) -> list[int]:
    """The bindings of a name that matter before a place: back to the last certain one."""
    found = []
    for index in range(before - 1, -1, -1):
        if name in statements[index].binds:
            found.append(index)
            if statements[index].certain:
                break
    return found


def _statement(node: ast.stmt) -> Statement:
    binds = frozenset(_bound(node))
    now, later = _read(node)
    star = isinstance(node, ast.ImportFrom) and (
        node.module == "__future__" or any(alias.name == "*" for alias in node.names)
    )
    changed = _changed(node)
    certain = not changed and isinstance(
        node,
        ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Assign | ast.AnnAssign
        | ast.Import | ast.ImportFrom,
    )  # fmt: skip
    return Statement(binds | changed, now | changed, later, certain, star)


def _changed(node: ast.stmt) -> frozenset[str]:
    """Roots of attributes and items that a statement assigns: `Cls.call = f`, `TABLE[0] = 1`."""
    roots = set()
    for part in ast.walk(node):
        if isinstance(part, ast.Attribute | ast.Subscript) and isinstance(part.ctx, ast.Store):
            target: ast.expr = part
            while isinstance(target, ast.Attribute | ast.Subscript):
                target = target.value
            if isinstance(target, ast.Name):
                roots.add(target.id)
    is_definition = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    return frozenset() if is_definition else frozenset(roots)


def _bound(node: ast.stmt) -> set[str]:
    """Names that a statement binds in the module, those inside its blocks included."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {node.name}
    if isinstance(node, ast.Import):
        return {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
    if isinstance(node, ast.ImportFrom):
        return {alias.asname or alias.name for alias in node.names}
    names = set()
    for part in _outside_functions(node):
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store | ast.Del):
            names.add(part.id)
        elif isinstance(part, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and part.name:
            names.add(part.name)
        elif isinstance(part, ast.stmt) and part is not node:
            names |= _bound(part)
    return names


def _outside_functions(node: ast.AST) -> Iterable[ast.AST]:
    """The parts of a statement that run in the module's own scope."""
    yield node
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield child
        elif not isinstance(child, ast.Lambda):
            yield from _outside_functions(child)


def _read(node: ast.stmt) -> tuple[frozenset[str], frozenset[str]]:
    """Module-level names that a statement reads at once, and those its functions read later."""
    module = ast.Module([node], [])
    table = symtable.symtable(ast.unparse(module), "code", "exec")
    now = {s.get_name() for s in table.get_symbols() if s.is_referenced()}
    if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
        now.add(node.target.id)
    if isinstance(node, ast.Delete):
        now |= _bound(node)
    later: set[str] = set()
    for child in table.get_children():
        _global_reads(child, now, later)
    return frozenset(now), frozenset(later)


def _global_reads(table: symtable.SymbolTable, now: set[str], later: set[str]) -> None:
    """Add the globals that a nested scope reads: a class body at once, a function later."""
    into = now if table.get_type() == "class" else later
    for symbol in table.get_symbols():
        if symbol.is_global() and (symbol.is_referenced() or symbol.is_assigned()):
            into.add(symbol.get_name())
    for child in table.get_children():
        _global_reads(child, now if into is now else later, later)
