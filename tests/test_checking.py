"""What authors may write in checks.py, and what is refused at once."""

import numpy as np
import pytest
from hypothesis import find, given

from grader.checking import Check, Tolerance, around, as_tolerance, cases

ONE = cases({})


def test_a_number_is_an_absolute_tolerance() -> None:
    assert as_tolerance(0.04) == Tolerance(relative=0, absolute=0.04)
    assert as_tolerance(Tolerance(0.1, 0)) == Tolerance(0.1, 0)


@pytest.mark.parametrize("right", [None, Tolerance(0.1, 0), {"a": 1, "b": Tolerance(0, 1)}, {}])
def test_a_tolerance_is_for_all_values_or_by_name(right: object) -> None:
    assert Check("So.", "p", ONE, points=1, tolerance=right).tolerance == right  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [0.04, {"spread": "wide"}, {"spread": -1.0}, {"spread": True}])
def test_other_tolerances_are_refused(wrong: object) -> None:
    with pytest.raises(TypeError, match="check p: tolerance"):
        Check("So.", "p", ONE, points=1, tolerance=wrong)  # type: ignore[arg-type]


EXAMPLE = np.array([[0.5, -2], [8, 0]], "float32")


@given(around(EXAMPLE, low=-0.5, high=1, step=1 / 4))
def test_around_an_example_are_arrays_that_differ_by_steps(drawn: np.ndarray) -> None:
    by = drawn - EXAMPLE
    assert drawn.dtype == "float32" and by.min() >= -0.5 and by.max() <= 1
    assert (by * 4 == np.round(by * 4)).all()


def test_the_example_itself_is_the_simplest() -> None:
    assert (find(around(EXAMPLE), lambda drawn: True) == EXAMPLE).all()
    one = find(around(EXAMPLE), lambda drawn: bool(drawn[0, 1] != -2))
    assert (one != EXAMPLE).tolist() == [[False, True], [False, False]]


def test_a_text_advises_on_wrong_values_and_a_mapping_on_what_it_names() -> None:
    plain = Check("It holds.", "p", cases({}), points=1, advice="Count.")
    assert plain.advice_on("value", "loss") == plain.advice_on("nonfinite", "loss") == "Count."
    assert [plain.advice_on(kind, "loss") for kind in ("dtype", "none", "failure")] == [""] * 3
    named = {"dtype": "Cast nothing.", "Python runs": "No NumPy."}
    several = Check("It holds.", "p", cases({}), points=1, advice=named)
    assert several.advice_on("dtype", "loss") == "Cast nothing."
    assert several.advice_on("value", "Python runs") == "No NumPy."
    assert several.advice_on("value", "loss") == several.advice_on("failure", "Python runs") == ""
    assert several.said_in(str.upper).advice_on("dtype", "loss") == "CAST NOTHING."


def test_an_advice_that_is_no_text_is_refused() -> None:
    with pytest.raises(TypeError, match="check p: advice must be a text"):
        Check("It holds.", "p", cases({}), points=1, advice={"dtype": 1})  # type: ignore[dict-item]
