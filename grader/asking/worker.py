"""The judge's handle on a worker: put a question, get typed answers or learn why not.

Whatever a worker does, a question ends: with an answer, or as `Lost` with the limit that was hit.
Bytes that nobody asked for, or that are not the answer's type, end it as well.
"""

import os
import secrets
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NoReturn

import msgspec

from grader import wire
from grader.asking import scratch
from grader.asking.endings import ending, out_of_memory, out_of_room
from grader.asking.processes import Process, Source
from grader.asking.questions import Answered, Question
from grader.containment.disk import OWN_SCRATCH
from grader.languages import _
from grader.problems import OURS, Problem

START_SECONDS = 60.0  # until a worker is ready for student code; a spawned one imports TensorFlow
TICK = 0.02  # seconds between two looks at what a worker uses
MOST_THREADS = 64 + 16 * (os.cpu_count() or 1)  # TensorFlow has a few for each processor

HowLost = Literal["time", "total time", "memory", "threads", "scratch", "died", "protocol", "start"]


class Lost(Exception):
    """The worker is gone: which limit was hit, or how it ended."""

    def __init__(self, kind: HowLost, detail: str, answers: Sequence[Answered] = ()) -> None:
        super().__init__(detail)
        self.kind, self.detail, self.answers = kind, detail, tuple(answers)


class Interrupted(Exception):
    """Nobody wants the answer any more."""


