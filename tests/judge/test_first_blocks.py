"""What a student reads first of one mistake, in forms that no catalogue has: it is true of them.

Each file in `tests/reports/` is a wrong solution, stated as a change to the reference, and beside
it stand the points and the first cause of its report.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader.asking.forking import Zygote
from grader.course.changes import read_change
from grader.course.exercise import Exercise
from grader.judge.grader import Grader
from grader.reporting.formats import text
from grader.reporting.report import Report
from grader.submission.submission import Submission
from tests.conftest import EXERCISES

FILES = sorted((Path(__file__).parents[1] / "reports").glob("*/*.py"))
graders: dict[str, Grader] = {}


def block(report: Report) -> str:
    """The verdict, and the first cause as the terminal shows it."""
    parts = text.render(report, width=80).split("\n\n")
    return f"{text.verdict(report)}\n\n{parts[2]}\n"


@pytest.fixture(scope="module")
def grader(zygote: Zygote) -> "Callable[[Exercise], Grader]":
    kept: dict[str, Grader] = {}

    def of(exercise: Exercise) -> Grader:
        if exercise.id not in kept:
            kept[exercise.id] = Grader(exercise, zygote, shrunk=1)
        return kept[exercise.id]

    yield of  # type: ignore[misc]
    for one in kept.values():
        one.close()


@pytest.mark.parametrize("path", FILES, ids=[f"{p.parent.name}/{p.stem}" for p in FILES])
def test_the_first_block_is_true(path: Path, grader: Callable[[Exercise], Grader]) -> None:
    exercise = EXERCISES[path.parent.name]
    change = read_change(path, lambda: exercise.reference, exercise.metadata.requires)
    report = grader(exercise).grade(Submission(Path("mine.py"), change.source), path.stem)
    assert block(report) == path.with_suffix(".txt").read_text(encoding="utf-8")
