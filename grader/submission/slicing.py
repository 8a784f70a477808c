"""Which top-level statements do some names need?

The statements that bind a needed name, and whatever those read, transitively. A name read at
once (a decorator, a base class, the right-hand side of an assignment) needs its last binding
before that statement; a name read later, from the body of a function, its last binding of all.
"""

import ast
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
# Methods that change what they are called on: `TABLE.append(x)`, `@area.register`.
CHANGERS = frozenset(["add", "append", "extend", "insert", "register", "setdefault", "update"])
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
    statements = [_statement(node) for node in tree.body]
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
    return frozenset(name for node in tree.body for name in _Scope([node]).binds)


def changed_names(node: ast.stmt) -> frozenset[str]:
    """Every name that a statement alters by its text; none when it also binds names."""
    scope = _Scope([node])
    main = _is_main_guard(node)
    return frozenset() if scope.binds or main else frozenset(scope.changes)


def names_read(node: ast.stmt) -> frozenset[str]:
    """Every module-level name that a statement reads, at once or later."""
    one = _statement(node)
    return one.now | one.later


def names_read_at_once(node: ast.stmt) -> frozenset[str]:
    """Every module-level name that a statement reads when it runs itself."""
    return _statement(node).now


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


def _statement(node: ast.stmt) -> Statement:
    """Kept at the node: a source is asked many times what its parts need."""
    if not hasattr(node, "statement"):
        node.statement = _looked_at(node)  # type: ignore[attr-defined]
    return node.statement  # type: ignore[attr-defined, no-any-return]


def _looked_at(node: ast.stmt) -> Statement:
    if _is_main_guard(node):
        return _NOTHING
    scope = _Scope([node])
    now, later = _at_once([node]), scope.free()[1]
    always = isinstance(node, ast.ImportFrom) and (
        node.module == "__future__" or any(alias.name == "*" for alias in node.names)
    )
    binds = _certain(node)
    changes = frozenset(scope.binds | scope.changes) - binds
    return Statement(binds, changes, now, later, scope.calls, always)


def _at_once(nodes: Iterable[ast.stmt], bound: frozenset[str] = frozenset()) -> frozenset[str]:
    """The names that statements read at once, without those they have bound by then."""
    read: set[str] = set()
    for node in nodes:
        match node:
            case ast.For() | ast.AsyncFor():
                targets = _Scope([node.target])
                read |= (_Scope([node.iter]).free()[0] | targets.reads) - bound
                read |= _at_once(node.body, bound | targets.binds) | _at_once(node.orelse, bound)
            case ast.With() | ast.AsyncWith():
                items = _Scope(list(node.items))
                read |= items.free()[0] - bound
                read |= _at_once(node.body, bound | items.binds)
            case ast.If() | ast.While():
                read |= _Scope([node.test]).free()[0] - bound
                read |= _at_once(node.body, bound) | _at_once(node.orelse, bound)
            case _:
                read |= _Scope([node]).free()[0] - bound
        bound |= _certain(node)
    return frozenset(read)


def _is_main_guard(node: ast.stmt) -> bool:
    """`if __name__ == "__main__":` never runs in a module that is graded."""
    if not isinstance(node, ast.If) or node.orelse or not isinstance(node.test, ast.Compare):
        return False
    sides = [ast.unparse(side) for side in (node.test.left, *node.test.comparators)]
    return isinstance(node.test.ops[0], ast.Eq) and sorted(sides) == ["'__main__'", "__name__"]


def _certain(node: ast.stmt) -> frozenset[str]:
    """Names that are bound whenever a statement runs, whatever they were before."""
    if isinstance(node, _DEFINITIONS):
        return frozenset([node.name])
    if isinstance(node, ast.Import):
        # `import a` after `import a.b` leaves a.b in place: both are needed.
        return frozenset(alias.asname for alias in node.names if alias.asname)
    if isinstance(node, ast.ImportFrom):
        return frozenset(_Scope([node]).binds)
    targets = node.targets if isinstance(node, ast.Assign) else []
    if isinstance(node, ast.AnnAssign) and node.value is not None:
        targets = [node.target]
    return frozenset(name for target in targets for name in _Scope([target]).binds)


