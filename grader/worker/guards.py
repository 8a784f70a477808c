"""Does the student's code call a built-in that it was asked to write?

Every forbidden function gets a body that looks at who called it: when that is the student's code,
the call fails with `ShortcutUsed`. Aliases, subclasses and string look-ups lead to the same
function, so they are found as well; copies made of its code are refused.
A comparison with the built-in at the top of a file is no shortcut: guards rest while it is loaded,
except from what is traced there, for such a graph could run the built-in later. What `fit` traces
may be kept, so from the first question on it gives NaN.

Who called is told by the code that runs, compared with what the installed files hold: names and
paths can be chosen. No student's code need be among the callers: a partial or a thread of Keras's
making hands the call on. So somebody else must have named the built-in: the probes, or Keras.
"""

import inspect
import os
import sys
import types
import weakref
from collections.abc import Callable, Collection, Mapping
from typing import Any

import keras
import tensorflow

from grader.worker import origins as origin_of_code
from grader.worker.guarded import below, functions, is_mentioned, legacy, resolve
from grader.worker.origins import Origins, codes, is_installed, is_probes

_TRAINERS = (os.path.join("tensorflow", "trainer.py"), os.path.join("trainers", "trainer.py"))


class ShortcutUsed(BaseException):
    """Student code called a forbidden built-in; no `except Exception` on the way may hide it."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Guards:
    """The guards on some built-ins."""

    def __init__(
        self,
        names: Collection[str],
        probes: types.ModuleType,
        source: str,
        scratch: str,
        written: Mapping[str, str],
    ) -> None:
        """`names` are dotted; `source` is that of the probes, `written` the students', by path."""
        self._on = [False]
        self._poison: list[Any] = []
        self._calls: list[_Call] = []
        origins = Origins(probes, source, scratch)
        private = _out_of_reach()
        copied: dict[tuple[object, ...], str] = {}
        for name in names:
            mentioned = is_mentioned(name, source)
            for thing in (resolve(name), legacy(name)):
                for function, owner in functions(thing, name):
                    copied[_print(function.__code__)] = name
                    call = _Call(function, name, owner, mentioned)
                    _guard(call, origins, self._on, self._poison, private)
                    self._calls.append(call)
        if copied:
            sys.addaudithook(_refusal_of_copies(copied, written))
            guarded = {id(call.function): call.name for call in self._calls}
            sys.addaudithook(private["_refusal_of_looking_behind"](guarded, origins))

    def rest_no_more(self) -> None:
        """From now on no call of a student's passes."""
        self._on[0] = True
        for call in self._calls:
            call.overriding = _overriding(call)
        for flag in self._poison:
            flag.assign(True)


class _Call:
    """One guarded function. `owner` is the class that it makes or a method of which it is."""

    def __init__(
        self, function: types.FunctionType, name: str, owner: type | None, mentioned: bool
    ) -> None:
        self.function, self.name, self.owner, self.mentioned = function, name, owner, mentioned
        self.word = name.rpartition(".")[2]
        self.makes = owner is not None and owner.__name__ == self.word
        self.known = frozenset(below(owner)) if owner is not None and self.makes else frozenset()
        self.is_init = self.makes and function.__name__ == "__init__"
        self.overriding: frozenset[type] = frozenset()


def _found_in(call: _Call, owner: type) -> object:
    """What a class has under the name of a method."""
    name = call.function.__name__
    return next((vars(one)[name] for one in owner.__mro__ if name in vars(one)), None)


def _overriding(call: _Call) -> frozenset[type]:
    """The classes that have a method of their own in place of the built-in."""
    if call.owner is None or call.makes:
        return frozenset()
    return frozenset(c for c in below(call.owner) if _found_in(call, c) is not call.function)


def _guard(
    call: _Call, origins: Origins, on: list[bool], poison: list[Any], private: dict[str, Any]
) -> None:
    """Put a guard on a function. What it needs is its own: modules can be changed."""
    function, name = call.function, call.name
    original = types.FunctionType(
        function.__code__, function.__globals__, function.__name__, function.__defaults__,
        function.__closure__,
    )  # fmt: skip
    original.__kwdefaults__ = function.__kwdefaults__
    signature = inspect.signature(function)
    eager, frame_of, used = tensorflow.executing_eagerly, sys._getframe, ShortcutUsed
    symbolic = keras.KerasTensor
    who, poisoned, made = private["_who"], private["_poisoned"], private["_MADE"]

    def guarded(*args: Any, **kwargs: Any) -> Any:
        if not (on[0] or call.is_init) and eager():
            result = original(*args, **kwargs)
            if isinstance(result, symbolic):  # part of a model, which could run it later
                raise used(name)
            return result
        caller = who(call, origins, args, frame_of(2), on[0])
        if call.is_init and args:
            made[id(args[0])] = (weakref.ref(args[0]), caller != "student")
        if caller == "student" and (on[0] or not eager()):
            raise used(name)
        result = original(*args, **kwargs)
        return poisoned(result, poison) if caller == "fit" else result

    # Every alias is this very function object, so its body is what changes. A constant of a
    # code object may be any object: this one is the guard.
    stand_in = _stand_in.__code__
    constants = tuple(guarded if c == "the guard" else c for c in stand_in.co_consts)
    function.__code__ = stand_in.replace(
        co_consts=constants, co_freevars=function.__code__.co_freevars, co_name=function.__name__
    )
    function.__signature__ = signature  # type: ignore[attr-defined]
    origins.stand_ins.append(function.__code__)


_Made = tuple["weakref.ref[Any]", bool]  # an object of a guarded class; false for a student's
_MADE: dict[int, _Made] = {}


