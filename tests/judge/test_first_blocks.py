"""What a student reads first of one mistake, in forms that no catalogue has: it is true of them.

Each file in `tests/reports/` is a wrong solution, stated as a change to the reference, and beside
it stand the points and the first cause of its report. A report that is not there is written, to be
read before it is kept.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from grader.asking.forking import Zygote
from grader.course.changes import read_change
from grader.course.exercise import Exercise
from grader.judge.grader import Grader
from grader.reporting.formats import text
from grader.reporting.report import Report
from grader.submission.submission import Submission
from tests.conftest import EXERCISES, graders

FILES = sorted((Path(__file__).parents[1] / "reports").glob("*/*.py"))


def block(report: Report) -> str:
    """The verdict, and the first cause as the terminal shows it, without general advice."""
    checks = tuple(msgspec.structs.replace(check, advice="") for check in report.checks)
    parts = text.render(msgspec.structs.replace(report, checks=checks), width=80).split("\n\n")
    return f"{text.verdict(report)}\n\n{parts[2]}\n"


@pytest.fixture(scope="module")
def grader(zygote: Zygote) -> Iterator[Callable[[Exercise], Grader]]:
    with graders(zygote, shrunk=1) as of:
        yield of


@pytest.mark.parametrize("path", FILES, ids=[f"{p.parent.name}/{p.stem}" for p in FILES])
def test_the_first_block_is_true(path: Path, grader: Callable[[Exercise], Grader]) -> None:
    exercise = EXERCISES[path.parent.name]
    change = read_change(path, lambda: exercise.reference, exercise.metadata.requires)
    report = grader(exercise).grade(Submission(Path("mine.py"), change.source), path.stem)
    kept, said = path.with_suffix(".txt"), block(report)
    if not kept.is_file():
        kept.write_text(said, encoding="utf-8")
        pytest.fail(f"read {kept}, then run this again")
    assert said == kept.read_text(encoding="utf-8")
