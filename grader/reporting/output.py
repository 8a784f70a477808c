"""How does text get to standard output, whatever that is connected to?"""

import errno
import os
import sys

from grader.reporting import letters


def put(text: str, encoding: str = "") -> None:
    """Write all of it now, in the terminal's encoding unless another is given.

    A reader who has seen enough (`| head`) is no error. Raises `OSError` when there is no room, or
    nothing to write to.
    """
    if sys.stdout is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF), "standard output")
    data = text.encode(encoding or sys.stdout.encoding or "utf-8", letters.NAME)
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _forget()
    except OSError:
        _forget()
        raise


def _forget() -> None:
    """Let Python's own last flush, when the program ends, go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
