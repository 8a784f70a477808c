"""Answers agree or differ, and the first difference has a kind and a place."""

import numpy as np
import pytest

from grader.checking import Tolerance
from grader.judge.comparing import as_expected, difference
from grader.wire import Array, Change, Failure, Listed, Strange, Strings, Value


def array(values: object, dtype: str = "float32") -> Array:
    return Array.of(np.array(values, dtype))


NAN, INF = float("nan"), float("inf")

ALIKE: list[tuple[Value, Value]] = [
    (array([1.0, 2.0]), array([1.0, 2.0])),
    (array([1.0]), array([1.00001])),
    (array([0.0]), array([-0.0])),
    (array([NAN]), array([NAN])),
    (array([INF, 1.0]), array([INF, 1.0])),
    (array([], "float32"), array([], "float32")),
    (array(3, "int64"), array(3, "int64")),
    (None, None),
    (2.0, 2.0000001),
    (True, True),
    ("relu", "relu"),
    (Strings((2,), ("a", "b")), Strings((2,), ("a", "b"))),
    (Strings((0,), ()), Strings((0,), ())),
    (Listed(array([1.0])), Listed(array([1.00001]))),
    (Listed(Strings((1,), ("a",))), Listed(Strings((1,), ("a",)))),
]

DIFFERENT: list[tuple[str, Value, Value]] = [
    ("value", array([1.0, 2.5]), array([1.0, 2.0])),
    ("value", array([1.01]), array([1.0])),
    ("value", array([1.00001], "float64"), array([1.0], "float64")),
    ("value", array([3], "int64"), array([4], "int64")),
    ("value", array([True], "bool"), array([False], "bool")),
    ("value", array([-INF]), array([INF])),
    ("value", array([1.0]), array([INF])),
    ("value", array([1.0]), array([NAN])),
    ("nonfinite", array([1.0, NAN]), array([1.0, 2.0])),
    ("nonfinite", array([INF]), array([1.0])),
    ("shape", array([[1.0]]), array([1.0])),
    ("shape", array(1.0), array([1.0, 1.0])),
    ("shape", array([]), array([1.0])),
    ("dtype", array([1.0], "float64"), array([1.0])),
    ("dtype", array([1], "int32"), array([1.0])),
    ("dtype", array([1.0], "complex64"), array([1.0])),
    ("none", None, array([1.0])),
    ("none", array([1.0]), None),
    ("type", 1.0, array(1.0)),
    ("type", array(1.0), 1.0),
    ("type", 1, True),
    ("type", 1, 1.0),
    ("type", Strange("object", "list"), array([1.0])),
    ("nonfinite", NAN, 1.0),
    ("value", "relu", "tanh"),
    ("value", Strings((2,), ("a", "b")), Strings((2,), ("a", "c"))),
    ("value", Strings((), ("a",)), Strings((), ("b",))),
    ("shape", Strings((1,), ("a",)), Strings((1, 1), ("a",))),
    ("shape", Strings((0,), ()), Strings((1,), ("a",))),
    ("type", Strings((), ("a",)), "a"),
    ("type", Listed(array([1.0])), array([1.0])),
    ("type", array([1.0]), Listed(array([1.0]))),
    ("type", Listed(Strings((1,), ("a",))), Strings((1,), ("a",))),
    ("value", Listed(array([1.0])), Listed(Strings((1,), ("a",)))),
    ("value", Listed(array([1.0])), Listed(array([2.0]))),
    ("value", Listed(array([1.0])), Listed(array([1.0, 2.0]))),
    ("type", array([1.0]), Strings((1,), ("1",))),
    ("value", 2.1, 2.0),
    ("value", False, True),
]


@pytest.mark.parametrize(("observed", "expected"), ALIKE)
def test_alike(observed: Value, expected: Value) -> None:
    assert difference({"x": observed}, {"x": expected}) is None


@pytest.mark.parametrize(("kind", "observed", "expected"), DIFFERENT)
def test_different(kind: str, observed: Value, expected: Value) -> None:
    found = difference({"x": observed}, {"x": expected})
    assert found is not None
    assert (found.key, found.kind) == ("x", kind)


def test_the_first_place_that_differs_is_named() -> None:
    found = difference({"x": array([[1, 2], [9, 9]])}, {"x": array([[1, 2], [3, 4]])})
    assert found is not None and found.where == (1, 0)


def test_the_first_string_that_differs_is_named() -> None:
    one, other = Strings((2, 2), ("a", "b", "c", "d")), Strings((2, 2), ("a", "b", "x", "y"))
    found = difference({"x": one}, {"x": other})
    assert found is not None and found.where == (1, 0)


def test_a_scalar_that_differs_has_an_empty_place() -> None:
    found = difference({"x": array(1.0)}, {"x": array(2.0)})
    assert found is not None and found.where == ()


def test_a_missing_and_an_extra_name_are_differences() -> None:
    missing = difference({}, {"x": None})
    extra = difference({"x": None, "y": 1}, {"x": None})
    assert missing is not None and (missing.key, missing.kind) == ("x", "absent")
    assert extra is not None and (extra.key, extra.kind) == ("y", "absent")


def test_failures_agree_by_the_exception_not_by_its_message() -> None:
    one = Failure("raised", "ValueError", "one")
    assert difference(one, Failure("raised", "ValueError", "two")) is None
    assert difference(one, Failure("raised", "TypeError", "one")) is not None
    assert difference(one, {"x": 1}) is not None
    assert difference({"x": 1}, one) is not None


