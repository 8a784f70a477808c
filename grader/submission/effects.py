"""What may a top-level statement change, besides the names that it binds?

`OPTIONS.sort()`, `fill(CFG)`, `setup()` with a `global` in it, `@add_to_class(HuberLoss)`,
`keras.backend.set_floatx("float64")`. Functions and methods of the student's own are looked into;
of others it is assumed that they change what they are called on or given, unless they are known.
"""

import ast
import builtins
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from grader.submission.scopes import CHANGERS, is_main_guard, root_of

ENVIRONMENT = "*"  # changed by what sets something up: a seed, a precision, a policy
KNOWN = frozenset(["tensorflow", "keras", "numpy"])  # they change nothing that they are given
FOREIGN = frozenset([
    "IPython", "PIL", "altair", "bokeh", "cv2", "datasets", "google", "graphviz", "ipywidgets",
    "kaggle", "kagglehub", "keras_cv", "keras_hub", "keras_nlp", "keras_tuner", "matplotlib",
    "mlflow", "optuna", "pandas", "plotly", "pydot", "requests", "scipy", "seaborn", "skimage",
    "sklearn", "statsmodels", "tensorboard", "tensorflow_addons", "tensorflow_datasets",
    "tensorflow_hub", "tensorflow_probability", "torch", "torchvision", "tqdm", "transformers",
    "urllib", "wandb", "xgboost",
])  # fmt: skip
_SETUP = re.compile(r"set|enable|disable|experimental_enable|run_functions_eagerly|seed|\w*filter")
_IN_PLACE = frozenset(["shuffle", "fill_diagonal", "copyto", "put", "place", "putmask"])
_CHANGERS = CHANGERS | {
    "assign", "assign_add", "assign_sub", "clear", "discard", "pop", "popitem", "remove", "reverse",
    "set_weights", "sort",
}  # fmt: skip
_HARMLESS = re.compile(
    r"assert|print|pprint|summary|describe|head|tail|info|debug|warning|log|show|display|get|keys|"
    r"items|values|index|count|copy|numpy|dump|write|save|format|join|startswith|endswith|"
    r"deepcopy|collect|time|perf_counter"
)
_FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef
_BUILT_IN = frozenset(dir(builtins)) | {"display", "get_ipython"}


@dataclass(frozen=True)
class _Change:
    """What a function may change: module-level names, and what its parameters stand for."""

    names: frozenset[str] = frozenset()
    parameters: frozenset[str] = frozenset()


@dataclass
class _Module:
    """What is known of the names at the top level of a source."""

    functions: dict[str, list[ast.FunctionDef | ast.AsyncFunctionDef]]
    classes: dict[str, list[ast.ClassDef]]
    methods: dict[str, list[ast.FunctionDef | ast.AsyncFunctionDef]]
    imported: dict[str, str]
    changes: dict[int, _Change] = field(default_factory=dict)


def effects(tree: ast.Module) -> dict[int, frozenset[str]]:
    """Names that statements may change, by index into `tree.body`; `ENVIRONMENT` among them."""
    module = _module(tree)
    aliases = _linked(pair for node in tree.body for pair in _aliases_of(node))
    found = {}
    for index, node in enumerate(tree.body):
        raw = set() if is_main_guard(node) else _changed(module, [node], deep=False)
        raw = _spread(raw, _linked(_loops_over(node))) if raw else raw
        if raw:
            found[index] = frozenset(_spread(raw, aliases))
    return found


