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
from typing import Any

from grader.languages import _
from grader.processes import usage

START_SECONDS = 120.0


class ZygoteError(Exception):
    """TensorFlow could not be imported, or workers cannot be made: our fault, not a student's."""


class Zygote:
    """Starts importing TensorFlow at once; `fork` waits for it and then takes milliseconds."""

    def __init__(self, hidden: Sequence[Path] = ()) -> None:
        self.folder = tempfile.mkdtemp(prefix="gradetape-")
        self.versions: dict[str, str] = {}
        self._ready = False
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 (closed with the zygote)
        script = Path(__file__).parent / "worker" / "zygote.py"
        settings = {
            "judge": os.getpid(),
            "folder": self.folder,
            "path": search_path(),
            "hidden": [str(path) for path in hidden],
            "preload": PRELOAD,
        }
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-I", str(script), str(theirs.fileno()), json.dumps(settings)],
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

    def wait(self) -> None:
        """Return once TensorFlow is imported; raises `ZygoteError` if it cannot be."""
        if self._ready:
            return
        reply = self._receive(START_SECONDS)
        if "problem" in reply:
            failed = _("TensorFlow cannot be imported here: {why}")
            raise ZygoteError(failed.format(why=reply["problem"]))
        self.versions = reply["versions"]
        self._ready = True

    def fork(self) -> "Forked":
        """A new worker, waiting for its `Start` message."""
        self.wait()
        worker_reads, to_worker = os.pipe()
        from_worker, worker_writes = os.pipe()
        try:
            socket.send_fds(self._socket, [b'{"fork": 1}'], [worker_reads, worker_writes])
            pid = int(self._receive(30.0)["pid"])
        except OSError as error:
            raise ZygoteError(_("No worker could be started: {why}").format(why=error)) from None
        finally:
            os.close(worker_reads)
            os.close(worker_writes)
        return Forked(self, pid, to_worker, from_worker)

    def reap(self, pid: int) -> int:
        """How a worker that has ended ended: its exit code, or minus the signal's number."""
        self._socket.send(json.dumps({"reap": pid}).encode())
        return int(self._receive(30.0)["status"])

    def close(self) -> None:
        """End the zygote and with it every worker; remove what they wrote."""
        self._socket.close()
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        self._process.wait()
        self._errors.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _receive(self, seconds: float) -> Mapping[str, Any]:
        self._socket.settimeout(seconds)
        try:
            message = self._socket.recv(65536)
        except TimeoutError:
            silent = _("The worker process said nothing for {seconds:.0f} s.")
            raise ZygoteError(silent.format(seconds=seconds)) from None
        except OSError:
            message = b""
        if not message:
            ended = _("The worker process ended: {words}")
            raise ZygoteError(ended.format(words=self._last_words()))
        return dict(json.loads(message))

    def _last_words(self) -> str:
        self._errors.seek(0)
        lines = self._errors.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else "it left no message"


class Forked:
    """A forked worker as the judge holds it: its pid and the judge's ends of two pipes."""

    def __init__(self, zygote: Zygote, pid: int, to_worker: int, from_worker: int) -> None:
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
        "TMPDIR": folder,
        "KERAS_HOME": os.path.join(folder, "keras"),
        "KERAS_BACKEND": "tensorflow",
        "CUDA_VISIBLE_DEVICES": "",
        "HDF5_USE_FILE_LOCKING": "FALSE",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "TF_ENABLE_ONEDNN_OPTS": "0",  # the same rounding on every machine
    }


def search_path() -> list[str]:
    """The judge's own import path; the folder it was started in is no part of it."""
    here = str(Path(__file__).parent.parent)
    entries = [entry for entry in sys.path if entry and os.path.isabs(entry)]
    kept = [e for e in entries if os.path.realpath(e) != os.path.realpath(os.getcwd())]
    return list(dict.fromkeys([*kept, here]))
