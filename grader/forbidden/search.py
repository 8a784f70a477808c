"""Where does a source use a built-in? Every name is followed to what it stands for."""

import ast
from collections import ChainMap, deque
from collections.abc import Sequence
from dataclasses import dataclass

from grader.forbidden.spelling import alike, canonical, constant_text, module_of, without_module
from grader.submission import slicing

Function = ast.FunctionDef | ast.AsyncFunctionDef

_LOOKUPS = ("get", "deserialize")
MOST_STEPS = 400_000  # of one search; a source of a thousand lines takes 20,000
LONGEST_NAME = 300  # characters of a dotted name that is followed


@dataclass(frozen=True)
class Shortcut:
    """A forbidden name, as the exercise spells it, and the line where it is used."""

    name: str
    line: int


class TooMuch(Exception):
    """The source is too large, or too entangled, to be searched."""


@dataclass(frozen=True)
class _OwnClass:
    """A class of the student's: what it defines itself, and what its bases stand for."""

    attributes: frozenset[str]
    bases: tuple[str, ...]


@dataclass(frozen=True)
class _Body:
    """A function's body, looked at when everything around it is known."""

    parts: Sequence[ast.AST]
    names: ChainMap[str, str]
    owner: str


class Search(ast.NodeVisitor):
    """Walks statements in order, knowing what each name stands for ("" for nothing known).

    A name stands for a dotted name, or for one of `classes`: the student's own.
    """

    def __init__(self, forbidden: Sequence[str]) -> None:
        self.forbidden = {canonical(name): name for name in forbidden}
        self.found: list[Shortcut] = []
        self.names: ChainMap[str, str] = ChainMap()
        self.around = self.names  # what functions defined here can see
        self.classes: dict[str, _OwnClass] = {}
        self.owner = ""  # the class whose method is looked at
        self.in_class_body = False
        self.unsure = 0  # how many `if` and `try` are around
        self.bodies: deque[_Body] = deque()
        self.steps = 0

    def through(self, statements: Sequence[ast.stmt]) -> None:
        """Look at all of it; the bodies of functions last."""
        self._visit_all(statements)
        while self.bodies:
            body = self.bodies.popleft()
            self.names = self.around = body.names
            self.owner = body.owner
            self._visit_all(body.parts)

    def _step(self, many: int = 1) -> None:
        self.steps += many
        if self.steps > MOST_STEPS:
            raise TooMuch

    def visit(self, node: ast.AST) -> None:
        """Look at one node, and count it."""
        self._step()
        super().visit(node)

    def _visit_all(self, nodes: Sequence[ast.AST]) -> None:
        for node in nodes:
            self.visit(node)

    # what names stand for

    def _bind(self, name: str, meaning: str | None) -> None:
        if meaning or not (self.unsure and self.names.maps[0].get(name)):
            self.names[name] = meaning or ""

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            if alias.asname:
                self._bind(alias.asname, canonical(alias.name))
            else:
                root = alias.name.partition(".")[0]
                self._bind(root, canonical(root))

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            if alias.name == "*":
                self._import_all(canonical(node.module or ""))
            else:
                full = canonical(f"{node.module}.{alias.name}")
                self._bind(alias.asname or alias.name, full)

    def _import_all(self, module: str) -> None:
        if module == "tensorflow":
            self._bind("keras", "keras")
        for name in self.forbidden:
            if name.startswith(f"{module}."):
                part = name.removeprefix(f"{module}.").partition(".")[0]
                self._bind(part, f"{module}.{part}")

    def visit_Assign(self, node: ast.Assign) -> None:
        self.visit(node.value)
        for target in node.targets:
            self._assign(target, node.value)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self.visit(node.value)
        self._assign(node.target, node.value)

    def _assign(self, target: ast.expr, value: ast.expr) -> None:
        sequence = ast.Tuple | ast.List
        if isinstance(target, ast.Name):
            self._bind(target.id, self._meaning(value))
        elif (
            isinstance(target, sequence)
            and isinstance(value, sequence)
            and len(target.elts) == len(value.elts)
        ):
            for one, its_value in zip(target.elts, value.elts, strict=True):
                self._assign(one, its_value)
        else:
            self.visit(target)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._function(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self._function(node)

    def _function(self, node: Function) -> None:
        self._visit_all(node.decorator_list)
        names = self._parameters(node.args)
        positional = [*node.args.posonlyargs, *node.args.args]
        static = any(_is_name(d, "staticmethod") for d in node.decorator_list)
        if self.in_class_body and positional and not static:
            names[positional[0].arg] = self.owner
        self._bind(node.name, "")
        self.bodies.append(_Body(node.body, names, self.owner))

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self.bodies.append(_Body([node.body], self._parameters(node.args), self.owner))

    def _parameters(self, arguments: ast.arguments) -> ChainMap[str, str]:
        """The names that a function sees: its parameters stand for their defaults."""
        names = self.around.new_child()
        for part in ast.iter_child_nodes(arguments):
            if isinstance(part, ast.arg):
                names[part.arg] = ""
            else:
                self.visit(part)
        positional = [*arguments.posonlyargs, *arguments.args]
        last = positional[len(positional) - len(arguments.defaults) :]
        pairs = [*zip(last, arguments.defaults, strict=True)]
        pairs += [
            (a, d) for a, d in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if d
        ]
        names.update({arg.arg: self._meaning(default) or "" for arg, default in pairs})
        return names

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        keywords = [keyword.value for keyword in node.keywords]
        self._visit_all([*node.decorator_list, *node.bases, *keywords])
        own = f"<{node.name} {node.lineno}>"
        bases = tuple(dict.fromkeys(self._meaning(base) or "" for base in node.bases))
        self._step(sum(1 for _ in ast.walk(node)))
        self.classes[own] = _OwnClass(_attributes(node), bases)
        self.classes[f"super {own}"] = _OwnClass(frozenset(), bases)
        self._bind(node.name, own)
        before = self.names, self.owner, self.in_class_body
        self.names, self.owner, self.in_class_body = self.names.new_child(), own, True
        self._visit_all(node.body)
        self.names, self.owner, self.in_class_body = before

    def _branches(self, node: ast.AST) -> None:
        self.unsure += 1
        self.generic_visit(node)
        self.unsure -= 1

    visit_If = visit_Try = visit_TryStar = visit_While = visit_Match = _branches

    def visit_For(self, node: ast.For | ast.AsyncFor) -> None:
        self.visit(node.iter)
        self.unsure += 1
        self._visit_all([node.target, *node.body, *node.orelse])
        self.unsure -= 1

    visit_AsyncFor = visit_For

    def _comprehension(self, node: ast.AST) -> None:
        before, self.names = self.names, self.names.new_child()
        parts = list(ast.iter_child_nodes(node))
        parts.sort(key=lambda part: not isinstance(part, ast.comprehension))
        self._visit_all(parts)
        self.names = before

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension

    # where they are used

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self._use(self._meaning(node), node.lineno)
        else:
            self._bind(node.id, "")

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if isinstance(node.ctx, ast.Load):
            self._use(self._meaning(node), node.lineno)
        self.visit(node.value)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        self._use(self._meaning(node), node.lineno)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        self._use(self._meaning(node), node.lineno)
        module, _, last = (self._meaning(node.func) or "").rpartition(".")
        if module and last in _LOOKUPS:
            given = [*node.args, *(keyword.value for keyword in node.keywords)]
            parts = [part for one in given for part in ast.walk(one)]
            self._step(len(parts))
            for word in {constant_text(part) for part in parts}:
                self._look_up(module, word, node.lineno)
        self.generic_visit(node)

    def _look_up(self, module: str, word: str, line: int) -> None:
        simple = {
            name.rpartition(".")[2]: name for name in self.forbidden if module_of(name) == module
        }
        meant = (
            [simple[word]] if word in simple else [n for s, n in simple.items() if alike(word, s)]
        )
        for name in meant:
            self._use(name, line)

    def _use(self, meaning: str | None, line: int) -> None:
        for name, spelled in self.forbidden.items():
            inside = meaning and meaning.startswith("keras.src.")
            if meaning == name or (inside and f"{meaning}".endswith(f".{without_module(name)}")):
                self.found.append(Shortcut(spelled, line))

    # what an expression stands for

    def _meaning(self, node: ast.expr) -> str | None:
        """The dotted name, or the own class, that an expression stands for, if it does."""
        self._step()
        if isinstance(node, ast.Name):
            return self.names.get(node.id)
        if isinstance(node, ast.Attribute):
            return self._attribute(self._meaning(node.value), node.attr)
        if isinstance(node, ast.NamedExpr):
            return self._meaning(node.value)
        if isinstance(node, ast.Subscript):
            return self._item(node)
        if isinstance(node, ast.Call):
            return self._called(node)
        return None

    def _attribute(self, owner: str | None, name: str) -> str | None:
        """None when an own class neither has it nor inherits it, "" when it is the student's."""
        self._step()
        if not owner:
            return owner
        if owner not in self.classes:
            return canonical(f"{owner}.{name}") if len(owner) < LONGEST_NAME else None
        own = self.classes[owner]
        if name in own.attributes:
            return ""
        inherited = (self._attribute(base, name) for base in own.bases)
        return next((found for found in inherited if found is not None), None)

    def _item(self, node: ast.Subscript) -> str | None:
        """`vars(keras.losses)["huber"]` and `keras.losses.__dict__["huber"]`."""
        owner, word = node.value, constant_text(node.slice)
        if isinstance(owner, ast.Attribute) and owner.attr == "__dict__" and word:
            return self._attribute(self._meaning(owner.value), word)
        if isinstance(owner, ast.Call) and _is_name(owner.func, "vars") and owner.args:
            return self._attribute(self._meaning(owner.args[0]), word)
        return None

    def _called(self, node: ast.Call) -> str | None:
        words = [constant_text(arg) for arg in node.args]
        function = node.func.id if isinstance(node.func, ast.Name) else ""
        if function == "super":
            named = self._meaning(node.args[0]) if node.args else self.owner
            return f"super {named}" if f"super {named}" in self.classes else None
        if function == "getattr" and len(words) >= 2 and words[1]:
            return self._attribute(self._meaning(node.args[0]), words[1])
        if function == "__import__" and words and words[0]:
            whole = len(words) > 3 or any(k.arg == "fromlist" for k in node.keywords)
            return canonical(words[0] if whole else words[0].partition(".")[0])
        meaning = self._meaning(node.func)
        if meaning == "importlib.import_module" and words and words[0]:
            return canonical(words[0])
        is_class = meaning is not None and meaning.rpartition(".")[2][:1].isupper()
        return meaning if is_class or meaning in self.classes else None  # an instance of it


def _attributes(node: ast.ClassDef) -> frozenset[str]:
    """What a class defines itself, in its body or on `self`."""
    on_self = {
        part.attr
        for part in ast.walk(node)
        if isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Store)
    }
    return slicing.bound_names(ast.Module(node.body, [])) | on_self


def _is_name(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name