def imported_names(tree: ast.AST) -> dict[str, str]:
    """The dotted name that each imported name stands for."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name.partition(".")[0]
                found[alias.asname or top] = alias.name if alias.asname else top
        elif isinstance(node, ast.ImportFrom) and not node.level:
            for alias in node.names:
                found[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return found


def _module(tree: ast.Module) -> _Module:
    module = _Module(defaultdict(list), defaultdict(list), defaultdict(list), {})
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            module.classes[node.name].append(node)
            for part in node.body:
                if isinstance(part, _FUNCTIONS):
                    module.methods[part.name].append(part)
    for node in _statements(tree.body):
        if isinstance(node, _FUNCTIONS):
            module.functions[node.name].append(node)
    for name, dotted in imported_names(tree).items():
        top = dotted.partition(".")[0]
        if dotted == top or top in KNOWN | FOREIGN | sys.stdlib_module_names:
            module.imported[name] = dotted
    return module


def _statements(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """Statements, and those inside `if`, `for`, `with`, `try`."""
    for node in body:
        yield node
        if not isinstance(node, _FUNCTIONS | ast.ClassDef):
            for part in ast.iter_child_nodes(node):
                inner = getattr(part, "body", [])
                if isinstance(part, ast.stmt):
                    yield from _statements([part])
                elif isinstance(inner, list):
                    yield from _statements(inner)


# what stands for the same thing


def _aliases_of(node: ast.AST) -> Iterator[tuple[str, str]]:
    """Names that an assignment makes stand for (a part of) the same thing."""
    if not isinstance(node, ast.Assign):
        return
    parts = [node.value]
    if isinstance(node.value, ast.Dict):
        parts = node.value.values
    elif isinstance(node.value, ast.List | ast.Tuple | ast.Set):
        parts = node.value.elts
    for target in node.targets:
        for name in [t.id for t in ast.walk(target) if isinstance(t, ast.Name)]:
            for part in parts:
                root = root_of(part, calls=False)
                if root:
                    yield name, root


def _loops_over(node: ast.AST) -> Iterator[tuple[str, str]]:
    """The variables of loops, each with the names that are looped over."""
    for part in ast.walk(node):
        if isinstance(part, ast.For | ast.AsyncFor | ast.comprehension):
            inside = list(ast.walk(part.iter))
            called = {id(one.func) for one in inside if isinstance(one, ast.Call)}
            sources = [n for n in inside if isinstance(n, ast.Name) and id(n) not in called]
            for target in ast.walk(part.target):
                if isinstance(target, ast.Name):
                    yield from ((target.id, source.id) for source in sources)


def _linked(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    links: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        links[one].add(other)
        links[other].add(one)
    return links


def _spread(names: set[str], links: dict[str, set[str]]) -> set[str]:
    """The names, and all that stand for the same things."""
    found, todo = set(names), list(names)
    while todo:
        new = links.get(todo.pop(), set()) - found
        found |= new
        todo += new
    return found


# what is changed


def _changed(module: _Module, nodes: Iterable[ast.AST], *, deep: bool) -> set[str]:
    """Roots of what nodes change at once; with `deep`, whenever functions in them are called."""
    found: set[str] = set()
    bare: set[int] = set()  # calls whose result nobody takes: made for what they change
    in_class: set[int] = set()
    todo = list(nodes)
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Expr):
            value = node.value
            bare.add(id(value.elt if isinstance(value, ast.ListComp | ast.SetComp) else value))
        if isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load):
            found.add(root_of(node))
        elif isinstance(node, ast.Call):
            found |= _called(module, node, bare=id(node) in bare)
        elif isinstance(node, ast.ClassDef):
            in_class |= {id(part) for part in node.body}
        if isinstance(node, _FUNCTIONS | ast.ClassDef) and id(node) not in in_class:
            found |= {name for one in node.decorator_list for name in _decorated(module, one)}
        if deep or not isinstance(node, _FUNCTIONS | ast.Lambda):
            todo += ast.iter_child_nodes(node)
        elif isinstance(node, _FUNCTIONS):
            todo += [one for one in node.decorator_list if id(node) in in_class]
    return found - set(module.imported) - {""}


def _decorated(module: _Module, node: ast.expr) -> set[str]:
    """What a decorator changes, apart from what it decorates."""
    if isinstance(node, ast.Call):
        return _called(module, node, bare=True)
    if isinstance(node, ast.Name):
        return {n for one in module.functions.get(node.id, ()) for n in _change(module, one).names}
    root = root_of(node)
    return set() if root in module.imported else {root}


def _called(module: _Module, call: ast.Call, *, bare: bool) -> set[str]:
    function, given = call.func, _given(module, call)
    root = root_of(function)
    if isinstance(function, ast.Attribute | ast.Name) and root in module.imported:
        last = function.attr if isinstance(function, ast.Attribute) else ""
        return _called_elsewhere(module.imported[root], last, given, bare=bare)
    if isinstance(function, ast.Name):
        if function.id in ("setattr", "delattr"):
            return {root_of(arg) for arg in call.args[:1]}
        if own := module.functions.get(function.id):
            return {n for one in own for n in _applied(module, one, call, [])}
        if made := module.classes.get(function.id):
            inits = [part for one in made for part in _inits(one)]
            return {n for one in inits for n in _applied(module, one, call, [""])} - {""}
        return given if bare and function.id not in _BUILT_IN else set()
    if isinstance(function, ast.Attribute):
        found = {
            name
            for one in module.methods.get(function.attr, ())
            for name in _applied(module, one, call, [root])
        }
        if function.attr in _CHANGERS or (bare and not _HARMLESS.match(function.attr)):
            found |= {root}
        if bare and not _HARMLESS.match(function.attr):
            found |= given
        return found
    return given if bare else set()


def _called_elsewhere(dotted: str, last: str, given: set[str], *, bare: bool) -> set[str]:
    """What a function of a package changes."""
    top, _, rest = dotted.partition(".")
    name = last or rest.rpartition(".")[2]
    if top in FOREIGN or not bare:
        return given if name in _IN_PLACE else set()
    if _SETUP.match(name) and (top in KNOWN or top in sys.stdlib_module_names):
        return {ENVIRONMENT}
    pure = top in KNOWN or _HARMLESS.match(name)
    return given if name in _IN_PLACE or not pure else set()


def _given(module: _Module, call: ast.Call) -> set[str]:
    """Names that are handed to a call, so that it could change what they stand for."""
    todo: list[ast.expr] = [*call.args, *(keyword.value for keyword in call.keywords)]
    found = set()
    while todo:
        node = todo.pop()
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            todo += node.elts
        elif isinstance(node, ast.Dict):
            todo += node.values
        elif isinstance(node, ast.Starred):
            todo.append(node.value)
        else:
            found.add(root_of(node, calls=False))
    return {n for n in found if n and n not in module.imported and n not in module.functions}


def _inits(node: ast.ClassDef) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [p for p in node.body if isinstance(p, _FUNCTIONS) and p.name == "__init__"]


def _applied(
    module: _Module,
    function: ast.FunctionDef | ast.AsyncFunctionDef,
    call: ast.Call,
    first: list[str],
) -> set[str]:
    """What a call of an own function changes; `first` are the roots of what it is called on."""
    change = _change(module, function)
    names = [arg.arg for arg in (*function.args.posonlyargs, *function.args.args)]
    given = [*first, *(root_of(arg, calls=False) for arg in call.args)]
    pairs = dict(zip(names, given, strict=False))
    if function.args.vararg is not None:
        pairs |= {f"*{n}": root for n, root in enumerate(given[len(names) :])}
    pairs |= {k.arg: root_of(k.value, calls=False) for k in call.keywords if k.arg}
    rest = {function.args.vararg.arg} if function.args.vararg else set()
    hit = {
        root
        for name, root in pairs.items()
        if name in change.parameters or (name[0] == "*" and rest & change.parameters)
    }
    return set(change.names) | {root for root in hit if root and root not in module.imported}


def _change(module: _Module, function: ast.FunctionDef | ast.AsyncFunctionDef) -> _Change:
    """What a function of the student's may change, functions that it calls included."""
    known = module.changes.get(id(function))
    if known is not None:
        return known
    module.changes[id(function)] = _Change()  # a function that calls itself adds nothing
    inside = list(ast.walk(ast.Module(list(function.body), [])))
    parameters = {part.arg for part in ast.walk(function.args) if isinstance(part, ast.arg)}
    declared = {name for part in inside if isinstance(part, ast.Global) for name in part.names}
    names = [part for part in inside if isinstance(part, ast.Name)]
    bound = {name.id for name in names if not isinstance(name.ctx, ast.Load)}
    links = [pair for part in inside for pair in _aliases_of(part)]
    links += [pair for part in inside for pair in _loops_over(part)]
    changed = _spread(_changed(module, function.body, deep=True), _linked(links))
    local = (parameters | bound) - declared
    outside = (changed - local) | (declared & bound)
    change = _Change(frozenset(outside), frozenset(changed & parameters))
    module.changes[id(function)] = change
    return change
