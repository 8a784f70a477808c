"""What is simpler than what Hypothesis ends with, and never leaves what the deck has."""

from typing import Any

import numpy as np
import pytest

from grader.asking.questions import Question
from grader.checking import Inputs
from grader.judge.simplifying import simplest


def pair(y_true: Any, y_pred: Any, **others: Any) -> Inputs:
    return {"y_true": np.float32(y_true), "y_pred": np.float32(y_pred), **others}


ZEROS = pair([[0.0], [0.0]], [[8.0], [-8.0]], threshold=1.0)
DECK = [
    Question.of(inputs)
    for inputs in (ZEROS, pair([[0.0]], [[4.0]], threshold=2.0), pair([-8.0], [8.0], threshold=1.0))
]


def shown(inputs: Inputs, differs: Any, deck: list[Question] = DECK) -> dict[str, Any]:
    found = simplest(Question.of(inputs), deck, lambda q: differs(**q.inputs), 40)
    return {k: v.tolist() if hasattr(v, "tolist") else v for k, v in found.inputs.items()}


def far(y_true: Any, y_pred: Any, threshold: float) -> bool:
    return bool((abs(y_true - y_pred) == 2.5).any())


@pytest.mark.parametrize("row", range(4))
def test_only_the_row_that_matters_stays_and_the_target_is_zero(row: int) -> None:
    y_true, y_pred = np.ones((4, 1)), np.ones((4, 1))
    y_true[row], y_pred[row] = 8.0, 5.5
    found = shown(pair(y_true, y_pred, threshold=1.0), far)
    assert found == {"y_true": [[0.0]], "y_pred": [[2.5]], "threshold": 1.0}


def test_any_column_may_be_the_one() -> None:
    found = shown(pair([[1.0, 1.0, 8.0]], [[1.0, 1.0, 5.5]], threshold=1.0), far)
    assert found["y_true"] in ([[0.0]], [0.0]) and found["y_pred"] in ([[2.5]], [2.5])


def test_what_is_needed_stays() -> None:
    two = pair([[0.0], [0.0]], [[-1.0], [3.0]], threshold=1.0)
    found = shown(two, lambda y_true, y_pred, threshold: len(y_pred) == 2 and y_pred.min() < 0)
    assert found == {"y_true": [[0.0], [0.0]], "y_pred": [[-1.0], [3.0]], "threshold": 1.0}


def test_numbers_stay_within_those_of_the_deck() -> None:
    apart = pair([[-8.0]], [[8.0]], threshold=1.0)  # a prediction of 16 is nothing to draw
    assert shown(apart, lambda **_: True)["y_pred"] == [[8.0]]


def test_a_target_that_is_never_zero_is_not_made_so() -> None:
    hot = [pair([[0.0, 1.0]], [[0.5, 0.5]]), pair([[1.0, 0.0]], [[-2.0, 2.0]])]
    found = shown(pair([[1.0, 0.0]], [[0.5, 0.5]]), lambda **_: True, [*map(Question.of, hot)])
    assert found["y_true"] == [[1.0, 0.0]]


def test_a_whole_number_that_may_be_a_size_keeps_its_shapes() -> None:
    x, y = np.ones((1, 2), "float32"), np.ones((1, 3), "float32")
    deck = [Question.of({"units": 2, "x": x}), Question.of({"units": 3, "x": y})]
    found = shown({"units": 3, "x": y}, lambda **_: True, deck)
    assert found["x"] == [[1.0, 1.0, 1.0]]


def test_whole_number_arrays_lose_the_same_rows() -> None:
    deck = [
        Question.of({"y_true": np.zeros((n, 1), "int32"), "y_pred": np.zeros((n, 1), "float32")})
        for n in (1, 3)
    ]
    long = {"y_true": np.int32([[1], [2], [3]]), "y_pred": np.float32([[1], [2], [9]])}
    found = shown(long, lambda y_true, y_pred: bool((y_true != y_pred).any()), deck)
    assert found == {"y_true": [[3]], "y_pred": [[9.0]]}
