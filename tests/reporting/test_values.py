"""Values are short and readable on a screen, and plain in JSON."""

import json

import msgspec
import numpy as np
import pytest

from grader.reporting.values import brief, number, shown, shown_all
from grader.wire import Array, Change, Listed, Strange, Strings


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (np.float32([[0.5, -1]]), "[[0.5, -1.0]]"),
        (np.float32(2), "2.0"),
        (np.int32([1, 2]), "[1, 2]"),
        (np.array([True, False]), "[True, False]"),
        (np.float64([0.1 + 0.2, 1 / 3]), "[0.3, 0.333333]"),
        (np.float32([-0.0]), "[0.0]"),
        (np.zeros((0, 2)), "[]"),
        ({"a": np.float32(0.123456)}, "a=0.123456"),
        (np.zeros((40, 7), "float32"), "a float32 tensor of shape (40, 7)"),
        ({"a": np.float32([1.0]), "b": None}, "a=[1.0], b=None"),
        ([1, "x"], "[1, x]"),
        (True, "True"),
        (1e-9, "1e-09"),
        (Strange("object", "list"), "a list, which is no tensor"),
        (Array.of(np.float32([3.0])), "[3.0]"),
        (Strings((2,), ("a", "NaN")), '["a", "NaN"]'),
        (Strings((), ("a",)), '"a"'),
        (Listed(Array.of(np.float32([3.0]))), "[3.0]"),
        (Change(Array.of(np.float32([3.0])), Array.of(np.float32([4.0]))), "[4.0]"),
        (Strings((1, 0), ()), "[[]]"),
        (Strings((40,), ("word",) * 40), "a string tensor of shape (40,)"),
        (Strings((1,), ("x" * 500,)), "a string tensor of shape (1,)"),
    ],
)
def test_one_line_for_a_value(value: object, text: str) -> None:
    assert brief(value) == text


def test_not_finite_numbers_have_names_that_json_can_hold() -> None:
    plain = shown(np.array([np.nan, np.inf, -np.inf]))
    assert json.loads(msgspec.json.encode(plain))["values"] == ["NaN", "Infinity", "-Infinity"]
    assert shown(1 + 2j) == "(1+2j)" and number(float("2.50")) == "2.5"


def test_a_long_array_is_not_spelled_out() -> None:
    assert shown(np.zeros(401)).values is None and len(shown(np.zeros(400)).values) == 400


def test_of_many_values_the_zeros_go_without_saying() -> None:
    many = {f"w{n}": np.full(1, float(n == 3)) for n in range(6)}
    assert brief(many) == "w3=[1.0], all others 0"
    assert brief({"a": np.zeros(1), "b": np.ones(1)}) == "a=[0.0], b=[1.0]"


def test_a_long_string_is_cut() -> None:
    assert brief("x" * 10_000) == "x" * 120 + "…"
    assert brief("sum_over_batch_size") == "sum_over_batch_size"


def test_a_report_has_room_for_so_much_of_one_answer() -> None:
    """Code that took its worker over can answer with hundreds of long names and values."""
    array = Array.of(np.ones(399))
    answer = {f"{n:03}" + "n" * 900: array for n in range(100)} | {"text": "x" * 4000}
    found = shown_all(answer)
    assert len(msgspec.json.encode(found)) < 40_000
    assert next(iter(found.values())).values is not None
    assert len(shown_all({"text": "x" * 4000})["text"]) == 1000
