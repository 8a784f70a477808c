"""What is a forbidden built-in made of, and do the probes themselves name it?"""

import ast
import importlib
import inspect
import sys
import types
from collections.abc import Iterator
from typing import Any

from grader.forbidden.spelling import alike


def is_mentioned(dotted: str, source: str) -> bool:
    """Whether the probes name a built-in; an attribute of `code` is not one."""
    word = dotted.rpartition(".")[2]
    for node in ast.walk(ast.parse(source)):
        found = ""
        if isinstance(node, ast.Attribute):
            of_code = isinstance(node.value, ast.Name) and node.value.id == "code"
            found = "" if of_code else node.attr
        elif isinstance(node, ast.Name):
            found = node.id
        elif isinstance(node, ast.alias):
            found = node.name.rpartition(".")[2]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found = node.value
        if found and alike(found, word):
            return True
    return False


def below(owner: type) -> Iterator[type]:
    yield owner
    derived: list[type] = owner.__subclasses__()
    for one in derived:
        yield from below(one)


def resolve(dotted: str) -> Any:
    root, _, rest = dotted.partition(".")
    thing: Any = importlib.import_module({"tf": "tensorflow"}.get(root, root))
    for part in filter(None, rest.split(".")):
        thing = getattr(thing, part)
    return thing


def legacy(dotted: str) -> Any:
    """The same built-in in the old copy of Keras that TensorFlow still holds, if it is there."""
    module, _, name = dotted.rpartition(".")
    return getattr(sys.modules.get(f"tensorflow.python.{module}"), name, None)


def functions(thing: Any, dotted: str) -> list[tuple[types.FunctionType, type | None]]:
    """The Python functions that run whenever the thing is used: a class is made, then called."""
    found: list[Any] = [thing]
    owner = None
    if isinstance(thing, type):
        owner = thing
        found = [thing.__init__, vars(thing).get("call")]  # type: ignore[misc]
    elif thing is not None:
        parent = resolve(dotted.rpartition(".")[0])
        owner = parent if isinstance(parent, type) else None
    unwrapped = [inspect.unwrap(one) for one in found if one is not None]
    return [(one, owner) for one in unwrapped if isinstance(one, types.FunctionType)]