def test_a_tolerance_of_the_check_replaces_the_table() -> None:
    wide = Tolerance(relative=0.1, absolute=0.0)
    assert difference({"x": array([1.05])}, {"x": array([1.0])}, wide) is None
    assert difference({"x": array([1.2])}, {"x": array([1.0])}, wide) is not None
    assert difference({"x": array([2], "int32")}, {"x": array([1], "int32")}, wide) is not None


def test_nothing_broadcasts() -> None:
    assert difference({"x": array([[1.0], [1.0]])}, {"x": array([1.0])}) is not None


def test_a_tolerance_may_be_for_some_values_only() -> None:
    """Statistics of random numbers stand beside exact ones."""
    right = {"spread": array(1.0), "mean": array(0.0), "rate": 0.5, "kept": 100}
    loose = {"spread": Tolerance(relative=0, absolute=0.04), "rate": Tolerance(0.1, 0)}
    assert difference({**right, "spread": array(1.03)}, right, loose) is None
    assert difference({**right, "spread": array(1.05)}, right, loose) is not None
    assert difference({**right, "mean": array(0.03)}, right, loose) is not None
    assert difference({**right, "rate": 0.54}, right, loose) is None
    assert difference({**right, "rate": 0.56}, right, loose) is not None


def test_a_tolerance_by_name_holds_for_whole_numbers_as_well() -> None:
    loose = {"kept": Tolerance(relative=0, absolute=4)}
    for wrap in (int, lambda n: array(n, "int64")):
        assert difference({"kept": wrap(96)}, {"kept": wrap(100)}, loose) is None
        assert difference({"kept": wrap(95)}, {"kept": wrap(100)}, loose) is not None
    assert difference({"kept": True}, {"kept": False}, loose) is not None


# the same observed twice


def change(before: object, after: object, dtype: str = "float32") -> Change:
    return Change(array(before, dtype), array(after, dtype))


KEPT = change([1.0, 2.0], [1.0, 2.0])
MOVED = change([1.0, 2.0], [1.0, 3.0])


@pytest.mark.parametrize(
    ("observed", "expected"),
    [
        (change([7.0, 8.0], [7.0, 8.0]), KEPT),  # wrong numbers, that stay as they are
        (change([7.0, 8.0], [7.0, 8.00001]), KEPT),
        (change([[7.0]], [[7.0]]), KEPT),  # of another shape
        (change([7.0], [7.0], "float64"), KEPT),
        (change([7.0, 8.0], [7.0, 9.0]), MOVED),
        (change(2, 2, "int64"), change(3, 3, "int64")),
        (change(2, 3, "int64"), change(3, 4, "int64")),
        (change([True], [True], "bool"), change([False], [False], "bool")),
        (change([], []), KEPT),
    ],
)
def test_what_is_observed_twice_must_change_as_in_the_reference(
    observed: Change, expected: Change
) -> None:
    assert difference({"x": observed}, {"x": expected}) is None


@pytest.mark.parametrize(
    ("kind", "observed", "expected"),
    [
        ("value", change([7.0, 8.0], [7.0, 9.0]), KEPT),
        ("value", change([7.0, 8.0], [7.0, 8.0]), MOVED),
        ("value", change(2, 3, "int64"), change(3, 3, "int64")),
        ("value", change([True], [False], "bool"), change([True], [True], "bool")),
        ("shape", change([7.0, 8.0], [7.0]), KEPT),
        ("shape", change([7.0, 8.0, 9.0], [7.0, 8.0, 9.0]), MOVED),
        ("dtype", Change(array([1.0]), array([1.0], "float64")), KEPT),
        ("nonfinite", change([NAN, 1.0], [NAN, 1.0]), KEPT),
        ("nonfinite", change([1.0, INF], [1.0, INF]), KEPT),
        ("nonfinite", change([1.0, 1.0], [1.0, NAN]), KEPT),
        ("nonfinite", change([NAN, 1.0], [1.0, 1.0]), MOVED),
        ("type", array([1.0, 2.0]), KEPT),
        ("none", None, KEPT),
        ("type", KEPT, array([1.0, 2.0])),
    ],
)
def test_what_changes_otherwise_differs(kind: str, observed: Value, expected: Value) -> None:
    found = difference({"x": observed}, {"x": expected})
    assert found is not None and found.kind == kind


def test_what_did_not_stay_is_shown_beside_what_was_there_before() -> None:
    found = difference({"x": change([7.0, 8.0], [7.0, 9.0])}, {"x": KEPT})
    assert found is not None and (found.where, found.kind) == ((1,), "value")
    assert (found.observed, found.expected) == (array([7.0, 9.0]), array([7.0, 8.0]))


def test_of_a_mistake_it_is_the_same_change_that_counts() -> None:
    """A misconception whose change is no number is that of a student whose is none either."""
    lost = change([1.0], [NAN])
    assert difference({"x": change([2.0], [NAN])}, {"x": lost}) is None
    assert difference({"x": change([2.0], [2.0])}, {"x": lost}) is not None


def test_a_tolerance_holds_for_changes_too() -> None:
    off = change([100.0, 1.0], [100.5, 1.0])
    assert difference({"x": off}, {"x": KEPT}, Tolerance(relative=0.01, absolute=0)) is None
    assert difference({"x": off}, {"x": KEPT}, {"x": Tolerance(0, 1)}) is None
    assert difference({"x": off}, {"x": KEPT}, {"x": Tolerance(0, 0.1)}) is not None


def test_what_is_expected_of_a_student_follows_from_what_the_student_had() -> None:
    right = {"x": MOVED, "y": array([1.0]), "z": KEPT}
    mine = {"x": change([7.0, 8.0], [7.0, 8.0]), "y": array([2.0]), "z": None}
    assert as_expected(mine, right) == {
        "x": array([7.0, 9.0]), "y": array([1.0]), "z": array([1.0, 2.0])
    }  # fmt: skip
