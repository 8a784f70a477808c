"""Which arguments have another name than in the statement, and where is `self.` missing?"""

import ast
import difflib
from collections.abc import Iterator

from grader.languages import _
from grader.slips.slip import (
    Code,
    Function,
    Slip,
    classes,
    definitions,
    is_unwritten,
    methods,
    parameters,
)


def misnamed(code: Code) -> Iterator[Slip]:
    """Arguments that the statement calls otherwise, and attributes read without `self.`."""
    yield from _arguments(code)
    yield from _without_self(code)


def _arguments(code: Code) -> Iterator[Slip]:
    asked = {(within, f.name): f for within, f in definitions(code.asked)}
    for within, function in definitions(code.tree):
        wanted = asked.get((within, function.name))
        if wanted is None or is_unwritten(function) or function.args.vararg:
            continue
        right, mine = parameters(wanted), parameters(function)
        for name in (one for one in right if one not in mine):
            other = _instead(name, right, mine, function)
            if other:
                text = _("The statement calls this argument {name}; here it is {other}.")
                said = text.format(name=name, other=other)
                place = next(one for one in _taken(function) if one.arg == other)
                yield code.slip(within, place, said, rf"argument:? '({name}|{other})'")
            elif not function.args.kwarg:
                text = _("{function} has no argument {name}, which the statement gives it.")
                said = text.format(function=function.name, name=name)
                yield code.slip(within, function, said, rf"argument '{name}'")


def _taken(function: Function) -> list[ast.arg]:
    some = function.args
    return [*some.posonlyargs, *some.args, *some.kwonlyargs]


def _instead(name: str, right: list[str], mine: list[str], function: Function) -> str:
    """The argument that stands for one of another name."""
    free = [one for one in mine if one not in right]
    at = right.index(name)
    if len(mine) == len(right) and mine[at] in free:
        return mine[at]
    return next(iter(difflib.get_close_matches(name, free, n=1, cutoff=0.6)), "")


def _without_self(code: Code) -> Iterator[Slip]:
    for name, node in classes(code.tree).items():
        kept = {
            part.attr
            for part in ast.walk(node)
            if isinstance(part, ast.Attribute)
            and isinstance(part.value, ast.Name)
            and part.value.id == "self"
            and isinstance(part.ctx, ast.Store)
        } | set(methods(node))
        for function in methods(node).values():
            own = set(parameters(function)) | {
                part.id
                for part in ast.walk(function)
                if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
            }
            for part in ast.walk(function):
                if isinstance(part, ast.Name) and part.id in kept - own:
                    if isinstance(part.ctx, ast.Load):
                        text = _("{name} belongs to the object: write self.{name}.")
                        said = text.format(name=part.id)
                        yield code.slip(name, part, said, rf"^NameError: name '{part.id}' is not")
