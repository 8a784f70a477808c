"""Does the student's code call a built-in that it was asked to write?

Every forbidden function gets a body that looks at who called it: when the nearest caller that
is neither TensorFlow nor Keras is the student's module, the call fails with `ShortcutUsed`.
Aliases, subclasses and string look-ups lead to the same function, so they are found as well.
A comparison with the built-in at the top of a file is no shortcut: guards rest while it is loaded.
"""

import importlib
import inspect
import sys
import types
from collections.abc import Collection
from typing import Any


class ShortcutUsed(BaseException):
    """Student code called a forbidden built-in; no `except Exception` on the way may hide it."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Guards:
    """The guards on some built-ins; they let everything pass until `on` is set."""

    def __init__(self, names: Collection[str], students: Collection[str]) -> None:
        """`names` are dotted; `students` are the modules whose calls are watched."""
        self.on = False
        self.students = frozenset(students)
        for name in names:
            for function in _functions(_resolve(name)):
                _guard(function, name, self)


def _resolve(dotted: str) -> Any:
    root, _, rest = dotted.partition(".")
    thing: Any = importlib.import_module({"tf": "tensorflow"}.get(root, root))
    for part in rest.split("."):
        thing = getattr(thing, part)
    return thing


def _functions(thing: Any) -> list[types.FunctionType]:
    """The Python functions that run whenever the thing is used: a class is made, then called."""
    found = [thing]
    if isinstance(thing, type):
        found = [thing.__init__, vars(thing).get("call")]  # type: ignore[misc]
    unwrapped = [inspect.unwrap(one) for one in found if one is not None]
    return [one for one in unwrapped if isinstance(one, types.FunctionType)]


def _guard(function: types.FunctionType, name: str, guards: Guards) -> None:
    original = types.FunctionType(
        function.__code__, function.__globals__, function.__name__, function.__defaults__,
        function.__closure__,
    )  # fmt: skip
    original.__kwdefaults__ = function.__kwdefaults__
    signature = inspect.signature(function)

    def guarded(*args: Any, **kwargs: Any) -> Any:
        if guards.on and _caller(guards.students) in guards.students:
            raise ShortcutUsed(name)
        return original(*args, **kwargs)

    # Every alias is this very function object, so its body is what changes. A constant of a
    # code object may be any object: this one is the guard.
    stand_in = _stand_in.__code__
    constants = tuple(guarded if c == "the guard" else c for c in stand_in.co_consts)
    function.__code__ = stand_in.replace(
        co_consts=constants, co_freevars=function.__code__.co_freevars, co_name=function.__name__
    )
    function.__signature__ = signature  # type: ignore[attr-defined]


def _stand_in(*args: Any, **kwargs: Any) -> Any:
    return "the guard"(*args, **kwargs)  # type: ignore[operator]


def _caller(students: frozenset[str]) -> str:
    """The name of the nearest calling module that is a student's or the probes'."""
    frame: types.FrameType | None = sys._getframe(2)
    while frame is not None:
        name = frame.f_globals.get("__name__")
        if type(name) is str and (name == "probes" or name in students):
            return name
        frame = frame.f_back
    return ""
