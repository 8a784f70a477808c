"""What was raised first, before Keras and AutoGraph wrapped it, and what would Python add to it?"""

import contextlib
import io
import re
import sys

_WRAPPERS = (
    "in user code:",  # AutoGraph
    "Exception encountered",  # Keras: a layer's call; an object made from its config
    "Error encountered:",  # Keras: the shape of what a layer returns
)
_SUGGESTION = re.compile(r"Did you mean: '\w+'\?")
_NAMES = (AttributeError, NameError, ImportError)


def first_raised(error: BaseException) -> BaseException:
    """The exception that others only wrap; the same one when nothing is wrapped around it."""
    seen = {id(error)}
    while (cause := error.__cause__ or error.__context__) is not None and id(cause) not in seen:
        around, inner = message_of(error), message_of(cause).strip().split("\n")[0]
        if not any(words in around for words in _WRAPPERS) or inner not in around:
            break
        seen.add(id(cause))
        error = cause
    return error


def message_of(error: BaseException) -> str:
    """What an exception says, line breaks as they are; a sentence when it cannot be shown."""
    try:
        if isinstance(error, KeyError) and len(error.args) == 1 and isinstance(error.args[0], str):
            said = error.args[0]
            return said if any(words in said for words in _WRAPPERS) else str(error)
        return str(error)
    except Exception:
        return "(its message cannot be shown)"


def suggestion(error: BaseException) -> str:
    """ "Did you mean: 'threshold'?", as Python says below a traceback; else empty."""
    if not isinstance(error, _NAMES):
        return ""
    told = io.StringIO()
    try:
        with contextlib.redirect_stderr(told):
            sys.__excepthook__(type(error), error, error.__traceback__)
    except Exception:
        return ""
    last = told.getvalue().strip().rpartition("\n")[2]
    found = _SUGGESTION.findall(last)
    return found[-1] if found and found[-1] not in message_of(error) else ""
