"""The judge's handle on a worker: put a question, get typed answers or learn why not.

Whatever a worker does, a question ends: with an answer, or as `Lost` with the limit that was hit.
Bytes that nobody asked for, or that are not the answer's type, are a loss as well.
"""

import contextlib
import os
import secrets
import select
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol, TypeAlias

import msgspec

from grader import wire
from grader.decks import Question
from grader.exercises import Limits
from grader.wire import Failure, Observation
from grader.zygotes import Process, Zygote

TICK = 0.02  # seconds between two looks at a worker's memory
SCRATCH_EVERY = 10  # ticks between two looks at its folder

LossKind = Literal["time", "total time", "memory", "scratch", "died", "protocol", "start"]
Answered: TypeAlias = Observation | Failure


class Lost(Exception):
    """The worker is gone: which limit was hit, or how it ended."""

    def __init__(self, kind: LossKind, detail: str, answers: Sequence[Answered] = ()) -> None:
        super().__init__(detail)
        self.kind, self.detail, self.answers = kind, detail, tuple(answers)


class Refusal(Exception):
    """The worker did not start for a reason that is ours."""


class Subject(Protocol):
    """Anything that can be asked: a worker's code, or a plain function in a test."""

    def ask(self, probe: str, questions: Sequence[Question]) -> Sequence[Answered]:
        """One answer each; raises `Lost` with the answers so far."""