class Refusal(Problem):
    """The worker did not start, or ended, for a reason of ours; `unprotected` if it is that."""

    exit_code = OURS

    def __init__(self, reason: str, unprotected: bool) -> None:
        super().__init__(reason)
        self.unprotected = unprotected


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What one submission may use."""

    seconds_per_answer: float = 10.0
    seconds: float = 60.0
    memory_mb: int = 3000
    scratch_mb: int = 64
    output_kb: int = 256


@dataclass
class Worker:
    """One confined (or trusted) process and the codes in it, started when first needed.

    left: the seconds that its answers may still take, of those allowed.
    uses: of the built-ins that are to be written, as they were noted with the answers.
    """

    source: Source
    codes: dict[str, str]
    probes: str
    limits: Limits
    forbidden: tuple[str, ...] = ()
    confined: bool = True
    interrupted: Callable[[], bool] = lambda: False
    modules: dict[str, str] = field(default_factory=dict)
    spoiled: bool = False
    uses: list[wire.Use] = field(default_factory=list, init=False)
    loaded: wire.Loaded | None = field(default=None, init=False)
    protections: tuple[str, ...] = field(default=(), init=False)
    left: float = field(default=0.0, init=False)
    allowed: float = field(default=0.0, init=False)
    bytes_left: int = field(default=wire.MAX_ANSWERS, init=False)
    printed: str = field(default="", init=False)
    _has_loaded: bool = field(default=False, init=False)
    _process: Process | None = field(default=None, init=False)
    _scratch: str = field(default="", init=False)
    _nonce: bytes = field(default=b"", init=False)
    _buffer: bytearray = field(default_factory=bytearray, init=False)
    _asked: Sequence[Question] = field(default=(), init=False)
    _look_at: float = field(default=0.0, init=False)
    _scratch_at: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        self.left = self.allowed = self.limits.seconds

    # asking

    def start(self) -> wire.Loaded:
        """Fork, lock down, load the codes; raises `Lost` when loading them costs the worker."""
        if self.loaded is not None:
            return self.loaded
        self.close()  # one that was interrupted while it started
        self._process = self.source.fork()
        self._scratch = tempfile.mkdtemp(prefix="work-", dir=self.source.folder)
        self._nonce, self._buffer = secrets.token_bytes(16), bytearray()
        self._send(
            wire.Start(
                self._nonce, self.codes, self.probes, self.forbidden, self._scratch,
                self.confined, self.limits.memory_mb * 2**20, 2 * int(self.limits.seconds) + 5,
                self.limits.scratch_mb * 2**20,
                self.modules, self.spoiled,
            )
        )  # fmt: skip
        locked = self._message(START_SECONDS)
        if isinstance(locked, wire.Refused):
            self._blame_a_full_disk()
            self.close()
            raise Refusal(locked.reason, locked.unprotected)
        if not isinstance(locked, wire.Locked):
            self._lose("protocol", _("an answer that nobody asked for"))
        self.protections = locked.protections
        # From here on student code may be what answers. Loading it again is no check's doing.
        loaded = self._message(self.limits.seconds_per_answer if self._has_loaded else 0.0)
        if not isinstance(loaded, wire.Loaded):
            self._lose("protocol", _("an answer that nobody asked for"))
        if set(loaded.names) != set(self.codes) or not set(loaded.failures) <= set(self.codes):
            self._lose("protocol", _("names of its own"))
        for failure in loaded.failures.values():
            self._look_for_room(failure)
        self.loaded, self._has_loaded = loaded, True
        self.uses += loaded.uses
        return loaded

    def send(self, code: str, probe: str, questions: Sequence[Question]) -> None:
        """Put a question and do not wait; `collect` follows, or nobody wants the answers."""
        if self._asked:  # whoever should have collected was interrupted: it may still be at it
            self.close()
        self.start()
        self._nonce, self._asked = secrets.token_bytes(16), questions
        if self._buffer:
            self._lose("protocol", _("an answer that nobody asked for"))
        self._send(wire.Ask(self._nonce, code, probe, tuple(q.wire for q in questions)))

    def collect(self) -> list[Answered]:
        """The answers to what was sent; raises `Lost` with those that came before the end."""
        answers: list[Answered] = []
        if not self._asked:
            return answers
        try:
            while len(answers) < len(self._asked):
                message = self._message()
                if not isinstance(message, wire.Answer) or message.index != len(answers):
                    self._lose("protocol", _("an answer that nobody asked for"))
                self._look_for_room(message.result)
                if out_of_memory(message.result):
                    self._lose("memory", f"{self.limits.memory_mb / 1000:g} GB")
                answers.append(message.result)
                self.uses += message.uses
            self._look()
            if not self.confined and scratch.left(self.source.folder) < 2**20:
                self._refuse_for_want_of_room()  # probes may have taken it for the code's failure
            self._asked = ()
        except Lost as lost:
            raise Lost(lost.kind, lost.detail, answers) from None
        return answers

    def ask(self, code: str, probe: str, questions: Sequence[Question]) -> list[Answered]:
        """Send and collect."""
        self.send(code, probe, questions)
        return self.collect()

    def close(self) -> int | None:
        """End the worker if it lives; its exit status. The next question starts a new one."""
        process, self._process, self.loaded, self._asked = self._process, None, None, ()
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
        deadline = time.monotonic() + self.limits.seconds_per_answer
        while data:
            written = self._process.write(data, TICK)
            if written is None:
                self._lose_dead()
            data = data[written:]
            self._watch(deadline)

    def _message(self, ours: float = 0.0) -> wire.FromWorker:
        """The next message, with the nonce of the outstanding request and within its deadline.

        ours: seconds that it may take beside those that are left.
        """
        began = time.monotonic()
        own = self.limits.seconds_per_answer
        kind: HowLost = "total time" if not ours and self.left <= own else "time"
        try:
            body = self._frame(began + (ours or min(own, self.left)), kind)
        finally:
            self.left -= 0.0 if ours else time.monotonic() - began
        try:
            message = wire.decode(body)
        except (msgspec.MsgspecError, ValueError, RecursionError):
            self._lose("protocol", _("bytes that are no answer"))
        if message.nonce != self._nonce:
            self._lose("protocol", _("an answer that nobody asked for"))
        return message

    def _frame(self, deadline: float, kind: HowLost) -> bytes:
        assert self._process is not None
        size = wire.LENGTH.size
        while True:
            self._watch(deadline, kind)
            if len(self._buffer) >= size:
                length = wire.LENGTH.unpack(self._buffer[:size])[0]
                if length > min(wire.MAX_FRAME, self.bytes_left):
                    self._lose("protocol", _("an answer of more bytes than allowed"))
                if len(self._buffer) >= size + length:
                    body = bytes(self._buffer[size : size + length])
                    del self._buffer[: size + length]
                    self.bytes_left -= length
                    return body
            part = self._process.read(TICK)
            if part == b"":
                self._lose_dead()
            self._buffer += part or b""
            if self.interrupted():
                self.close()
                raise Interrupted

    # the limits

    def _watch(self, deadline: float, kind: HowLost = "time") -> None:
        """Look at the limits every `TICK`, whether anything comes (bytes, a trickle) or not."""
        now = time.monotonic()
        if now > deadline:
            self._lose(kind, self._total if kind == "total time" else self._per_answer)
        if now >= self._look_at:
            self._look_at = now + TICK
            self._look()

    @property
    def _total(self) -> str:
        shared = self.allowed < self.limits.seconds
        text = _("its share of {n:g} s in all") if shared else _("{n:g} s in all")
        return text.format(n=self.limits.seconds)

    @property
    def _per_answer(self) -> str:
        return f"{self.limits.seconds_per_answer:g} s"

    def _look(self) -> None:
        """Look at what the worker uses."""
        assert self._process is not None
        memory, threads = self._process.usage()
        if memory > self.limits.memory_mb * 2**20:
            self._lose("memory", f"{self.limits.memory_mb / 1000:g} GB")
        if threads > MOST_THREADS:
            self._lose("threads", _("{n} threads").format(n=MOST_THREADS))
        began = time.monotonic()
        if began >= self._scratch_at:
            if scratch.size(self._scratch) > self.limits.scratch_mb * 2**20:
                self._lose("scratch", f"{self.limits.scratch_mb} MB")
            if self.confined and not self._has_its_own_disk:
                self._watch_the_disk()
            now = time.monotonic()
            self._scratch_at = now + 10 * (now - began)  # a tenth of the time, however many files

    @property
    def _has_its_own_disk(self) -> bool:
        return OWN_SCRATCH in self.protections

    def _look_for_room(self, result: Answered) -> None:
        """Decide whose fault it is that something could not be written."""
        if out_of_room(result):
            self._blame_a_full_disk()
            if not self._has_its_own_disk:
                self._refuse_for_want_of_room()
            self._lose("scratch", f"{self.limits.scratch_mb} MB")

    def _watch_the_disk(self) -> None:
        """Files without a name are seen only by the room that they take, and give back."""
        before = scratch.left(self.source.folder)
        if before < scratch.NEARLY_FULL:
            self.close()
            if scratch.left(self.source.folder) - before > self.limits.scratch_mb * 2**20:
                raise Lost("scratch", f"{self.limits.scratch_mb} MB")
            self._refuse_for_want_of_room()

    def _blame_a_full_disk(self) -> None:
        if scratch.is_full(self.source.folder):
            self._refuse_for_want_of_room()

    def _refuse_for_want_of_room(self) -> NoReturn:
        self.close()
        full = _("There is no room left on the disk with {folder}: make some and grade again")
        raise Refusal(full.format(folder=os.path.dirname(self.source.folder)), unprotected=False)

    def _lose(self, kind: HowLost, detail: str) -> NoReturn:
        self.close()
        raise Lost(kind, detail)

    def _lose_dead(self) -> NoReturn:
        """The worker closed its pipe: say how it ended."""
        assert self._process is not None
        self._process.wait(1.0)
        self._blame_a_full_disk()
        raise Lost("died", ending(self.close()))
