"""Does a statement train, plot, read data or take long? By its look: nothing is executed."""

import ast
from collections.abc import Iterator

from grader.submission.effects import FOREIGN, imported_names

_COSTLY = frozenset([
    "apply_gradients", "download", "evaluate", "fetch_openml", "fit", "fit_generator",
    "get_file", "get_dataset", "image_dataset_from_directory", "imread", "imshow", "input",
    "load", "load_data", "load_model", "load_weights", "minimize", "open", "plot", "predict",
    "read_csv", "read_excel", "read_json", "read_table", "savefig", "show", "sleep", "system",
    "test_on_batch", "text_dataset_from_directory", "train", "train_on_batch", "tune",
    "urlopen", "urlretrieve",
])  # fmt: skip
_COSTLY_IN_A_LOOP = frozenset(["GradientTape", "gradient", "train_step"])
LONG = 10_000  # rounds of a loop
_FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef


class Costs:
    """What is known of the functions of a source, so that calls of them can be judged."""

    def __init__(self, tree: ast.Module) -> None:
        self._functions = {
            node.name: node for node in ast.walk(tree) if isinstance(node, _FUNCTIONS)
        }
        self._foreign = {
            name for name, dotted in imported_names(tree).items() if dotted.split(".")[0] in FOREIGN
        }
        self._known: dict[int, bool] = {}

    def is_costly(self, node: ast.AST) -> bool:
        """Whether it takes long, or needs what is not there where code is graded, if it is run."""
        if id(node) not in self._known:
            self._known[id(node)] = False  # a function that calls itself adds nothing
            self._known[id(node)] = _rounds(node) >= LONG or any(
                self._is_costly_part(part, in_loop) for part, in_loop in _at_once(node)
            )
        return self._known[id(node)]

    def _is_costly_part(self, node: ast.AST, in_loop: bool) -> bool:
        if isinstance(node, ast.Import | ast.ImportFrom):
            modules = (
                [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module]
            )
            return any((module or "").split(".")[0] in FOREIGN for module in modules)
        if isinstance(node, ast.While):
            return isinstance(node.test, ast.Constant) and bool(node.test.value)
        if isinstance(node, ast.Name):
            return node.id in self._foreign and isinstance(node.ctx, ast.Load)
        if not isinstance(node, ast.Call):
            return False
        name = getattr(node.func, "attr", "") or getattr(node.func, "id", "")
        own = self._functions.get(name)
        known = own is not None and isinstance(node.func, ast.Name)
        if not known and (name in _COSTLY or (in_loop and name in _COSTLY_IN_A_LOOP)):
            return True
        return own is not None and any(self.is_costly(part) for part in own.body)


def _at_once(node: ast.AST) -> Iterator[tuple[ast.AST, bool]]:
    """What runs when a statement runs, each with whether it runs in a loop."""
    todo = [(node, False)]
    while todo:
        part, in_loop = todo.pop()
        yield part, in_loop
        if isinstance(part, _FUNCTIONS | ast.Lambda):
            todo += [(one, in_loop) for one in getattr(part, "decorator_list", [])]
            continue
        loops = in_loop or isinstance(part, ast.For | ast.AsyncFor | ast.While)
        todo += [(child, loops) for child in ast.iter_child_nodes(part)]


def _rounds(node: ast.AST) -> int:
    """How often the innermost loop goes round, where the numbers are written down."""
    most = 1
    for part in ast.walk(node):
        if isinstance(part, ast.For | ast.AsyncFor | ast.comprehension):
            most *= _length(part.iter)
    return most


def _length(node: ast.expr) -> int:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "range":
        numbers = [n.value for n in node.args if isinstance(n, ast.Constant)]
        return max([n for n in numbers if isinstance(n, int)], default=1) or 1
    return 1
