"""Who calls the built-ins that are to be written, and what if these answered something else?

Every forbidden built-in notes when it is called for an answer, and by which line of the student's:
aliases, look-ups and wrappers lead to the same function. In a worker that is `spoiled` they answer
wrongly as well, and what a student derives from one cannot be made. Nothing else is changed: who
really wants to can get round this, and nobody who does not use them can notice it.
"""

import importlib
import inspect
import sys
import types
from collections.abc import Callable, Collection, Iterator
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from tensorflow.python.util import tf_stack

from grader.wire import Frame, Use

MOST_USES = 20  # of one answer
_METHODS = ("call", "result", "__call__")  # the first that a class has is what it answers with


class Borrowed(BaseException):
    """A class that is derived from a built-in is of no use; no `except Exception` may hide it."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class BuiltIns:
    """Some built-ins, by their dotted names.

    file_of: the student's file at a path, as in `Frame`; None for anybody else's.
    """

    def __init__(
        self, names: Collection[str], spoiled: bool, file_of: Callable[[str], str | None]
    ) -> None:
        self.answering = False
        self._spoiled, self._file_of = spoiled, file_of
        self._uses: dict[Use, None] = {}
        self._inside = False
        for name in names:
            for thing in (_resolved(name), _legacy(name)):
                self._watch(thing, name)

    def uses(self) -> tuple[Use, ...]:
        """What was noted since this was asked."""
        found = tuple(self._uses)[:MOST_USES]
        self._uses.clear()
        return found

    def _watch(self, thing: Any, name: str) -> None:
        if isinstance(thing, type):
            answers = next(method for method in _METHODS if hasattr(thing, method))
            for method in ("__init__", answers):
                setattr(thing, method, self._watched(getattr(thing, method), name, thing))
        elif isinstance(found := inspect.unwrap(thing), types.FunctionType):
            # Every alias is this very function object, so its body is what changes. A constant of
            # a code object may be any object: this one is what is called instead.
            original = types.FunctionType(
                found.__code__, found.__globals__, found.__name__, found.__defaults__,
                found.__closure__,
            )  # fmt: skip
            original.__kwdefaults__ = found.__kwdefaults__
            found.__signature__ = inspect.signature(found)  # type: ignore[attr-defined]
            watched, code = self._watched(original, name, None), _stand_in.__code__
            constants = tuple(watched if c == "watched" else c for c in code.co_consts)
            found.__code__ = code.replace(
                co_consts=constants, co_freevars=found.__code__.co_freevars, co_name=found.__name__
            )

    def _watched(self, original: Any, name: str, owner: type | None) -> Any:
        known = frozenset(_below(owner)) if owner is not None else frozenset()

        def watched(*args: Any, **kwargs: Any) -> Any:
            if self._inside:
                return original(*args, **kwargs)
            derived = owner is not None and type(args[0]) not in known
            if derived and self._spoiled and self.answering and original.__name__ == "__init__":
                raise Borrowed(name)
            if self._spoiled and original.__name__ != "__init__":  # one that trains returns little
                args, kwargs = keras.tree.map_structure(_wrong, (args, kwargs))
            self._inside = True
            try:
                result = original(*args, **kwargs)
            finally:
                self._inside = False
            if self.answering or (owner is None and _may_run_later(result)):
                of_class = type(args[0]).__name__ if derived else ""
                self._uses[Use(name, None if derived else self._line(), of_class)] = None
            return keras.tree.map_structure(_wrong, result) if self._spoiled else result

        watched.__name__ = original.__name__
        watched.__signature__ = inspect.signature(original)  # type: ignore[attr-defined]
        return tf.autograph.experimental.do_not_convert(watched)

    def _line(self) -> Frame | None:
        """The innermost line of the student's that runs now, converted by AutoGraph or not."""
        for entry in reversed(tf_stack.extract_stack()):
            file = self._file_of(entry.filename)
            if file is not None:
                return Frame(entry.lineno, entry.name, file)
        return None


def _stand_in(*args: Any, **kwargs: Any) -> Any:
    return "watched"(*args, **kwargs)  # type: ignore[operator]


def _may_run_later(result: object) -> bool:
    """Whether a call is part of a model or a graph, which may run without calling it again."""
    if isinstance(result, keras.KerasTensor):
        return True
    training = any(entry.filename.endswith("trainer.py") for entry in tf_stack.extract_stack())
    return not tf.executing_eagerly() and not training


def _wrong(value: Any) -> Any:
    """Another number of the same kind, with another gradient."""
    tensor = isinstance(value, keras.KerasTensor | tf.Tensor | np.ndarray | np.floating)
    is_float = tensor and keras.backend.is_float_dtype(value.dtype)
    return 1 - 3 * value if is_float or isinstance(value, float) else value


def _below(owner: type) -> Iterator[type]:
    yield owner
    derived: list[type] = owner.__subclasses__()
    for one in derived:
        yield from _below(one)


def _resolved(dotted: str) -> Any:
    root, _, rest = dotted.partition(".")
    thing: Any = importlib.import_module({"tf": "tensorflow"}.get(root, root))
    for part in filter(None, rest.split(".")):
        thing = getattr(thing, part)
    return thing


def _legacy(dotted: str) -> Any:
    """The same built-in in the old copy of Keras that TensorFlow still holds, if it is there."""
    module, _, name = dotted.rpartition(".")
    return getattr(sys.modules.get(f"tensorflow.python.{module}"), name, None)
