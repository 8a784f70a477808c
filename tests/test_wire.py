"""What passes between judge and worker is typed, and nothing else gets through."""

import msgspec
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from grader import wire
from grader.wire import (
    MAX_STRINGS,
    MAX_TEXT,
    Answer,
    Array,
    Change,
    Failure,
    Frame,
    Listed,
    Strange,
    Strings,
)

NONCE = bytes(16)


def sent(message: wire.FromWorker) -> wire.FromWorker:
    frame = wire.encode(message)
    assert wire.LENGTH.unpack(frame[:4])[0] == len(frame) - 4
    return wire.decode(frame[4:])


@given(arrays(st.sampled_from(["float32", "float64", "int64", "bool"]), array_shapes(min_dims=0)))
def test_an_array_arrives_as_it_was(values: np.ndarray) -> None:
    answer = sent(Answer(NONCE, 0, {"loss": Array.of(values)}))
    assert isinstance(answer, Answer) and isinstance(answer.result, dict)
    arrived = answer.result["loss"]
    assert isinstance(arrived, Array)
    assert arrived.numpy().dtype == values.dtype
    np.testing.assert_array_equal(arrived.numpy(), values)


def test_every_kind_of_value_arrives() -> None:
    values = {"a": None, "b": True, "c": 3, "d": 2.5, "e": "text", "f": Strange("object", "dict")}
    values |= {
        "g": Strings.of(np.array([["a", "ä"], ["", "\0"]], object)),
        "h": Strings((0, 3), ()),
    }
    values |= {"j": Listed(Array.of(np.ones(2))), "k": Listed(Strings((1,), ("a",)))}
    values |= {"i": Change(Array.of(np.ones(2)), Array.of(np.zeros(3)))}
    answer = sent(Answer(NONCE, 4, values))
    assert isinstance(answer, Answer) and answer.result == values and answer.index == 4


def test_a_failure_arrives_with_its_frames() -> None:
    failure = Failure("raised", "ValueError", "no", (Frame(3, "call"),))
    answer = sent(Answer(NONCE, 0, failure))
    assert isinstance(answer, Answer) and answer.result == failure


@pytest.mark.parametrize(
    "array",
    [
        ["array", "float32", [2], b"1234"],  # bytes for one element
        ["array", "float32", [-1, -1], b"1234"],
        ["array", "object", [1], b"12345678"],
        ["array", "float32", [0] * 40, b""],
        ["array", "float32", [2**62, 4], b""],
    ],
)
def test_an_array_that_does_not_fit_its_description_is_refused(array: list[object]) -> None:
    body = msgspec.msgpack.encode(["answer", NONCE, 0, {"loss": array}])
    with pytest.raises(msgspec.MsgspecError):
        wire.decode(body)


@pytest.mark.parametrize(
    "strings",
    [
        ["strings", [2], ["a"]],
        ["strings", [-1, -1], ["a"]],
        ["strings", [1], [b"a"]],
        ["strings", [1], [1]],
        ["strings", [1], [["a"]]],
        ["strings", [0] * 40, []],
        ["strings", [0, 2**62], []],
        ["strings", [MAX_STRINGS + 1], ["a"] * (MAX_STRINGS + 1)],
        ["strings", [1], ["a" * (MAX_TEXT + 1)]],
    ],
)
def test_strings_that_do_not_fit_their_description_are_refused(strings: list[object]) -> None:
    body = msgspec.msgpack.encode(["answer", NONCE, 0, {"words": strings}])
    with pytest.raises(msgspec.MsgspecError):
        wire.decode(body)


@given(st.binary(max_size=200))
@example(b"")
@example(b"\xc1")
@example(b"\x91" * 150)
@example(b"\x91\xa3\x00\x00\x80")
def test_arbitrary_bytes_are_refused_in_one_way(body: bytes) -> None:
    with pytest.raises((msgspec.MsgspecError, RecursionError)):
        wire.decode(body)


FRAME = wire.encode(Answer(NONCE, 0, {"loss": Array.of(np.ones((2, 2), "float32"))}))[4:]


@given(st.integers(0, len(FRAME) - 1), st.integers(0, 255))
def test_a_damaged_answer_is_refused_or_still_typed(place: int, byte: int) -> None:
    damaged = FRAME[:place] + bytes([byte]) + FRAME[place + 1 :]
    try:
        message = wire.decode(damaged)
    except msgspec.MsgspecError:
        return
    assert isinstance(message, wire.Answer | wire.Loaded | wire.Refused)


def test_inputs_arrive_fresh_and_writable() -> None:
    drawn = {"x": np.ones(2, "float32"), "steps": [{"op": "update", "w": None}], "t": 2.5}
    bytes_ = wire.encode_inputs(drawn)
    first, second = wire.decode_inputs(bytes_), wire.decode_inputs(bytes_)
    first["x"][0] = 7
    assert second["x"].tolist() == [1, 1] and drawn["x"].tolist() == [1, 1]
    assert second["steps"] == drawn["steps"] and second["t"] == 2.5


def test_equal_inputs_have_equal_bytes() -> None:
    assert wire.encode_inputs({"a": 1, "b": 2}) == wire.encode_inputs({"b": 2, "a": 1})


def test_an_input_that_cannot_travel_names_its_type() -> None:
    with pytest.raises(TypeError, match="complex"):
        wire.encode_inputs({"z": 1j})
