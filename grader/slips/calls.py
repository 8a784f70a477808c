"""What is not called although it should be, and what is called with `...`?"""

import ast
from collections.abc import Iterator

from grader.languages import _
from grader.slips.slip import METHODS, Code, Slip


def not_called(code: Code) -> Iterator[Slip]:
    """`super().get_config` without brackets, lines that do nothing, and `f(...)` as it stands."""
    for top in code.tree.body:
        if not isinstance(top, ast.FunctionDef | ast.ClassDef):
            continue
        called = {id(node.func) for node in ast.walk(top) if isinstance(node, ast.Call)}
        for node in ast.walk(top):
            if isinstance(node, ast.Attribute) and id(node) not in called and _of_super(node):
                text = _("super().{name} is not called: write super().{name}(...).")
                yield code.slip(top.name, node, text.format(name=node.attr))
            elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Attribute):
                if not _of_super(node.value):
                    said = _("This line does nothing: to call a method, put brackets after it.")
                    yield code.slip(top.name, node, said)
            elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Compare):
                if isinstance(node.value.ops[0], ast.Eq):
                    said = _("This line does nothing: == compares, and = gives a name a value.")
                    yield code.slip(top.name, node, said)
            elif isinstance(node, ast.Call) and any(_is_dots(one) for one in node.args):
                if not isinstance(node.func, ast.Subscript):
                    said = _("The three dots stand for something that you have to write.")
                    yield code.slip(top.name, node, said)


def _of_super(node: ast.Attribute) -> bool:
    of = node.value
    is_super = isinstance(of, ast.Call) and isinstance(of.func, ast.Name) and of.func.id == "super"
    return is_super and node.attr in METHODS


def _is_dots(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is Ellipsis
