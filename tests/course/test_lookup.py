"""Which exercise a word means."""

import pytest

from grader.course.lookup import UnknownExercise, exercise_named
from tests.conftest import EXERCISES

ALL = tuple(EXERCISES.values())


@pytest.mark.parametrize(
    ("word", "id"),
    [
        ("exercise-01", "exercise-01"), ("Exercise-01/", "exercise-01"), ("1", "exercise-01"),
        ("01", "exercise-01"), ("huber_l", "exercise-01"), ("Huber loss", "exercise-01"),
        ("residual", "exercise-04"), ("huber", "exercise-01"),
    ],
)  # fmt: skip
def test_a_word_means_one(word: str, id: str) -> None:
    assert exercise_named(word, ALL).id == id


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("exercise-0l", "Did you mean exercise-0"), ("hubber", "Did you mean exercise-0"),
        ("99", "`grade list`"), ("", "`grade list`"), ("exercise", "could be any of"),
    ],
)  # fmt: skip
def test_other_words_get_a_hint(word: str, hint: str) -> None:
    with pytest.raises(UnknownExercise, match=hint):
        exercise_named(word, ALL)
