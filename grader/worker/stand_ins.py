"""What stands in for what a student has at home: arguments, a user, a notebook, a screen?

Such lines are harmless where students work and beside what is asked, so they cost nothing here.
"""

import builtins
import io
import sys
from typing import Any

MOST_PRINTED = 2**20  # bytes of each stream: nobody reads more, and files have a largest size


def put_in_place() -> None:
    """For everything that is loaded and asked in this process from now on."""
    sys.stdout, sys.stderr = _stream(1), _stream(2)
    builtins.display = lambda *objects, **options: None  # type: ignore[attr-defined]
    builtins.get_ipython = InteractiveShell  # type: ignore[attr-defined]
    plots = sys.modules.get("matplotlib")
    if plots is not None:  # without a screen, `use("TkAgg")` leaves the backend as it is
        plots.use.__kwdefaults__ = {"force": False}


def run_as(path: str) -> None:
    """The arguments of a program that was started without any."""
    sys.argv[:] = [path]
    sys.orig_argv[:] = [sys.executable, path]


class InteractiveShell:
    """What `get_ipython()` gives: `nbconvert` writes calls of it for magics, which do nothing."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *arguments, **options: None


class _Capped(io.FileIO):
    """Takes all that is written, and keeps the first part of it."""

    room = MOST_PRINTED

    def write(self, data: Any) -> int:
        size: int = memoryview(data).nbytes
        if self.room > 0:
            written = super().write(memoryview(data).cast("B")[: self.room])
            self.room -= written or 0
        return size


def _stream(descriptor: int) -> io.TextIOWrapper:
    """Line by line: what was printed survives a crash."""
    raw = _Capped(descriptor, "w", closefd=False)
    return io.TextIOWrapper(
        io.BufferedWriter(raw), encoding="utf-8", errors="replace", line_buffering=True
    )
