"""A missing `**kwargs` costs the checks that ask for it, and no others."""

from collections.abc import Callable

import pytest

from grader.course.exercise import Exercise
from grader.judge.grader import Grader
from tests.conftest import EXERCISES
from tests.tiny import submission


@pytest.mark.parametrize(
    ("exercise", "holds"),
    [
        ("exercise-01", "class_sample_weight"),
        ("exercise-02", "fit_epochs"),
        ("exercise-03", "symbolic"),
    ],
)
def test_checks_need_no_more_than_they_say(
    exercise: str, holds: str, grader_of: Callable[[Exercise], Grader]
) -> None:
    one = EXERCISES[exercise]
    changes = {m.name: m for m in one.misconceptions}
    report = grader_of(one).grade(submission(changes["no_kwargs"].source))
    outcomes = {check.id: check.outcome for check in report.checks}
    assert not report.passed and outcomes[holds] == "passed"
    named = {check.diagnosis.name for check in report.checks if check.diagnosis}
    assert named == {"no_kwargs"}
