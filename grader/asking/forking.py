"""Where do workers come from? From one process that has imported TensorFlow and forks."""

import contextlib
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from grader.asking.processes import usage
from grader.languages import _
from grader.places import PACKAGE
from grader.problems import OURS, Problem

# As -I, but for the variables of `environment`: with its hash seed sets have one order.
ISOLATED = ("-s", "-P")
START_SECONDS = 120.0
Turn: TypeAlias = contextlib.AbstractContextManager[Any]


class ZygoteError(Problem):
    """TensorFlow could not be imported, or workers cannot be made: our fault, not a student's."""

    exit_code = OURS


class Line:
    """What is asked of a zygote, over its socket: by one process, or by several in turn."""

    def __init__(self, to_zygote: socket.socket, folder: str, turn: Turn) -> None:
        self.folder = folder
        self.versions: dict[str, str] = {}
        self._socket, self._turn = to_zygote, turn

    def wait(self) -> None:
        """Return once TensorFlow is imported; raises `ZygoteError` if it cannot be."""
        if self.versions:
            return
        reply = self._asked({"versions": 1}, seconds=START_SECONDS)
        if "problem" in reply:
            failed = _("TensorFlow cannot be imported here: {why}")
            raise ZygoteError(failed.format(why=reply["problem"]))
        self.versions = reply["versions"]

    def fork(self) -> "Forked":
        """A new worker, waiting for its `Start` message."""
        self.wait()
        worker_reads, to_worker = os.pipe()
        from_worker, worker_writes = os.pipe()
        try:
            pid = int(self._asked({"fork": 1}, [worker_reads, worker_writes])["pid"])
        finally:
            os.close(worker_reads)
            os.close(worker_writes)
        return Forked(self, pid, to_worker, from_worker)

    def reap(self, pid: int) -> int:
        """How a worker that has ended ended: its exit code, or minus the signal's number."""
        return int(self._asked({"reap": pid})["status"])

    def close(self) -> None:
        """Ask nothing more."""
        self._socket.close()

    def shared(self, turn: Turn) -> "Line":
        """The same for other processes; `turn` is a lock that they all take before they ask."""
        return Line(self._socket, self.folder, turn)

    def __reduce__(self) -> tuple[Any, ...]:
        from multiprocessing import reduction  # it knows how sockets travel to a new process

        assert reduction.HAVE_SEND_HANDLE
        return Line, (self._socket, self.folder, self._turn)

    def _asked(
        self, request: Mapping[str, int], fds: Sequence[int] = (), seconds: float = 30.0
    ) -> Mapping[str, Any]:
        with self._turn:
            try:
                self._socket.settimeout(seconds)
                socket.send_fds(self._socket, [json.dumps(request).encode()], fds)
                reply = self._socket.recv(65536)
            except TimeoutError:
                silent = _("The worker process said nothing for {seconds:.0f} s.")
                raise ZygoteError(silent.format(seconds=seconds)) from None
            except OSError:
                reply = b""
        if not reply:
            ended = _("The worker process ended: {words}")
            raise ZygoteError(ended.format(words=self._last_words()))
        return dict(json.loads(reply))

    def _last_words(self) -> str:
        return _("it left no message")


class Zygote(Line):
    """Starts importing TensorFlow at once; `fork` waits for it and then takes milliseconds."""

    def __init__(self, hidden: Sequence[Path] = ()) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        super().__init__(ours, tempfile.mkdtemp(prefix="gradetape-"), contextlib.nullcontext())
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 (closed with the zygote)
        script = PACKAGE / "worker" / "zygote.py"
        settings = {
            "judge": os.getpid(),
            "folder": self.folder,
            "path": search_path(),
            "hidden": [str(path) for path in hidden],
            "preload": PRELOAD,
        }
        try:
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    *ISOLATED,
                    str(script),
                    str(theirs.fileno()),
                    json.dumps(settings),
                ],
                pass_fds=[theirs.fileno()],
                env=environment(self.folder),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
                cwd=self.folder,
                start_new_session=True,
            )
        finally:
            theirs.close()

    def __enter__(self) -> "Zygote":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the zygote and with it every worker; remove what they wrote."""
        super().close()
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        self._process.wait()
        self._errors.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _last_words(self) -> str:
        self._errors.seek(0)
        lines = self._errors.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else super()._last_words()


class Forked:
    """A forked worker as the judge holds it: its pid and the judge's ends of two pipes."""

    def __init__(self, zygote: Line, pid: int, to_worker: int, from_worker: int) -> None:
        self._zygote, self._pid = zygote, pid
        self._to, self._from = to_worker, from_worker
        self._room, self._news = select.poll(), select.poll()
        self._room.register(to_worker, select.POLLOUT)
        self._news.register(from_worker, select.POLLIN)
        os.set_blocking(to_worker, False)
        os.set_blocking(from_worker, False)

    def write(self, data: memoryview, seconds: float) -> int | None:
        """See `Process`."""
        try:
            return os.write(self._to, data)
        except BlockingIOError:
            self._room.poll(seconds * 1000)
            return 0
        except BrokenPipeError:
            return None

    def read(self, seconds: float) -> bytes | None:
        """See `Process`."""
        if not self._news.poll(seconds * 1000):
            return None
        return os.read(self._from, 2**18)

    def usage(self) -> tuple[int, int]:
        """See `Process`."""
        return usage(self._pid)

    def wait(self, seconds: float) -> None:
        """See `Process`."""
        for _look in range(round(seconds / 0.01)):
            if _state(self._pid) in "ZX":
                return
            time.sleep(0.01)

    def end(self) -> int:
        """See `Process`."""
        os.close(self._to)
        os.close(self._from)
        for kill in (os.killpg, os.kill):  # its group exists once it has its own session
            with contextlib.suppress(ProcessLookupError, PermissionError):
                kill(self._pid, signal.SIGKILL)
        return self._zygote.reap(self._pid)


def _state(pid: int) -> str:
    """The state letter of a process in /proc: Z for one that ended and was not reaped yet."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
            return file.read().rpartition(")")[2].split()[0]
    except (OSError, IndexError):
        return "X"


# Imported by TensorFlow and Keras only when something is first saved, fitted or converted.
PRELOAD = (
    "encodings.cp437",
    "h5py",
    "numpy.ma",
    "numpy.random",
    "tensorflow.python.data.ops.flat_map_op",
    "tensorflow.python.data.ops.from_tensors_op",
    "tensorflow.python.data.ops.range_op",
    "tensorflow.python.data.ops.zip_op",
)


def environment(folder: str) -> dict[str, str]:
    """All a worker knows of the environment: nothing of the user's."""
    return {
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "HOME": folder,
        "LOGNAME": "student",
        "TMPDIR": folder,
        "KERAS_HOME": os.path.join(folder, "keras"),
        "KERAS_BACKEND": "tensorflow",
        "CUDA_VISIBLE_DEVICES": "",
        "HDF5_USE_FILE_LOCKING": "FALSE",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "PYTHONHASHSEED": "0",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "TF_ENABLE_ONEDNN_OPTS": "0",  # the same rounding on every machine
    }


def search_path() -> list[str]:
    """The judge's own import path; the folder it was started in is no part of it."""
    here = str(PACKAGE.parent)
    entries = [entry for entry in sys.path if entry and os.path.isabs(entry)]
    kept = [e for e in entries if os.path.realpath(e) != os.path.realpath(os.getcwd())]
    return list(dict.fromkeys([*kept, here]))
