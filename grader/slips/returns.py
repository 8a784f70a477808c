"""Which functions give nothing back where a value is asked for?"""

import ast
from collections.abc import Iterator, Sequence

from grader.languages import _
from grader.slips.slip import (
    FUNCTIONS,
    NONE,
    Code,
    Function,
    Slip,
    definitions,
    is_unwritten,
    own_nodes,
)

_GIVING = frozenset({
    "call", "result", "get_config", "compute_output_shape", "train_step", "test_step",
    "predict_step", "compute_loss", "from_config",
})  # fmt: skip


def without_return(code: Code) -> Iterator[Slip]:
    """Functions without a `return`, or with one that is not always reached."""
    asked = {
        function.name for within, function in definitions(code.asked) if within == function.name
    }
    used = _used(code.tree)
    for within, function in definitions(code.tree):
        if function.name in (_GIVING if within != function.name else asked) | used:
            yield from _looked_at(code, within, function)
        for inner in own_nodes(function.body):
            if isinstance(inner, FUNCTIONS) and inner.name in used | _returned(function):
                yield from _looked_at(code, within, inner)


def _looked_at(code: Code, within: str, function: Function) -> Iterator[Slip]:
    nodes = list(own_nodes(function.body))
    if is_unwritten(function) or any(isinstance(n, ast.Yield | ast.YieldFrom) for n in nodes):
        return
    returns = [n for n in nodes if isinstance(n, ast.Return) and n.value is not None]
    if not returns and not _ends(function.body):
        text = _("{name} has no return, so it gives None: end it with return and the result.")
        yield code.slip(within, function, text.format(name=function.name), NONE)
    elif not _ends(function.body):
        text = _("{name} gives None where this return is not reached: what if the condition fails?")
        yield code.slip(within, returns[-1], text.format(name=function.name), NONE)


def _ends(body: Sequence[ast.stmt]) -> bool:
    """Whether what follows a body is never reached, as far as can be seen."""
    last = body[-1]
    if isinstance(last, ast.If):
        return bool(last.orelse) and _ends(last.body) and _ends(last.orelse)
    if isinstance(last, ast.With):
        return _ends(last.body)
    if isinstance(last, ast.While):
        return isinstance(last.test, ast.Constant) and bool(last.test.value)
    if isinstance(last, ast.Try):
        handled = all(_ends(handler.body) for handler in last.handlers)
        return bool(last.finalbody and _ends(last.finalbody)) or (
            handled and _ends(last.orelse or last.body)
        )
    return isinstance(last, ast.Return | ast.Raise | ast.Match)


def _used(tree: ast.Module) -> set[str]:
    """The names of functions whose result is used somewhere."""
    dropped = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and id(n) not in dropped]
    named = [n.func.id for n in calls if isinstance(n.func, ast.Name)]
    of_self = [
        n.func.attr
        for n in calls
        if isinstance(n.func, ast.Attribute)
        and isinstance(n.func.value, ast.Name)
        and n.func.value.id == "self"
    ]
    return {*named, *of_self}


def _returned(function: Function) -> set[str]:
    found = (n.value for n in own_nodes(function.body) if isinstance(n, ast.Return))
    return {value.id for value in found if isinstance(value, ast.Name)}