def _stand_in(*args: Any, **kwargs: Any) -> Any:
    return "the guard"(*args, **kwargs)  # type: ignore[operator]


def _who(
    call: _Call, origins: Origins, args: tuple[Any, ...], caller: types.FrameType | None, on: bool
) -> str:
    """Who makes a call: the "student", "fit" while the file is loaded, or the "course"."""
    frame = caller
    while frame is not None and not is_probes(origins, frame):
        if not is_installed(origins, frame.f_code):
            return "student"
        if not on and frame.f_code.co_filename.endswith(_TRAINERS):
            return "fit"
        frame = frame.f_back
    if caller is None or frame is None:  # a thread, which no probe starts
        return "student"
    return "course" if _is_named(call, origins, args, caller, frame) else "student"


def _is_named(
    call: _Call,
    origins: Origins,
    args: tuple[Any, ...],
    caller: types.FrameType,
    probe: types.FrameType,
) -> bool:
    """Whether the probes or Keras want this very built-in: no student's code is in between."""
    named = call.mentioned or call.word in caller.f_code.co_names
    if not args or call.owner is None:
        return named
    if not call.makes:
        overridden = _is_overridden(call, type(args[0]), origins)
        return named and not overridden and _is_asked_for(args[0], caller, probe)
    if type(args[0]) not in call.known:  # derived by the student
        return False
    if call.is_init:
        return named
    made = _MADE.get(id(args[0]))
    return made[1] if made is not None and made[0]() is args[0] else call.mentioned


def _is_asked_for(thing: Any, caller: types.FrameType | None, probe: types.FrameType) -> bool:
    """Whether a probe names a function on the way to a method, or calls the thing itself.

    If not, it was handed the function by the student: `return model.train_on_batch`.
    """
    while caller is not None and caller is not probe:
        name = caller.f_code.co_name
        if name in probe.f_code.co_names:
            return True
        if name == "__call__" and caller.f_locals.get("self") is thing:
            return True
        caller = caller.f_back
    return caller is None


def _is_overridden(call: _Call, owner: type, origins: Origins) -> bool:
    """Whether a class has, or pretends to have, another method in place of the built-in."""
    if type(owner).__getattribute__ is not type.__getattribute__:
        return True
    found = _found_in(call, owner)
    if found is call.function:
        return owner in call.overriding
    if not isinstance(found, types.FunctionType) or found.__code__ is call.function.__code__:
        return True
    return not is_installed(origins, found.__code__)


def _poisoned(result: Any, poison: list[Any]) -> Any:
    """What `fit` traces at the top of a file: right until then, NaN from the first question on."""
    if not (tensorflow.is_tensor(result) and result.dtype.is_floating):
        return result
    if not poison:
        with tensorflow.init_scope():
            poison.append(tensorflow.Variable(False, trainable=False))
    factor = tensorflow.where(poison[0], float("nan"), 1.0)
    return result * tensorflow.cast(factor, result.dtype)


def _print(code: types.CodeType) -> tuple[object, ...]:
    """What tells a function, wherever its source was compiled and whatever it is called there."""
    return code.co_names, code.co_varnames


def _refusal_of_copies(
    copied: dict[tuple[object, ...], str], written: Mapping[str, str]
) -> Callable[[str, tuple[Any, ...]], None]:
    """A hook that Python runs before code is executed, or made a function: no copies of built-ins.

    What a student has written is spared, by path: what looks alike there may be the student's own.
    """
    names = {key[0] for key in copied}
    used, prints, inside = ShortcutUsed, _print, codes
    spared: dict[str, frozenset[types.CodeType]] = {}

    def is_written(code: types.CodeType) -> bool:
        path = code.co_filename
        if path not in written:
            return False
        if path not in spared:
            whole = compile(written[path], path, "exec", dont_inherit=True)
            spared[path] = frozenset(inside(whole))
        return code in spared[path]

    def hook(event: str, args: tuple[Any, ...]) -> None:
        if event in ("exec", "function.__new__"):
            code = args[0]
        elif event == "object.__setattr__" and args[1] == "__code__":
            code = args[2]
        else:
            return
        if type(code) is types.CodeType:
            for one in inside(code):
                if one.co_names in names and prints(one) in copied and not is_written(one):
                    raise used(copied[prints(one)])

    return hook


def _refusal_of_looking_behind(
    guarded: Mapping[int, str], origins: Origins
) -> Callable[[str, tuple[Any, ...]], None]:
    """A hook that keeps students from the guards, and so from what these stand in for."""
    frame_of, used = sys._getframe, ShortcutUsed

    def is_for_student() -> bool:
        frame: types.FrameType | None = frame_of(2)
        while frame is not None and not is_probes(origins, frame):
            if frame.f_code.co_filename.endswith(_TRAINERS):
                return False
            if not is_installed(origins, frame.f_code):
                return True
            frame = frame.f_back
        return False

    def hook(event: str, args: tuple[Any, ...]) -> None:
        if event == "object.__getattr__":
            if args[1] == "__code__" and id(args[0]) in guarded and is_for_student():
                raise used(guarded[id(args[0])])
        elif event.startswith("gc.get_") and is_for_student():
            raise RuntimeError(f"{event}() is not available while this is graded")

    return hook


def _out_of_reach() -> dict[str, Any]:
    """The names that guards run with: nobody can change them by changing the modules."""
    names: dict[str, Any] = {**vars(origin_of_code), **globals(), "_MADE": {}}
    for name, thing in list(names.items()):
        if isinstance(thing, types.FunctionType) and thing.__module__ in (
            __name__,
            origin_of_code.__name__,
        ):
            names[name] = types.FunctionType(thing.__code__, names, name, thing.__defaults__)
    return names
