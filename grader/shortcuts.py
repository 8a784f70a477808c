"""Does a source use a built-in that the student is asked to write?

Only what the required names need is searched: a comparison with the built-in in a helper that no
answer needs is no shortcut. Aliases, local imports, `getattr`, `losses.get("huber")` and
`super()` are followed; a name of the student's own that looks like the built-in's is not.
"""

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from grader import slicing

_KERAS = (
    "tensorflow.compat.v2.keras", "tensorflow.keras", "tf.keras", "keras.api", "keras.src",
)  # fmt: skip
_LOOKUPS = ("get", "deserialize")


@dataclass(frozen=True)
class Shortcut:
    """A forbidden name, as the exercise spells it, and the line where it is used."""

    name: str
    line: int


def shortcuts_in(
    source: str, required: Sequence[str], forbidden: Sequence[str]
) -> tuple[Shortcut, ...]:
    """Every use of a forbidden name in what the required names need, in order of lines."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    body = [tree.body[index] for index in slicing.needed(tree, required)]
    search = _Search({_canonical(name): name for name in forbidden})
    try:
        for node in body:
            search.visit(node)
    except RecursionError:
        return ()
    return tuple(sorted(set(search.found), key=lambda s: (s.line, s.name)))


class _Search(ast.NodeVisitor):
    """Walks statements in order, knowing what each name stands for."""

    def __init__(self, forbidden: dict[str, str]) -> None:
        self.forbidden = forbidden
        self.found: list[Shortcut] = []
        self.known: dict[str, str] = {}

    # what names stand for

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            if alias.asname:
                self.known[alias.asname] = _canonical(alias.name)
            else:
                root = alias.name.partition(".")[0]
                self.known[root] = root

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            if alias.name == "*":
                self._import_all(_canonical(node.module or ""))
            else:
                full = _canonical(f"{node.module}.{alias.name}")
                self.known[alias.asname or alias.name] = full

    def _import_all(self, module: str) -> None:
        for name in self.forbidden:
            if name.rpartition(".")[0] == module:
                self.known[name.rpartition(".")[2]] = name

    def visit_Assign(self, node: ast.Assign) -> None:
        self.visit(node.value)
        meaning = self._meaning(node.value)
        for target in node.targets:
            if isinstance(target, ast.Name):
                if meaning is None:
                    self.known.pop(target.id, None)
                else:
                    self.known[target.id] = meaning
            else:
                self.visit(target)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.known.pop(node.name, None)
        before = dict(self.known)
        defaults = [*node.args.defaults, *(d for d in node.args.kw_defaults if d is not None)]
        for expression in [*node.decorator_list, *defaults]:
            self.visit(expression)
        for arg in ast.walk(node.args):
            if isinstance(arg, ast.arg):
                self.known.pop(arg.arg, None)
        for part in node.body:
            self.visit(part)
        self.known = before

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self.visit_FunctionDef(node)  # type: ignore[arg-type]

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        for expression in [*node.decorator_list, *node.bases, *(k.value for k in node.keywords)]:
            self.visit(expression)
        self.known.pop(node.name, None)
        bases = [self._meaning(base) for base in node.bases]
        before, self.known = self.known, dict(self.known)
        self.known["super()"] = next((base for base in bases if base), "")
        for part in node.body:
            self.visit(part)
        self.known = before

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit_Assign(ast.Assign([node.target], node.value, lineno=node.lineno))

    # where they are used

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self._use(self._meaning(node), node.lineno)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self._use(self._meaning(node), node.lineno)
        self.visit(node.value)

    def visit_Call(self, node: ast.Call) -> None:
        called = self._meaning(node.func) or ""
        if called == "isinstance" or (
            isinstance(node.func, ast.Name) and node.func.id in ("isinstance", "issubclass")
        ):
            return
        self._use(self._meaning(node), node.lineno)
        module, _, last = called.rpartition(".")
        if last in _LOOKUPS and node.args:
            word = _constant(node.args[0])
            for name in self.forbidden:
                where, _, simple = name.rpartition(".")
                if where == module and word is not None and _alike(word, simple):
                    self._use(name, node.lineno)
        self.generic_visit(node)

    def _use(self, meaning: str | None, line: int) -> None:
        if meaning in self.forbidden:
            self.found.append(Shortcut(self.forbidden[meaning], line))

    # what an expression stands for

    def _meaning(self, node: ast.expr) -> str | None:
        """The dotted name that an expression stands for, if it does."""
        if isinstance(node, ast.Name):
            return self.known.get(node.id)
        if isinstance(node, ast.Attribute):
            owner = self._meaning(node.value)
            return _canonical(f"{owner}.{node.attr}") if owner else None
        if isinstance(node, ast.Call):
            return self._called(node)
        return None

    def _called(self, node: ast.Call) -> str | None:
        function, words = node.func, [_constant(arg) for arg in node.args]
        if isinstance(function, ast.Name):
            if function.id == "super":
                return self.known.get("super()")
            if function.id == "getattr" and len(words) >= 2 and words[1]:
                owner = self._meaning(node.args[0])
                return _canonical(f"{owner}.{words[1]}") if owner else None
            if function.id == "__import__" and words and words[0]:
                return _canonical(words[0].partition(".")[0])
        if self._meaning(function) == "importlib.import_module" and words and words[0]:
            return _canonical(words[0])
        return None


def _canonical(name: str) -> str:
    """One spelling for the many places where Keras can be found."""
    if name == "tf" or name.startswith("tf."):
        name = "tensorflow" + name[2:]
    for prefix in _KERAS:
        if name == prefix or name.startswith(prefix + "."):
            return "keras" + name[len(prefix) :]
    return name


def _constant(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _alike(word: str, name: str) -> bool:
    return word.lower().replace("_", "") == name.lower().replace("_", "")
