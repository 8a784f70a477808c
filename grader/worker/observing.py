"""What does a probe's result look like on the wire?"""

import os
import re
from collections.abc import Mapping

from grader.wire import MAX_NAME, Failure, Value
from grader.worker.built_ins import Borrowed
from grader.worker.exceptions import first_raised, message_of, suggestion
from grader.worker.frames import frames_of
from grader.worker.loading import BESIDE, Code, Missing
from grader.worker.values import steady, text, value_of


def observation_of(result: object) -> dict[str, Value]:
    """The named values a probe returned, each in its wire form."""
    if not isinstance(result, Mapping):
        raise TypeError(f"a probe returned a {type(result).__name__}, not a dict")
    return {text(str(name))[:MAX_NAME]: value_of(value) for name, value in result.items()}


def failure_of(error: BaseException, code: Code) -> Failure:
    """What an exception means: what was raised, and the lines of the student's own code."""
    if isinstance(error, Missing):
        return Failure("missing", "Missing", text(error.name))
    first = first_raised(error)
    frames = frames_of(error, first, message_of(error), code)
    if isinstance(error, Borrowed):
        return Failure("shortcut", "Borrowed", text(error.name), frames)
    kind = "exit" if isinstance(error, SystemExit | KeyboardInterrupt) else "raised"
    name = text(type(first).__name__)
    if isinstance(first, SyntaxError):  # raised by exec or eval in the student's code
        return Failure("raised", name, text(_misspelled(first, code)), frames)
    message = f"{message_of(first)}. {suggestion(first)}".removesuffix(". ")
    return Failure(kind, name, _scrubbed(message, code), frames)  # type: ignore[arg-type]


def _misspelled(error: SyntaxError, code: Code) -> str:
    """What Python says, and where, when it is in a module of the student's."""
    file = code.file_of(str(error.filename))
    return f"{error.msg} ({file}, line {error.lineno})" if file else str(error.msg)


def _scrubbed(message: str, code: Code) -> str:
    """The message without what changes from run to run: addresses and scratch paths."""
    message = steady(message).replace(f"{code.folder}/{BESIDE}/", "")
    message = message.replace(code.folder + "/", "")
    message = message.replace(os.path.dirname(code.folder) + "/", "")
    message = re.sub(r"__autograph_generated_file\w+", "__autograph_generated_file", message)
    return text(message)
