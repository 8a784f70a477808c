"""A stub asks for something, and what it asks for is known again wherever it is quoted."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.course.exercise import Exercise
from grader.course.kept_back import kept_back
from grader.course.reading import exercises
from grader.course.stubs import StubError
from tests.conftest import EXERCISES
from tests.tiny import COURSE, EXERCISE

BEGIN, END = "    ### BEGIN SOLUTION\n", "    ### END SOLUTION\n"


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[str, str], Exercise]:
    """The tiny exercise with something replaced in its reference."""

    def make(old: str, new: str) -> Exercise:
        shutil.copytree(COURSE, tmp_path / "course")
        reference = tmp_path / "course" / "solutions" / "exercise-01" / "reference.py"
        source = reference.read_text()
        assert old in source
        reference.write_text(source.replace(old, new))
        return exercises(tmp_path / "course")[0]

    return make


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("### ", "# the ", "no ### BEGIN SOLUTION"),
        ("SOLUTION", "SOLUTON", "no ### BEGIN SOLUTION"),
        (f"{BEGIN}    return x * tf", "    return x * tf", "line 9: ### END SOLUTION without"),
        (
            f"{BEGIN}    return x * tf.constant(2, x.dtype)\n{END}",
            "    return x * tf.constant(2, x.dtype)\n",
            "give double away whole",
        ),
        (
            f"{BEGIN}    return x * tf.constant(2, x.dtype)\n",
            f"    return x * tf.constant(2, x.dtype)  ### BEGIN SOLUTION\n{BEGIN}",
            "line 8: this is no marker",
        ),
    ],
)
def test_a_reference_that_would_give_itself_away_is_refused(
    changed: Callable[[str, str], Exercise], old: str, new: str, words: str
) -> None:
    exercise = changed(old, new)
    with pytest.raises(StubError, match=words) as refused:
        kept_back(exercise)
    assert str(refused.value).startswith(str(exercise.solution_folder / "reference.py"))


@pytest.mark.parametrize(
    "definition",
    [
        "### BEGIN SOLUTION\ndef double(x):\n    return x + x\n### END SOLUTION\n",
        "class double:\n    ### BEGIN SOLUTION\n    f = 1\n    ### END SOLUTION\n",
        "### BEGIN SOLUTION\ndouble = abs\n### END SOLUTION\n",
    ],
)
def test_whatever_is_taken_out_is_enough(
    changed: Callable[[str, str], Exercise], definition: str
) -> None:
    kept_back(changed("\n\nclass Doubler", f"\n\n{definition}\n\nclass Doubler"))


def test_a_provided_name_that_uses_what_is_to_be_written_is_not_given_away(
    changed: Callable[[str, str], Exercise],
) -> None:
    given = "\n\ndef run(self, x):\n    return double(x)\n\n\nclass Doubler:\n    run = run\n"
    old = EXERCISE.reference[EXERCISE.reference.index("\n\nclass Doubler:") :]
    kept_back(changed(old, given))


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_solutions_are_known_again_and_what_is_handed_out_quotes_none(exercise: Exercise) -> None:
    secret = kept_back(exercise)
    assert secret.quoted_in(exercise.reference)
    assert all(secret.quoted_in(one.source) for one in exercise.misconceptions[:3])
    assert not secret.quoted_in(exercise.stub_text) and not secret.quoted_in(exercise.statement)
    assert secret.quoted_in(exercise.metadata.ladder[0].text) == ""


def test_layout_hides_no_quotation() -> None:
    secret = kept_back(EXERCISE)
    assert secret.quoted_in("Write `for _ in\nrange( self.times ):` and so on.")
    assert not secret.quoted_in("A loop: for _ in range(3).")
