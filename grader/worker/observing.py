"""What does a probe's result look like on the wire?"""

import os
import re
import traceback
from collections.abc import Mapping
from types import TracebackType

from grader.wire import MAX_NAME, Failure, Frame, Value
from grader.worker.built_ins import Borrowed
from grader.worker.loading import BESIDE, Code, Missing
from grader.worker.values import steady, text, value_of

_USER_CODE = re.compile(r'File "([^"]+)", line (\d+), in (\S+)')


def observation_of(result: object) -> dict[str, Value]:
    """The named values a probe returned, each in its wire form."""
    if not isinstance(result, Mapping):
        raise TypeError(f"a probe returned a {type(result).__name__}, not a dict")
    return {text(str(name))[:MAX_NAME]: value_of(value) for name, value in result.items()}


def failure_of(error: BaseException, code: Code) -> Failure:
    """What an exception means: what was raised, and the lines of the student's own code."""
    if isinstance(error, Missing):
        return Failure("missing", "Missing", text(error.name))
    if isinstance(error, Borrowed):
        return Failure("shortcut", "Borrowed", text(error.name), _frames(error, code))
    kind = "exit" if isinstance(error, SystemExit | KeyboardInterrupt) else "raised"
    name = text(type(error).__name__)
    if isinstance(error, SyntaxError):  # raised by exec or eval in the student's code
        return Failure("raised", name, text(_misspelled(error, code)), _frames(error, code))
    try:
        message = str(error)
    except Exception:
        message = "(its message cannot be shown)"
    frames = _frames(error, code)
    return Failure(kind, name, _scrubbed(message, code), frames)  # type: ignore[arg-type]


def _misspelled(error: SyntaxError, code: Code) -> str:
    """What Python says, and where, when it is in a module of the student's."""
    file = code.file_of(str(error.filename))
    return f"{error.msg} ({file}, line {error.lineno})" if file else str(error.msg)


def _frames(error: BaseException, code: Code) -> tuple[Frame, ...]:
    """The frames in the student's files, outermost first, those named by AutoGraph included."""
    found = [
        Frame(line, text(frame.f_code.co_name), text(file))
        for frame, line in traceback.walk_tb(_traceback(error))
        if (file := code.file_of(frame.f_code.co_filename)) is not None
    ]
    converted = [
        Frame(int(line), text(function), text(file))
        for path, line, function in _USER_CODE.findall(_message(error))
        if (file := code.file_of(path)) is not None
    ]
    return _some(tuple(dict.fromkeys([*found, *converted])))


def _some(frames: tuple[Frame, ...]) -> tuple[Frame, ...]:
    """The outermost frame, which says what was run, and the innermost ones."""
    return frames if len(frames) <= 12 else (frames[0], *frames[-11:])


def _traceback(error: BaseException) -> TracebackType | None:
    return error.__traceback__


def _message(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:
        return ""


def _scrubbed(message: str, code: Code) -> str:
    """The message without what changes from run to run: addresses and scratch paths."""
    message = steady(message).replace(f"{code.folder}/{BESIDE}/", "")
    message = message.replace(code.folder + "/", "")
    message = message.replace(os.path.dirname(code.folder) + "/", "")
    message = re.sub(r"__autograph_generated_file\w+", "__autograph_generated_file", message)
    return text(message)