@dataclass
class _Scope:
    """The names of one scope: its own, and the scopes inside it still to be looked at.

    Walks with a stack of its own, so that long expressions cannot exhaust Python's.
    """

    nodes: list[ast.AST]
    binds: set[str] = field(default_factory=set)
    reads: set[str] = field(default_factory=set)
    outside: set[str] = field(default_factory=set)  # declared global or nonlocal
    changes: set[str] = field(default_factory=set)
    inner: list[ast.AST] = field(default_factory=list)
    calls: bool = False

    def __post_init__(self) -> None:
        todo = list(self.nodes)
        while todo:
            todo += self._look_at(todo.pop())

    def free(self) -> tuple[frozenset[str], frozenset[str]]:
        """The names read at once, and later, when its functions are called."""
        now, later = set(self.reads), set[str]()
        for node in self.inner:
            inner_now, inner_later = _free_inside(node)
            now |= inner_now
            later |= inner_later
        return frozenset(now), frozenset(later)

    def _look_at(self, node: ast.AST) -> Iterable[ast.AST]:
        """Take in one node; what is left to look at in this scope."""
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                self.binds.add(node.name)
                self.inner.append(node)
                self.calls |= bool(node.decorator_list) or _calls_in_body(node)
                self.changes |= {root_of(d) for d in node.decorator_list if _is_changer(d)} - {""}
                return _outside_body(node)
            case ast.Lambda():
                self.inner.append(node)
                return [d for d in (*node.args.defaults, *node.args.kw_defaults) if d]
            case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                self.inner.append(node)
                inside = [n for n in ast.walk(node) if isinstance(n, ast.NamedExpr)]
                self.calls |= any(isinstance(n, ast.Call) for n in ast.walk(node))
                return [node.generators[0].iter, *(n.target for n in inside)]
            case ast.Name():
                if not isinstance(node.ctx, ast.Load):
                    self.binds.add(node.id)
                if not isinstance(node.ctx, ast.Store):
                    self.reads.add(node.id)
            case ast.AugAssign(target=ast.Name(id=name)):
                self.reads.add(name)
            case ast.AnnAssign(target=ast.Name(), value=None):
                return [node.annotation]  # `x: int` binds nothing
            case ast.Attribute() | ast.Subscript() if not isinstance(node.ctx, ast.Load):
                self.changes |= {root_of(node)} - {""}
            case ast.Call():
                self.calls = True
            case ast.Expr(value=ast.Call() as call):
                self.changes |= _changed_by(call)
            case ast.Import():
                self.binds |= {(a.asname or a.name).partition(".")[0] for a in node.names}
            case ast.ImportFrom():
                self.binds |= {a.asname or a.name for a in node.names}
            case ast.Global() | ast.Nonlocal():
                self.outside |= set(node.names)
                self.reads |= set(node.names)
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
                self.binds.add(name)
            case ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
                self.binds.add(name)
        return ast.iter_child_nodes(node)


def _free_inside(node: ast.AST) -> tuple[frozenset[str], frozenset[str]]:
    """What a nested scope reads from outside it: a class at once, a function later.

    Kept at the node: a class is asked for it several times, and so is each class inside it.
    """
    if not hasattr(node, "free_names"):
        node.free_names = _free_names(node)  # type: ignore[attr-defined]
    return node.free_names  # type: ignore[attr-defined, no-any-return]


def _free_names(node: ast.AST) -> tuple[frozenset[str], frozenset[str]]:
    if isinstance(node, ast.ClassDef):
        return _free_in_class(node)
    if isinstance(node, _COMPREHENSIONS):
        first = node.generators[0]
        elements = [n for n in ast.iter_child_nodes(node) if n is not first]
        scope = _Scope([first.target, *first.ifs, *elements])
        now, later = scope.free()
        return now - scope.binds, later - scope.binds
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
    scope = _Scope(list(node.body) if isinstance(node.body, list) else [node.body])
    parameters = {part.arg for part in ast.walk(node.args) if isinstance(part, ast.arg)}
    now, later = scope.free()
    return frozenset(), (now | later) - ((scope.binds | parameters) - scope.outside)


def _free_in_class(node: ast.ClassDef) -> tuple[frozenset[str], frozenset[str]]:
    """A class body sees its own names once they are bound; its methods never do."""
    later = frozenset[str]().union(*(_Scope([part]).free()[1] for part in node.body))
    return _at_once(node.body), later


def _calls_in_body(node: ast.AST) -> bool:
    """Whether a class calls something while it is being made."""
    return isinstance(node, ast.ClassDef) and any(_Scope([part]).calls for part in node.body)


def _outside_body(node: ast.AST) -> Iterator[ast.AST]:
    """What of a definition runs at once in the scope around it."""
    body = {id(part) for part in getattr(node, "body", [])}
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.arguments):
            yield from (part for part in ast.iter_child_nodes(child))
        elif id(child) not in body:
            yield child


def _changed_by(call: ast.Call) -> set[str]:
    """The name that a bare call alters: `TABLE.append(x)`, `setattr(Cls, "call", f)`."""
    if isinstance(call.func, ast.Name) and call.func.id == "setattr" and call.args:
        return {root_of(call.args[0])} - {""}
    return {root_of(call.func)} - {""} if _is_changer(call.func) else set()


def _is_changer(node: ast.expr) -> bool:
    function = node.func if isinstance(node, ast.Call) else node
    return isinstance(function, ast.Attribute) and function.attr in CHANGERS


def root_of(node: ast.expr, *, calls: bool = True) -> str:
    """The name at the beginning of `name.a[0].b`, of `name().b` with `calls`; else empty."""
    while isinstance(node, ast.Attribute | ast.Subscript) or (calls and isinstance(node, ast.Call)):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""
