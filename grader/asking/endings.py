"""How did a worker end, and was there no room or no memory for it?"""

import signal

from grader.asking.questions import Answered
from grader.languages import _
from grader.wire import Failure

_NO_ROOM = ("No space left on device", "Disk quota exceeded", "errno = 28,", "errno = 122,")


def out_of_memory(result: Answered) -> bool:
    """Whether the kernel's limit was hit, which is there in case memory grows between two looks."""
    return isinstance(result, Failure) and result.error in ("MemoryError", "ResourceExhaustedError")


def out_of_room(result: Answered) -> bool:
    """Whether the system had no room for what was written, as far as words tell."""
    return isinstance(result, Failure) and any(word in result.message for word in _NO_ROOM)


def ending(status: int | None) -> str:
    """In words, by the exit code or minus the number of the signal."""
    if status is None or status == -signal.SIGKILL:
        return _("it stopped answering")
    if status >= 0:
        return _("it ended itself with exit code {status}").format(status=status)
    try:
        name = signal.Signals(-status).name
    except ValueError:
        name = str(-status)
    return _("it crashed with signal {name}").format(name=name)
