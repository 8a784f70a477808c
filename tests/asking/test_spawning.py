"""Where forking is no option, workers that are started anew grade alike, and say what they lack."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.asking.spawning import Spawner
from grader.judge.grader import WEAK, Grader
from tests.tiny import EXERCISE, RIGHT, changed, submission


@pytest.fixture(scope="module")
def spawner() -> Iterator[Spawner]:
    with Spawner() as spawner:
        yield spawner
    assert not os.path.exists(spawner.folder)


def test_a_right_and_a_wrong_submission_grade_as_elsewhere(spawner: Spawner) -> None:
    grader = Grader(EXERCISE, spawner)
    right = grader.grade(submission(RIGHT))
    assert right.passed and right.notices == (WEAK,)
    assert "own process" in right.protections and "seccomp" not in right.protections
    wrong = grader.grade(changed("x + x", "x * x"))
    assert wrong.score == 0 and wrong.checks[0].diagnosis is not None
    grader.close()


def test_a_worker_that_ends_itself_earns_nothing_and_another_takes_over(spawner: Spawner) -> None:
    grader = Grader(EXERCISE, spawner)
    old = "        for _ in range(self.times):"
    report = grader.grade(changed(old, f"        import os; os._exit(0)\n{old}"))
    found = {c.id: c.outcome for c in report.checks}
    assert found["repeated"] == "lost" and found["value"] == "passed"
    grader.close()


def test_what_is_printed_is_no_answer(spawner: Spawner, tmp_path: Path) -> None:
    grader = Grader(EXERCISE, spawner)
    report = grader.grade(changed("return x + x", "print('hello'); return x + x"))
    assert report.passed and report.printed.startswith("hello\n")
    grader.close()
