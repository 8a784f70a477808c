"""What authors may write in checks.py, and what is refused at once."""

import pytest

from grader.checking import Check, Tolerance, as_tolerance, cases

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
