"""Does the student's code call a built-in that it was asked to write?

Every forbidden function gets a body that looks at who called it: when the nearest caller that
is neither TensorFlow nor Keras is the student's module, the call fails with `ShortcutUsed`.
Aliases, subclasses and string look-ups lead to the same function, so they are found as well.
A comparison with the built-in at the top of a file is no shortcut: guards rest while it is loaded,
except from what is traced there, for such a graph could run the built-in later. What `fit` traces
is not handed out, and so is no shortcut either.

Who called is told by the namespace that a frame runs in, not by names: these can be chosen.
"""

import importlib
import inspect
import os
import sys
import types
from collections.abc import Collection
from typing import Any

import tensorflow

_TRAINERS = (os.path.join("tensorflow", "trainer.py"), os.path.join("trainers", "trainer.py"))


class ShortcutUsed(BaseException):
    """Student code called a forbidden built-in; no `except Exception` on the way may hide it."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Guards:
    """The guards on some built-ins; they let everything pass until `on` is set."""

    def __init__(self, names: Collection[str], probes: types.ModuleType, scratch: str) -> None:
        """`names` are dotted; what is loaded from now on, or made up, is a student's."""
        self.on = False
        self._probes = vars(probes)
        self._trusted = frozenset(id(vars(module)) for module in [*sys.modules.values()])
        self._scratch = scratch + os.sep
        for name in names:
            for thing in (_resolve(name), _legacy(name)):
                for function in _functions(thing):
                    _guard(function, name, self)

    def forbid(self) -> bool:
        """Whether the call that is being made is a student's, and forbidden now."""
        return (self.on or not tensorflow.executing_eagerly()) and self._is_a_students()

    def _is_a_students(self) -> bool:
        frame: types.FrameType | None = sys._getframe(3)
        while frame is not None and frame.f_globals is not self._probes:
            if not self._is_installed(frame):
                return True
            if not self.on and frame.f_code.co_filename.endswith(_TRAINERS):
                return False
            frame = frame.f_back
        return False

    def _is_installed(self, frame: types.FrameType) -> bool:
        """Whether a frame runs code of Python, TensorFlow or Keras, or what AutoGraph made of it.

        Their modules may be imported late; code that was made up has a file "<string>" or none.
        """
        path = frame.f_code.co_filename
        if path.startswith(self._scratch):
            name = os.path.basename(path)
            return id(frame.f_globals) in self._trusted and name.startswith("__autograph_generated")
        return not path.startswith("<") or path.startswith("<frozen ")


def _resolve(dotted: str) -> Any:
    root, _, rest = dotted.partition(".")
    thing: Any = importlib.import_module({"tf": "tensorflow"}.get(root, root))
    for part in rest.split("."):
        thing = getattr(thing, part)
    return thing


def _legacy(dotted: str) -> Any:
    """The same built-in in the old copy of Keras that TensorFlow still holds, if it is there."""
    module, _, name = dotted.rpartition(".")
    return getattr(sys.modules.get(f"tensorflow.python.{module}"), name, None)


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
        if guards.forbid():
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
