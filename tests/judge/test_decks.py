"""Decks are the same for everybody, and the smallest difference is found."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import strategies as st

from grader.asking.questions import Question
from grader.checking import Given, cases, given, grid, inputs
from grader.judge.decks import draw, smallest

BATCH = given(
    st.integers(1, 4).flatmap(lambda n: inputs(x=grid(n, 2), t=st.sampled_from([1.0, 0.5]))),
    examples=40,
    always=({"x": np.zeros((1, 2), "float32"), "t": 1.0},),
)


def test_the_same_seed_draws_the_same_deck() -> None:
    assert [q.wire for q in draw(BATCH, 1, "e")] == [q.wire for q in draw(BATCH, 1, "e")]


@pytest.mark.parametrize(("seed", "exercise"), [(2, "e"), (1, "f")])
def test_another_seed_or_exercise_draws_another(seed: int, exercise: str) -> None:
    assert [q.wire for q in draw(BATCH, 1, "e")] != [q.wire for q in draw(BATCH, seed, exercise)]


def test_fixed_inputs_come_first_and_nothing_comes_twice() -> None:
    deck = draw(BATCH, 1)
    assert deck[0].inputs["x"].tolist() == [[0, 0]]
    assert len({q.wire for q in deck}) == len(deck) >= 35


def test_cases_are_asked_as_they_are() -> None:
    assert [q.inputs for q in draw(cases({"n": 1}, {"n": 2}), 0)] == [{"n": 1}, {"n": 2}]


def test_a_deck_does_not_depend_on_what_else_is_imported(tmp_path) -> None:
    program = (
        "import sys; sys.path[:0] = [{here!r}, {root!r}]\n"
        "if {also}: import constants_everywhere\n"
        "from tests.judge.test_decks import BATCH, draw\n"
        "print([q.wire for q in draw(BATCH, 1, 'e')])"
    )
    constants = ", ".join(f"b'{i:04x}\\xff\\xfe'" for i in range(500))
    (tmp_path / "constants_everywhere.py").write_text(f"VALUES = [{constants}]\n")
    root = __file__.rpartition("/tests/")[0]
    decks = {
        subprocess.run(
            [sys.executable, "-c", program.format(here=str(tmp_path), root=root, also=also)],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for also in (False, True)
    }
    assert len(decks) == 1


def test_the_smallest_input_is_found() -> None:
    def differs(question: Question) -> bool:
        return bool((question.inputs["x"] > 1).any())

    found = smallest(BATCH, 1, "e", differs, calls=500)
    assert found is not None
    assert found.inputs["x"].tolist() in ([[0, 2]], [[2, 0]])


def test_nothing_is_found_where_nothing_differs() -> None:
    assert smallest(BATCH, 1, "e", lambda question: False, calls=500) is None


def test_the_search_stops_after_its_calls() -> None:
    asked = []

    def differs(question: Question) -> bool:
        asked.append(question)
        return True

    found = smallest(BATCH, 1, "e", differs, calls=5)
    assert found is not None and len(asked) <= 5


def test_an_answer_that_changes_does_not_break_the_search() -> None:
    answers = iter([True, False] * 500)
    smallest(BATCH, 1, "e", lambda question: next(answers), calls=500)


@pytest.mark.parametrize(
    ("shape", "dtype"), [((), "float32"), ((2, 3), "float64"), ((0,), "int32")]
)
def test_grid_has_the_shape_the_dtype_and_the_range(shape: tuple[int, ...], dtype: str) -> None:
    for question in draw(given(inputs(x=grid(*shape, low=-2, high=3, dtype=dtype))), 0):
        x = question.inputs["x"]
        assert x.shape == shape and x.dtype == dtype
        assert ((x >= -2) & (x <= 3)).all() and (x * 16 == np.round(x * 16)).all()


def test_bad_arguments_are_refused_early() -> None:
    with pytest.raises(ValueError, match="at least one"):
        given(st.just({}), examples=0)
    with pytest.raises(ValueError, match="at least one"):
        cases()
    assert isinstance(BATCH, Given)
