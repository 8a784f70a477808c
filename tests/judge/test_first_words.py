"""What is said first of a mistake, in the student's words and at their line."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.asking.forking import Zygote
from grader.course.exercise import Exercise
from grader.reporting.report import CheckResult
from grader.submission.submission import Submission
from tests.conftest import EXERCISES, graders
from tests.judge.mistakes import MISTAKES, Mistake

Result = Callable[[Exercise, str, str], CheckResult]


@pytest.fixture(scope="module")
def result(zygote: Zygote) -> Iterator[Result]:
    """What one check makes of a source; misconceptions have tests of their own."""

    def result(exercise: Exercise, source: str, id: str) -> CheckResult:
        grader = grader_of(exercise)
        grader.explained = lambda tried, shows: {}  # type: ignore[method-assign]
        only = [check for check in exercise.checks if check.id == id]
        grader.concerning = lambda names: only  # type: ignore[method-assign]
        return grader.grade(Submission(Path("mine.py"), source)).checks[0]

    with graders(zygote) as grader_of:
        yield result


def changed(mistake: Mistake) -> tuple[Exercise, str]:
    exercise = EXERCISES[mistake.exercise]
    source = re.sub(r"\n +### (BEGIN|END) SOLUTION", "", exercise.reference)
    for old, new in mistake.changes:
        assert old in source, old
        source = source.replace(old, new, 1)
    return exercise, source


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda m: f"{m.exercise[-2:]} {m.said[:40]}")
def test_the_cause_is_said_first_with_its_place(mistake: Mistake, result: Result) -> None:
    exercise, source = changed(mistake)
    check = result(exercise, source, mistake.check)
    assert mistake.said in check.message, check.message
    assert not re.search("Exception encountered|in user code|<tf.Tensor", check.message)
    if mistake.marked is not None:
        line, carets = check.excerpt.split("\n")
        assert line[carets.index("^") : len(carets)] == mistake.marked
        assert line.strip("… ") in source
    if "It raised" in check.message or mistake.marked is not None:
        assert check.advice == ""
