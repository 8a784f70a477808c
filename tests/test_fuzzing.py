"""The judge reads what a worker sends: whatever that is, it is an answer or a loss.

A plain object stands for the process, so that a thousand workers cost a second.
"""

import signal
import struct
import tracemalloc
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader import wire
from grader.asking.questions import Question
from grader.asking.worker import Limits, Lost, Worker
from grader.checking import Check, cases
from grader.judge import results
from grader.judge.comparing import difference
from grader.judge.results import About
from grader.judge.trials import Shortfall, Tried, try_check
from grader.reporting.formats import json, text
from grader.reporting.report import Report
from grader.wire import Answer, Array, Change, Failure, Frame, Listed, Strange, Strings
from tests.tiny import submission

CHECK = Check("It is so.", "value", cases({"x": 1.0}, {"x": 2.0}), points=1)
QUESTIONS = tuple(map(Question.of, CHECK.inputs.always))
REFERENCE = {
    "loss": Array.of(np.ones((1, 2), "float32")), "name": "a", "steps": 1, "rate": 0.5,
    "words": Strings((2,), ("a", "b")), "list": Listed(Array.of(np.ones(2))),
    "again": Change(Array.of(np.ones(2, "float32")), Array.of(np.ones(2, "float32"))),
}  # fmt: skip
LIMITS = Limits(seconds_per_answer=0.05, seconds=1.0)


class Scripted:
    """A process that says what it is told to, then ends; `{nonce}` is filled in."""

    def __init__(self, parts: Sequence[bytes]) -> None:
        self.parts = list(parts)
        self.nonce = b""

    def write(self, data: memoryview, seconds: float) -> int:
        asked = msgspec.msgpack.decode(bytes(data)[4:])
        self.nonce = asked[1]
        return len(data)

    def read(self, seconds: float) -> bytes | None:
        return self.parts.pop(0).replace(NONCE, self.nonce) if self.parts else b""

    def usage(self) -> tuple[int, int]:
        return 0, 0

    def wait(self, seconds: float) -> None:
        pass

    def end(self) -> int:
        return -signal.SIGKILL


class Source:
    """Where the one scripted process comes from."""

    def __init__(self, folder: str, process: Scripted) -> None:
        self.folder, self.versions, self._process = folder, dict[str, str](), process

    def wait(self) -> None:
        pass

    def fork(self) -> Scripted:
        return self._process

    def close(self) -> None:
        pass


NONCE = bytes(range(100, 116))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("workers"))


def asked(folder: str, *parts: bytes) -> list[wire.Observation | Failure]:
    """What a worker answers that starts well and then sends these bytes; raises `Lost`."""
    process = Scripted(parts)
    worker = Worker(Source(folder, process), {"submission": ""}, "", LIMITS)
    worker.loaded = wire.Loaded(NONCE, {"submission": ()}, {})
    worker._process = process
    return worker.ask("submission", "value", QUESTIONS)


def started(folder: str, *parts: bytes) -> wire.Loaded:
    process = Scripted(parts)
    return Worker(Source(folder, process), {"submission": ""}, "", LIMITS).start()


# what may be sent

names = st.text(max_size=8)
dtypes = st.sampled_from(sorted(wire.DTYPES))
numbers = st.integers(-(2**63), 2**64 - 1)
dimensions = st.one_of(st.integers(-2, 4), st.sampled_from([2**31, 2**62, 2**64 - 1]))
whole_arrays = st.builds(
    lambda dtype, shape: np.frombuffer(
        b"\xff\x7f\x00\x02" * (int(np.prod(shape)) * 4), dtype, int(np.prod(shape))
    ).reshape(shape),
    dtypes,
    st.lists(st.integers(0, 3), max_size=4),
).map(Array.of)
broken_arrays = st.one_of(
    st.tuples(
        st.just("array"), dtypes | names, st.lists(dimensions, max_size=40), st.binary(max_size=16)
    ),
    st.tuples(st.just("strings"), st.lists(dimensions, max_size=40), st.lists(names, max_size=4)),
)
words = st.lists(st.text(max_size=8), max_size=4).map(lambda w: Strings((len(w),), tuple(w)))
plain = st.none() | st.booleans() | numbers | st.floats() | st.text(max_size=40)
values = (
    plain
    | whole_arrays
    | words
    | st.builds(Listed, whole_arrays | words)
    | st.builds(Strange, st.sampled_from(["object", "dtype", "large"]), names)
)
strange_values = values | broken_arrays | st.lists(plain, max_size=3) | st.binary(max_size=8)
failures = st.builds(
    Failure,
    st.sampled_from(["raised", "missing", "exit", "shortcut"]),
    names | st.sampled_from(["NotImplementedError", "MemoryError", "ValueError"]),
    st.text(max_size=60),
    st.lists(st.builds(Frame, numbers, names), max_size=3).map(tuple),
)
observations = st.dictionaries(names | st.sampled_from(sorted(REFERENCE)), values, max_size=5)
answers = observations | failures
indexes = st.integers(-1, 3)
messages = st.one_of(
    st.tuples(st.just("answer"), st.just(NONCE), indexes, answers),
    st.tuples(
        st.just("answer"), st.just(NONCE), indexes,
        st.dictionaries(names, strange_values, max_size=4) | strange_values,
    ),
    st.tuples(st.just("loaded"), st.just(NONCE), st.dictionaries(names, st.lists(names)), st.just({})),
    st.tuples(st.just("refused"), st.just(NONCE), names),
    st.tuples(st.just("locked"), st.just(NONCE), st.lists(names)),
    st.tuples(names, st.binary(max_size=16), strange_values),
)  # fmt: skip


