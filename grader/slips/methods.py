"""Which methods are not where Keras looks for them, or not called what it calls them?"""

import ast
import difflib
from collections.abc import Iterator

from grader.languages import _
from grader.slips.slip import (
    FUNCTIONS,
    METHODS,
    Code,
    Function,
    Slip,
    classes,
    is_unwritten,
    methods,
    names_read,
    parameters,
)

_NEAR = 0.8  # of two names that are meant to be one
_INIT = frozenset(["_init_", "__init", "init__", "init", "_init", "__int__", "__init_", "_init__"])


def misplaced_methods(code: Code) -> Iterator[Slip]:
    """Methods inside others or outside of their class, with another name, or without self."""
    asked = {name: set(methods(node)) for name, node in classes(code.asked).items()}
    for name, node in classes(code.tree).items():
        if name in asked:
            known = METHODS | asked[name]
            yield from _nested(code, node, known)
            yield from _outside(code, node, asked[name])
            yield from _misspelt(code, node, asked[name])
            yield from _without_self(code, node, known)


def _nested(code: Code, node: ast.ClassDef, known: set[str] | frozenset[str]) -> Iterator[Slip]:
    there = methods(node)
    for outer in there.values():
        for inner in ast.walk(outer):
            is_method = isinstance(inner, FUNCTIONS) and inner is not outer
            if is_method and inner.name in known - set(there) and parameters(inner)[:1] == ["self"]:  # type: ignore[attr-defined, arg-type]
                text = _(
                    "{name} is indented too far: it stands inside {outer}, and {class_} has no "
                    "{name}. Indent both alike."
                )
                said = text.format(name=inner.name, outer=outer.name, class_=node.name)  # type: ignore[attr-defined]
                yield code.slip(node.name, inner, said)


def _outside(code: Code, node: ast.ClassDef, asked: set[str]) -> Iterator[Slip]:
    read = names_read(code.tree)
    for part in code.tree.body:
        if isinstance(part, FUNCTIONS) and part.name in asked - set(methods(node)) - read:
            if parameters(part)[:1] == ["self"] and not part.decorator_list:
                text = _("{name} stands outside of {class_}: indent it like the other methods.")
                yield code.slip(node.name, part, text.format(name=part.name, class_=node.name))


def _misspelt(code: Code, node: ast.ClassDef, asked: set[str]) -> Iterator[Slip]:
    there = _with_bases(node, classes(code.tree))
    used = {part.attr for part in ast.walk(code.tree) if isinstance(part, ast.Attribute)}
    free = {n: f for n, f in there.items() if n not in asked | METHODS | used}
    for name in sorted(asked - set(there)):
        close = difflib.get_close_matches(name, free, n=1, cutoff=_NEAR)
        if name == "__init__":
            close = [other for other in free if other in _INIT] or close
        for other in close:
            text = _("{other} is not the method that Keras calls: write {name}.")
            said = text.format(other=other, name=name)
            if name == "__init__":
                said += " " + _("It has two underscores on each side.")
            yield code.slip(node.name, free[other], said)


def _with_bases(node: ast.ClassDef, known: dict[str, ast.ClassDef]) -> dict[str, Function]:
    found = dict(methods(node))
    for base in node.bases:
        if isinstance(base, ast.Name) and base.id in known and known[base.id] is not node:
            found = {**methods(known[base.id]), **found}
    return found


def _without_self(
    code: Code, node: ast.ClassDef, known: set[str] | frozenset[str]
) -> Iterator[Slip]:
    asked = methods(classes(code.asked)[node.name])
    for name, function in methods(node).items():
        taken = parameters(function)
        if (
            name not in known
            or function.decorator_list
            or function.args.vararg
            or is_unwritten(function)
        ):
            continue
        others = parameters(asked[name]) if name in asked else []
        if taken[:1] != ["self"] and (
            not taken or taken[0] in others or "self" in names_read(function)
        ):
            rest = ", ".join(["self", *(one for one in taken if one != "self")])
            text = _("The first argument of a method is self: write def {name}({arguments}).")
            yield code.slip(node.name, function, text.format(name=name, arguments=rest))
