"""Where do workers come from where forking is no option (macOS, Windows)? Each is started anew.

Slower than a zygote, for every worker imports TensorFlow itself, and weaker: the process is its
own and has deadlines, but nothing keeps it from reading files. For one's own code.
"""

import contextlib
import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
from typing import IO

from grader.asking import scratch
from grader.asking.forking import ISOLATED, environment, search_path
from grader.asking.processes import usage
from grader.places import PACKAGE


class Spawner:
    """A source of workers; the first ones are started ahead, so that their imports overlap."""

    def __init__(self, ahead: int = 2) -> None:
        self.folder = tempfile.mkdtemp(prefix="gradetape-")
        self.versions: dict[str, str] = {}
        self._ahead = [self._spawn() for _ in range(ahead)]

    def __enter__(self) -> "Spawner":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def wait(self) -> None:
        """Nothing to wait for: every worker says itself when it is ready."""
        from importlib.metadata import version

        self.versions = {name: version(name) for name in ("tensorflow", "keras", "numpy")}

    def fork(self) -> "Spawned":
        """A worker that was started ahead, or a new one."""
        self.wait()
        return self._ahead.pop() if self._ahead else self._spawn()

    def close(self) -> None:
        """End the workers nobody asked for; remove what all of them wrote."""
        for spawned in self._ahead:
            spawned.end()
        scratch.remove(self.folder)

    def _spawn(self) -> "Spawned":
        script = PACKAGE / "worker" / "alone.py"
        settings = json.dumps({"path": search_path()})
        windows = ("SYSTEMROOT", "PATH") if sys.platform == "win32" else ()  # finds its DLLs there
        keep = {k: v for k, v in os.environ.items() if k.upper() in windows}
        return Spawned(
            subprocess.Popen(
                [sys.executable, *ISOLATED, str(script), settings],
                env=environment(self.folder) | keep,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=self.folder,
            )
        )


class Spawned:
    """A worker behind ordinary pipes; threads wait for them, so that the judge need not."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process
        assert process.stdin is not None and process.stdout is not None
        self._outbox: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._inbox: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        for work, pipe in ((self._write, process.stdin), (self._read, process.stdout)):
            threading.Thread(target=work, args=(pipe,), daemon=True).start()

    def write(self, data: memoryview, seconds: float) -> int | None:
        """See `Process`."""
        if self._process.poll() is not None:
            return None
        self._outbox.put(bytes(data))
        return len(data)

    def read(self, seconds: float) -> bytes | None:
        """See `Process`."""
        try:
            return self._inbox.get(timeout=seconds)
        except queue.Empty:
            return None

    def usage(self) -> tuple[int, int]:
        """See `Process`."""
        return usage(self._process.pid)

    def wait(self, seconds: float) -> None:
        """See `Process`."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)

    def end(self) -> int:
        """See `Process`."""
        self._process.kill()
        self._outbox.put(b"")
        return self._process.wait()

    def _write(self, pipe: IO[bytes]) -> None:
        while data := self._outbox.get():
            try:
                pipe.write(data)
                pipe.flush()
            except OSError:
                break
        with contextlib.suppress(OSError):
            pipe.close()

    def _read(self, pipe: IO[bytes]) -> None:
        while data := os.read(pipe.fileno(), 2**18):
            self._inbox.put(data)
        self._inbox.put(b"")
        pipe.close()
