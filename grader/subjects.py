"""The judge's handle on a worker: put a question, get typed answers or learn why not.

Whatever a worker does, a question ends: with an answer, or as `Lost` with the limit that was hit.
Bytes that nobody asked for, or that are not the answer's type, are a loss as well.
"""

import secrets
import signal
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NoReturn

import msgspec

from grader import scratch, wire
from grader.answering import Answered
from grader.decks import Question
from grader.exercises import Limits
from grader.processes import Process, Source
from grader.wire import Failure

TICK = 0.02  # seconds between two looks at a worker's memory
SCRATCH_EVERY = 10  # ticks between two looks at its folder

LossKind = Literal["time", "total time", "memory", "scratch", "died", "protocol", "start"]


class Lost(Exception):
    """The worker is gone: which limit was hit, or how it ended."""

    def __init__(self, kind: LossKind, detail: str, answers: Sequence[Answered] = ()) -> None:
        super().__init__(detail)
        self.kind, self.detail, self.answers = kind, detail, tuple(answers)


class Interrupted(Exception):
    """Nobody wants the answer any more."""


class Refusal(Exception):
    """The worker did not start for a reason that is ours."""


@dataclass
class Worker:
    """One confined (or trusted) process and the codes in it, started when first needed."""

    source: Source
    codes: dict[str, str]
    probes: str
    limits: Limits
    forbidden: tuple[str, ...] = ()
    confined: bool = True
    interrupted: Callable[[], bool] = lambda: False
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
        self._process = self.source.fork()
        self._scratch = tempfile.mkdtemp(prefix="work-", dir=self.source.folder)
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
                if _out_of_memory(message.result):
                    self._lose("memory", f"{self.limits.memory_mb / 1000:g} GB")
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
        status = process.end()
        self.printed = self.printed or scratch.head(self._scratch, "stdout")
        scratch.remove(self._scratch)
        return status

    # the pipes

    def _send(self, message: wire.Start | wire.Ask) -> None:
        assert self._process is not None
        data = memoryview(wire.encode(message))
        deadline, tick = time.monotonic() + self.limits.seconds_per_answer, 0
        while data:
            written = self._process.write(data, TICK)
            if written is None:
                self._lose_dead()
            data = data[written:]
            tick += 1
            if not written:
                self._watch(deadline, tick)

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
        assert self._process is not None
        began, tick = time.monotonic(), 0
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
                part = self._process.read(TICK)
                if part == b"":
                    self._lose_dead()
                self._buffer += part or b""
                tick += 1
                if not part or tick % 64 == 0:  # a trickle of bytes is no answer either
                    self._watch(deadline, tick)
                if self.interrupted():
                    self.close()
                    raise Interrupted
        finally:
            self.left -= time.monotonic() - began

    # the limits

    def _watch(self, deadline: float, tick: int) -> None:
        """Look at the limits while nothing comes."""
        assert self._process is not None
        if time.monotonic() > deadline:
            if self.left <= self.limits.seconds_per_answer:
                self._lose("total time", f"{self.limits.seconds:g} s in all")
            self._lose("time", f"{self.limits.seconds_per_answer:g} s")
        if self._process.memory() > self.limits.memory_mb * 2**20:
            self._lose("memory", f"{self.limits.memory_mb / 1000:g} GB")
        if tick % SCRATCH_EVERY == 0:
            if scratch.size(self._scratch) > self.limits.scratch_mb * 2**20:
                self._lose("scratch", f"{self.limits.scratch_mb} MB")

    def _lose(self, kind: LossKind, detail: str) -> NoReturn:
        self.close()
        raise Lost(kind, detail)

    def _lose_dead(self) -> NoReturn:
        """The worker closed its pipe: say how it ended."""
        assert self._process is not None
        self._process.wait(1.0)
        raise Lost("died", _ending(self.close()))


def _out_of_memory(result: Answered) -> bool:
    """Whether the kernel's limit was hit, which is there in case memory grows between two looks."""
    return isinstance(result, Failure) and result.error in ("MemoryError", "ResourceExhaustedError")


def _ending(status: int | None) -> str:
    if status is None or status == -signal.SIGKILL:
        return "it stopped answering"
    if status >= 0:
        return f"it ended itself with exit code {status}"
    try:
        return f"it crashed with {signal.Signals(-status).name}"
    except ValueError:
        return f"it crashed with signal {-status}"