def framed(message: object) -> bytes:
    body = msgspec.msgpack.encode(message)
    return wire.LENGTH.pack(len(body)) + body


def mutated(frame: bytes, changes: Sequence[tuple[int, int]], end: int) -> bytes:
    damaged = bytearray(frame)
    for place, byte in changes:
        damaged[place % len(damaged)] = byte
    return bytes(damaged[: end % (len(damaged) + 1)]) if end else bytes(damaged)


damaged = st.builds(
    mutated,
    messages.map(framed),
    st.lists(st.tuples(st.integers(0, 200), st.integers(0, 255)), max_size=4),
    st.integers(0, 400),
)
streams = st.lists(damaged | messages.map(framed) | st.binary(min_size=1, max_size=60), max_size=4)


def cut(stream: Sequence[bytes], places: Sequence[int]) -> list[bytes]:
    """The same bytes in other parts, none of them empty."""
    whole = b"".join(stream)
    edges = sorted({0, len(whole), *(place % (len(whole) + 1) for place in places)})
    return [whole[a:b] for a, b in pairwise(edges)]


# the judge


@settings(max_examples=400, deadline=None)
@given(streams, st.lists(st.integers(0, 500), max_size=5))
def test_any_bytes_are_answers_or_a_loss(
    folder: str, stream: list[bytes], places: list[int]
) -> None:
    try:
        found = asked(folder, *cut(stream, places))
    except Lost as loss:
        assert loss.kind in ("protocol", "died", "memory") and len(loss.answers) <= 2
    else:
        assert len(found) == len(QUESTIONS)


@settings(max_examples=200, deadline=None)
@given(streams)
def test_any_bytes_in_place_of_a_start_are_a_start_or_a_loss(
    folder: str, stream: list[bytes]
) -> None:
    try:
        found = started(folder, *[part for part in stream if part])
    except Lost as loss:
        assert loss.kind in ("protocol", "died")
    except Exception as refusal:
        assert type(refusal).__name__ == "Refusal"  # it was not started, by its own account
    else:
        assert set(found.names) == {"submission"}


@settings(max_examples=300, deadline=None)
@given(st.tuples(answers, answers))
def test_any_answers_make_a_report_that_can_be_shown(folder: str, both: tuple) -> None:
    """Whatever a worker answers is compared, explained, written as text and as JSON."""
    try:
        found = asked(folder, *(wire.encode(Answer(NONCE, i, one)) for i, one in enumerate(both)))
    except Lost as loss:
        assert loss.kind == "memory"
        return
    for answer in found:
        gap = difference(answer, REFERENCE)
        if gap is None:
            continue
        shortfall = Shortfall(QUESTIONS[0], answer, REFERENCE, gap)
        tried = Tried(CHECK, QUESTIONS, tuple(found), None, shortfall, shortfall)
        result = results.result_of(
            tried, [], "value", About(submission("pass\n"), ("double", "loss"))
        )
        assert (result.points, result.outcome in ("failed", "blocked")) == (0, True)
        report = Report(
            exercise="tiny", title="Tiny", submission="mine.py", seed=0, score=0, max_score=1,
            passed=False, checks=(result,), versions={}, protections=(), seconds=0.0,
        )  # fmt: skip
        assert msgspec.json.decode(json.render(report))["score"] == 0
        shown = text.render(report, full=True)
        assert all(c == "\n" or unicodedata.category(c)[0] != "C" for c in shown)


class Answering:
    """Stands for a worker whose answers are known."""

    def __init__(self, found: Sequence[object]) -> None:
        self._found = list(found)

    def ask(self, *words: object) -> list[object]:
        return self._found

    def send(self, *words: object):
        return lambda: self._found


@given(st.lists(answers, max_size=3))
def test_nothing_but_the_reference_s_answers_earns_points(found: list) -> None:
    reference = Answering([REFERENCE, REFERENCE])
    tried = try_check(CHECK, QUESTIONS, Answering(found), reference)  # type: ignore[arg-type]
    assert not tried.passed and not tried.broken


def test_the_reference_s_own_answers_do(folder: str) -> None:
    frames = [wire.encode(Answer(NONCE, i, REFERENCE)) for i in range(2)]
    found = asked(folder, *frames)
    reference = Answering([REFERENCE, REFERENCE])
    assert try_check(CHECK, QUESTIONS, Answering(found), reference).passed  # type: ignore[arg-type]


