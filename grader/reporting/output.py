"""How does text get to standard output, whatever that is connected to?"""

import errno
import io
import os
import sys
from typing import Any

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


def patient(stream: Any) -> Any:
    """The same stream, to which a reader who has gone is no error: what is left goes nowhere."""
    try:
        number = stream.fileno()
    except (AttributeError, OSError, ValueError):
        return stream
    buffer = getattr(stream, "buffer", None)
    if number not in (1, 2) or isinstance(getattr(buffer, "raw", None), _Patient):
        return stream
    stream.flush()
    return io.TextIOWrapper(
        io.BufferedWriter(_Patient(number, "w", closefd=False)),
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )


class _Patient(io.FileIO):
    def write(self, data: Any) -> int:
        try:
            return super().write(data)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.fileno())
            return len(data)


def finish() -> None:
    """Write what is left; raises `OSError` when there is no room, and then forgets it."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        _forget()
        raise


def _forget() -> None:
    """Let Python's own last flush, when the program ends, go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
