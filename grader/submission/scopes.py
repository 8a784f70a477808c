"""Which names do statements bind, read and alter? By their scopes, as Python sees them."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
# Methods that change what they are called on: `TABLE.append(x)`, `@area.register`.
CHANGERS = frozenset(["add", "append", "extend", "insert", "register", "setdefault", "update"])


def read_at_once(nodes: Iterable[ast.stmt], bound: frozenset[str] = frozenset()) -> frozenset[str]:
    """The names that statements read at once, without those they have bound by then."""
    read: set[str] = set()
    for node in nodes:
        match node:
            case ast.For() | ast.AsyncFor():
                targets = Scope([node.target])
                read |= (Scope([node.iter]).free()[0] | targets.reads) - bound
                read |= read_at_once(node.body, bound | targets.binds) | read_at_once(
                    node.orelse, bound
                )
            case ast.With() | ast.AsyncWith():
                items = Scope(list(node.items))
                read |= items.free()[0] - bound
                read |= read_at_once(node.body, bound | items.binds)
            case ast.If() | ast.While():
                read |= Scope([node.test]).free()[0] - bound
                read |= read_at_once(node.body, bound) | read_at_once(node.orelse, bound)
            case _:
                read |= Scope([node]).free()[0] - bound
        bound |= certainly_bound(node)
    return frozenset(read)


def is_main_guard(node: ast.stmt) -> bool:
    """`if __name__ == "__main__":` never runs in a module that is graded."""
    if not isinstance(node, ast.If) or node.orelse or not isinstance(node.test, ast.Compare):
        return False
    sides = [ast.unparse(side) for side in (node.test.left, *node.test.comparators)]
    return isinstance(node.test.ops[0], ast.Eq) and sorted(sides) == ["'__main__'", "__name__"]


def certainly_bound(node: ast.stmt) -> frozenset[str]:
    """Names that are bound whenever a statement runs, whatever they were before."""
    if isinstance(node, _DEFINITIONS):
        return frozenset([node.name])
    if isinstance(node, ast.Import):
        # `import a` after `import a.b` leaves a.b in place: both are needed.
        return frozenset(alias.asname for alias in node.names if alias.asname)
    if isinstance(node, ast.ImportFrom):
        return frozenset(Scope([node]).binds)
    targets = node.targets if isinstance(node, ast.Assign) else []
    if isinstance(node, ast.AnnAssign) and node.value is not None:
        targets = [node.target]
    return frozenset(name for target in targets for name in Scope([target]).binds)


@dataclass
class Scope:
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
        scope = Scope([first.target, *first.ifs, *elements])
        now, later = scope.free()
        return now - scope.binds, later - scope.binds
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
    scope = Scope(list(node.body) if isinstance(node.body, list) else [node.body])
    parameters = {part.arg for part in ast.walk(node.args) if isinstance(part, ast.arg)}
    now, later = scope.free()
    return frozenset(), (now | later) - ((scope.binds | parameters) - scope.outside)


def _free_in_class(node: ast.ClassDef) -> tuple[frozenset[str], frozenset[str]]:
    """A class body sees its own names once they are bound; its methods never do."""
    later = frozenset[str]().union(*(Scope([part]).free()[1] for part in node.body))
    return read_at_once(node.body), later


def _calls_in_body(node: ast.AST) -> bool:
    """Whether a class calls something while it is being made."""
    return isinstance(node, ast.ClassDef) and any(Scope([part]).calls for part in node.body)


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
