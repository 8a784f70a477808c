"""Which arguments and attributes are taken or kept, and never read?"""

import ast
from collections.abc import Iterator

from grader.languages import _
from grader.slips.slip import (
    WRONG_VALUES,
    Code,
    Function,
    Slip,
    classes,
    definitions,
    is_unwritten,
    names_read,
    parameters,
)

_FREE = frozenset(["self", "cls", "training", "mask", "args", "kwargs"])
_OF_KERAS = frozenset({
    "built", "training", "trainable", "supports_masking", "input_spec", "stateful", "dtype",
    "name", "seed", "autocast", "losses", "metrics", "layers", "optimizer", "loss",
})  # fmt: skip
_LOOKED_UP = frozenset(["locals", "vars", "getattr", "eval", "exec", "__dict__", "setattr"])


def never_read(code: Code) -> Iterator[Slip]:
    """Arguments that the statement asks for and nothing reads; attributes that are only set."""
    names = names_read(code.tree) | {
        node.attr for node in ast.walk(code.tree) if isinstance(node, ast.Attribute)
    }
    if names & _LOOKED_UP:
        return
    asked = {(within, f.name): set(parameters(f)) for within, f in definitions(code.asked)}
    for within, function in definitions(code.tree):
        wanted = asked.get((within, function.name), set()) - _FREE
        if not is_unwritten(function):
            yield from _arguments(code, within, function, wanted)
    for name, node in classes(code.tree).items():
        yield from _attributes(code, name, node)


def _arguments(code: Code, within: str, function: Function, wanted: set[str]) -> Iterator[Slip]:
    read = names_read(function)
    for one in (*function.args.args, *function.args.kwonlyargs):
        if one.arg in wanted - read:
            text = _("{function} takes {name} and never reads it.")
            said = text.format(function=function.name, name=one.arg)
            yield code.slip(within, one, said, WRONG_VALUES, is_certain=False)


def _attributes(code: Code, name: str, node: ast.ClassDef) -> Iterator[Slip]:
    read = {
        part.attr
        for part in ast.walk(code.tree)
        if isinstance(part, ast.Attribute) and not isinstance(part.ctx, ast.Store)
    }
    for part in ast.walk(node):
        if (
            isinstance(part, ast.Attribute)
            and isinstance(part.ctx, ast.Store)
            and isinstance(part.value, ast.Name)
            and part.value.id == "self"
            and part.attr not in read | _OF_KERAS
            and not part.attr.startswith("_")
        ):
            said = _("self.{name} is set and never used.").format(name=part.attr)
            yield code.slip(name, part, said, WRONG_VALUES, is_certain=False)