@given(st.binary(max_size=16))
def test_no_other_nonce_is_accepted(folder: str, nonce: bytes) -> None:
    with pytest.raises(Lost, match="nobody asked for"):
        asked(folder, wire.encode(Answer(nonce + b".", 0, REFERENCE)))


@pytest.mark.parametrize("extra", [b"\0", wire.encode(Answer(NONCE, 2, REFERENCE))])
def test_bytes_behind_the_last_answer_cost_the_next_question(folder: str, extra: bytes) -> None:
    frames = [wire.encode(Answer(NONCE, i, REFERENCE)) for i in range(2)]
    process = Scripted([b"".join(frames) + extra])
    worker = Worker(Source(folder, process), {"submission": ""}, "", LIMITS)
    worker.loaded = wire.Loaded(NONCE, {"submission": ()}, {})
    worker._process = process
    assert len(worker.ask("submission", "value", QUESTIONS)) == 2
    with pytest.raises(Lost, match="nobody asked for"):
        worker.send("submission", "value", QUESTIONS)


def test_a_part_of_an_answer_is_a_loss(folder: str) -> None:
    whole = wire.encode(Answer(NONCE, 0, REFERENCE))
    for end in range(len(whole)):
        with pytest.raises(Lost, match="stopped answering"):
            asked(folder, whole[:end])


# what is announced is not allocated


def allocated(attempt) -> int:
    """The most bytes that Python held at once during an attempt that must be a loss."""
    tracemalloc.start()
    try:
        with pytest.raises(Lost):
            attempt()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("length", [wire.MAX_FRAME + 1, 2**31, 2**32 - 1, wire.MAX_FRAME])
def test_a_length_that_is_announced_is_not_allocated(folder: str, length: int) -> None:
    assert allocated(lambda: asked(folder, struct.pack("<I", length), b"x" * 100)) < 2**20


HEAD = b"\x94\xa6answer\xc4\x10" + NONCE + b"\x00"
ANNOUNCED = {
    "a list": b"\xdd\xff\xff\xff\xff",
    "an observation": HEAD + b"\xdf\xff\xff\xff\xff",
    "a name": HEAD + b"\x81\xdb\xff\xff\xff\xff",
    "text": HEAD + b"\x81\xa1a\xdb\xff\xff\xff\xff",
    "bytes": HEAD + b"\x81\xa1a\x94\xa5array\xa5int64\x91\x01\xc6\xff\xff\xff\xff",
    "a shape": HEAD + b"\x81\xa1a\x94\xa5array\xa5int64\xdd\x0f\xff\xff\xff",
    "frames": HEAD + b"\x95\xa7failure\xa6raised\xa1E\xa1m\xdd\x0f\xff\xff\xff",
    "an extension": HEAD + b"\x81\xa1a\xc9\xff\xff\xff\xff\x01",
    "an index": b"\x94\xa6answer\xc4\x10" + NONCE + b"\xdd\xff\xff\xff\xff",
    "a nonce": b"\x94\xa6answer\xc6\xff\xff\xff\xff",
    "names": b"\x94\xa6loaded\xc4\x10" + NONCE + b"\x81\xa1a\xdd\x0f\xff\xff\xff",
    "lists in lists": HEAD + b"\x91" * 10_000,
}


@pytest.mark.parametrize("what", ANNOUNCED)
def test_items_that_are_announced_are_not_allocated(folder: str, what: str) -> None:
    body = ANNOUNCED[what]
    frame = wire.LENGTH.pack(len(body)) + body
    assert allocated(lambda: asked(folder, frame)) < 2**20


def test_short_answers_do_not_become_large_objects(folder: str) -> None:
    """A megabyte of tiny items would take a hundred as objects."""
    count = 200_000
    names = b"".join(b"\xa5" + b"%05x" % k + b"\xc0" for k in range(count))
    body = HEAD + b"\xdf" + struct.pack(">I", count) + names
    frame = wire.LENGTH.pack(len(body)) + body
    assert allocated(lambda: asked(folder, frame)) < 4 * len(frame) + 2**20


def test_all_answers_together_have_a_limit(folder: str) -> None:
    """A deck of large answers would fill the judge's memory."""
    large = {str(k): Array("uint8", (2**22,), bytes(2**22)) for k in range(3)}
    frames = [wire.encode(Answer(NONCE, index, large)) for index in range(12)]
    process = Scripted(frames)
    worker = Worker(Source(folder, process), {"submission": ""}, "", Limits())
    worker.loaded = wire.Loaded(NONCE, {"submission": ()}, {})
    worker._process = process
    deck = [Question.of({"x": float(x)}) for x in range(12)]
    with pytest.raises(Lost) as lost:
        worker.ask("submission", "value", deck)
    assert lost.value.kind == "protocol"