@dataclass
class Worker:
    """One confined (or trusted) process and the codes in it, started when first needed."""

    zygote: Zygote
    codes: dict[str, str]
    probes: str
    limits: Limits
    forbidden: tuple[str, ...] = ()
    confined: bool = True
    loaded: wire.Loaded | None = field(default=None, init=False)
    left: float = field(default=0.0, init=False)
    printed: str = field(default="", init=False)
    _process: Process | None = field(default=None, init=False)
    _scratch: str = field(default="", init=False)
    _nonce: bytes = field(default=b"", init=False)
    _buffer: bytearray = field(default_factory=bytearray, init=False)
    _asked: Sequence[Question] = field(default=(), init=False)

    def __post_init__(self) -> None:
        self.left = self.limits.seconds

    # asking

    def start(self) -> wire.Loaded:
        """Fork, lock down, load the codes; raises `Lost` when loading them costs the worker."""
        if self.loaded is not None:
            return self.loaded
        self._process = self.zygote.fork()
        self._scratch = tempfile.mkdtemp(prefix="work-", dir=self.zygote.folder)
        self._nonce, self._buffer = secrets.token_bytes(16), bytearray()
        self._send(
            wire.Start(
                self._nonce, self.codes, self.probes, self.forbidden, self._scratch,
                self.confined, self.limits.memory_mb * 2**20, int(self.limits.seconds) + 5,
            )
        )  # fmt: skip
        for message in self._messages():
            if isinstance(message, wire.Refused):
                self.close()
                raise Refusal(message.reason)
            if not isinstance(message, wire.Loaded):
                self._lose("protocol", "an answer that nobody asked for")
            self.loaded = message
            return message
        raise AssertionError("unreachable")

    def send(self, code: str, probe: str, questions: Sequence[Question]) -> None:
        """Put a question and do not wait; `collect` must follow."""
        self.start()
        self._nonce, self._asked = secrets.token_bytes(16), questions
        if self._buffer:
            self._lose("protocol", "an answer that nobody asked for")
        self._send(wire.Ask(self._nonce, code, probe, tuple(q.wire for q in questions)))

    def collect(self) -> list[Answered]:
        """The answers to what was sent; raises `Lost` with those that came before the end."""
        answers: list[Answered] = []
        if not self._asked:
            return answers
        try:
            for message in self._messages():
                if not isinstance(message, wire.Answer) or message.index != len(answers):
                    self._lose("protocol", "an answer that nobody asked for")
                answers.append(message.result)
                if len(answers) == len(self._asked):
                    break
        except Lost as loss:
            raise Lost(loss.kind, loss.detail, answers) from None
        return answers

    def ask(self, code: str, probe: str, questions: Sequence[Question]) -> list[Answered]:
        """Send and collect."""
        self.send(code, probe, questions)
        return self.collect()

    def close(self) -> int | None:
        """End the worker if it lives; its exit status. The next question starts a new one."""
        process, self._process, self.loaded = self._process, None, None
        if process is None:
            return None
        for end in (process.to_worker, process.from_worker):
            os.close(end)
        for kill in (os.killpg, os.kill):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                kill(process.pid, signal.SIGKILL)
        status = self.zygote.reap(process.pid)
        self.printed = self.printed or _head(Path(self._scratch) / "output")
        shutil.rmtree(self._scratch, ignore_errors=True)
        return status

    # the pipes

    def _send(self, message: wire.Start | wire.Ask) -> None:
        assert self._process is not None
        data = memoryview(wire.encode(message))
        deadline = time.monotonic() + self.limits.seconds_per_answer
        while data:
            try:
                data = data[os.write(self._process.to_worker, data) :]
            except BlockingIOError:
                self._watch(deadline, lambda: self._writable())
            except BrokenPipeError:
                self._lose_dead()

    def _writable(self) -> bool:
        assert self._process is not None
        poll = select.poll()
        poll.register(self._process.to_worker, select.POLLOUT)
        return bool(poll.poll(TICK * 1000))

    def _messages(self) -> Iterator[wire.FromWorker]:
        """Messages that carry the nonce of the outstanding request, each within its deadline."""
        while True:
            body = self._frame()
            try:
                message = wire.decode(body)
            except (msgspec.MsgspecError, ValueError, RecursionError):
                self._lose("protocol", "bytes that are no answer")
            if message.nonce != self._nonce:
                self._lose("protocol", "an answer that nobody asked for")
            yield message

    def _frame(self) -> bytes:
        began = time.monotonic()
        deadline = began + min(self.limits.seconds_per_answer, self.left)
        size = wire.LENGTH.size
        try:
            while True:
                if len(self._buffer) >= size:
                    length = wire.LENGTH.unpack(self._buffer[:size])[0]
                    if length > wire.MAX_FRAME:
                        self._lose("protocol", "an answer of more bytes than allowed")
                    if len(self._buffer) >= size + length:
                        body = bytes(self._buffer[size : size + length])
                        del self._buffer[: size + length]
                        return body
                self._watch(deadline, self._read)
        finally:
            self.left -= time.monotonic() - began

    def _read(self) -> bool:
        assert self._process is not None
        poll = select.poll()
        poll.register(self._process.from_worker, select.POLLIN)
        if not poll.poll(TICK * 1000):
            return False
        part = os.read(self._process.from_worker, 2**18)
        if not part:
            self._lose_dead()
        self._buffer += part
        return True

    # the limits

    def _watch(self, deadline: float, step: Callable[[], bool]) -> None:
        """Repeat `step` until it succeeds, looking at the limits meanwhile."""
        tick = 0
        while not step():
            tick += 1
            if time.monotonic() > deadline:
                if self.left <= self.limits.seconds_per_answer:
                    self._lose("total time", f"{self.limits.seconds:g} s in all")
                self._lose("time", f"{self.limits.seconds_per_answer:g} s")
            self._check_memory()
            if tick % SCRATCH_EVERY == 0:
                self._check_scratch()

    def _check_memory(self) -> None:
        assert self._process is not None
        try:
            with open(f"/proc/{self._process.pid}/statm", "rb") as file:
                pages = int(file.read().split()[1])
        except (OSError, IndexError, ValueError):
            return
        if pages * os.sysconf("SC_PAGE_SIZE") > self.limits.memory_mb * 2**20:
            self._lose("memory", f"{self.limits.memory_mb / 1000:g} GB")

    def _check_scratch(self) -> None:
        if _size(self._scratch) > self.limits.scratch_mb * 2**20:
            self._lose("scratch", f"{self.limits.scratch_mb} MB")

    def _lose(self, kind: LossKind, detail: str) -> None:
        self.close()
        raise Lost(kind, detail)

    def _lose_dead(self) -> None:
        """The worker closed its pipe: say how it ended."""
        # Its end may be a matter of microseconds; a worker that only closed its pipe is killed.
        time.sleep(0.01)
        status = self.close()
        raise Lost("died", _ending(status))


def _ending(status: int | None) -> str:
    if status is None or status == -signal.SIGKILL:
        return "it stopped answering"
    if status >= 0:
        return f"it ended itself with exit code {status}"
    try:
        return f"it crashed with {signal.Signals(-status).name}"
    except ValueError:
        return f"it crashed with signal {-status}"


def _size(folder: str) -> int:
    total = 0
    for root, _, files in os.walk(folder):
        for name in files:
            with contextlib.suppress(OSError):
                total += os.lstat(os.path.join(root, name)).st_blocks * 512
    return total


def _head(path: Path, size: int = 4000) -> str:
    try:
        with open(path, "rb") as file:
            return file.read(size).decode("utf-8", "replace")
    except OSError:
        return ""
