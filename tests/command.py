"""`grade` in a process of its own that has imported everything already.

Most of a command's time is TensorFlow's import. Where a test asks what a command prints and not how
its process starts or dies, the process is forked from the tests', and borrows their zygote.
"""

import functools
import io
import os
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import IO, NoReturn

from grader.asking import source
from grader.asking.forking import Line, Zygote
from grader.cli.main import main
from grader.places import course_folder, hidden_places

ROOT = Path(__file__).parent.parent
SECONDS = 120.0


@functools.cache
def warm() -> Zygote:
    """The zygote of this process's tests; TensorFlow's import begins at the first call."""
    return Zygote(hidden_places(course_folder()))


class Borrowed(Line):
    """The same zygote for a command, which must not end it."""

    def __init__(self, zygote: Zygote) -> None:
        super().__init__(zygote._socket, zygote.folder, zygote._turn)

    def __enter__(self) -> "Borrowed":
        return self

    def __exit__(self, *_: object) -> None:
        """It stays."""

    def close(self) -> None:
        """It stays."""


def run(
    *words: object,
    folder: Path | None = None,
    together: bool = False,
    unread: bool = False,
    out: IO[str] | None = None,
    **environment: str,
) -> subprocess.CompletedProcess[str]:
    """What `grade WORDS` prints and how it ends, in a folder and an environment.

    together: standard error goes where standard output goes, line by line, as on a terminal.
    unread: standard output is a pipe whose reader has gone, as after `| head -1`.
    out: where standard output goes instead.
    """
    command = list(map(str, words))
    wanted = os.environ | {"GITHUB_ACTIONS": ""} | environment
    zygote = warm()
    zygote.wait()
    with tempfile.TemporaryFile() as kept, tempfile.TemporaryFile() as err:
        sys.stdout.flush()
        sys.stderr.flush()
        first = _unread() if unread else os.dup((out or kept).fileno())
        streams = first, (first if together else err.fileno())
        pid = os.fork()
        if pid == 0:
            _be(command, folder or ROOT, wanted, streams, zygote)
        os.close(first)
        code = _ended(pid)
        told = []
        for file in (kept, err):
            file.seek(0)
            told.append(file.read().decode("utf-8", "surrogateescape"))
    return subprocess.CompletedProcess(command, code, *told)


def _unread() -> int:
    reader, writer = os.pipe()
    os.close(reader)
    return writer


def _ended(pid: int) -> int:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.005)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    raise TimeoutError(f"no end after {SECONDS} s")


def _stream(
    number: int, environment: dict[str, str], errors: str, by_lines: bool
) -> io.TextIOWrapper:
    """What Python makes of a standard stream when it starts in an environment."""
    encoding, _, wanted = environment.get("PYTHONIOENCODING", "").partition(":")
    if number == 1 and wanted:
        errors = wanted
    file = io.BufferedWriter(io.FileIO(number, "w", closefd=False))
    return io.TextIOWrapper(
        file, encoding=encoding or "utf-8", errors=errors, line_buffering=by_lines
    )


def _be(
    words: Sequence[str],
    folder: Path,
    environment: dict[str, str],
    streams: tuple[int, int],
    zygote: Zygote,
) -> NoReturn:
    """Become the command: what a fresh process would have is put in place first."""
    code: object = 1
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        for number, stream in enumerate(streams, start=1):
            os.dup2(stream, number)
        sys.stdin = io.TextIOWrapper(io.FileIO(0, closefd=False))
        sys.stdout = _stream(1, environment, "strict", by_lines=streams[0] == streams[1])
        sys.stderr = _stream(2, environment, "backslashreplace", by_lines=True)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        sys.argv = ["grade", *words]
        source.Zygote = lambda hidden=(): Borrowed(zygote)  # type: ignore[assignment,misc]
        main(list(words))
    except SystemExit as end:
        code = end.code or 0
    except BaseException:
        traceback.print_exc()
    finally:
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except OSError:
            code = 120  # what Python says then, after "Exception ignored"
        os._exit(code if isinstance(code, int) else 1)
