"""Which exercise a word means."""

import pytest

from grader.course.lookup import UnknownExercise, exercise_named
from tests.conftest import EXERCISES
from tests.tiny import EXERCISE

ALL = tuple(EXERCISES.values())


@pytest.mark.parametrize(
    ("word", "id"),
    [
        ("exercise-01", "exercise-01"), ("Exercise-01/", "exercise-01"), ("1", "exercise-01"),
        ("01", "exercise-01"), ("huber_l", "exercise-01"), ("Huber loss", "exercise-01"),
        ("residual", "exercise-04"), ("huber", "exercise-01"), ("dense", "exercise-03"),
    ],
)  # fmt: skip
def test_a_word_means_one(word: str, id: str) -> None:
    assert exercise_named(word, ALL).id == id


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("exercise-0l", "Did you mean exercise-0"), ("hubber", "Did you mean exercise-0"),
        ("99", "`grade list`"), ("", "`grade list`"), ("exercise", "could be any of"),
        ("loss", "Did you mean exercise-01?"), ("17", "There is no"), ("x", "There is no"),
    ],
)  # fmt: skip
def test_other_words_get_a_hint(word: str, hint: str) -> None:
    with pytest.raises(UnknownExercise, match=hint):
        exercise_named(word, ALL)


@pytest.mark.parametrize("word", ["e", "x", "0", "17", "exercise", "cise-01", "much", "bel"])
def test_no_other_word_means_the_only_exercise(word: str) -> None:
    with pytest.raises(UnknownExercise, match="There is no exercise"):
        exercise_named(word, [EXERCISE])
