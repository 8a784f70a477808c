"""Students get statements and stubs, and, sealed, the same verdicts without the solutions."""

import json
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from grader.asking.forking import Zygote
from grader.checking import Check, Tolerance, cases
from grader.classroom.sealing import _sealed
from grader.course.exercise import CourseError
from grader.course.reading import exercises
from grader.course.sealed import SCHEMA, Seal, SealedCheck, _check
from grader.judge.comparing import difference
from grader.judge.grader import Grader
from grader.wire import Strange
from tests.tiny import COURSE, EXERCISE, RIGHT, changed, submission


def grade(*words: object, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "grader", *map(str, words)]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=100, cwd=folder
    )


def files(folder: Path) -> set[str]:
    return {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}


HANDED_OUT = {
    "README.md", "exercises/exercise-01/README.md", "exercises/exercise-01/double.py",
    "exercises/exercise-01/double.ipynb", "exercises/exercise-01/README.id.md",
}  # fmt: skip


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny course with its notebook, which the repository leaves out."""
    import shutil

    folder = tmp_path_factory.mktemp("tiny") / "course"
    shutil.copytree(COURSE, folder)
    assert grade("stubs", "--course", folder).returncode == 0
    words = {
        "Every element is doubled.": "Setiap elemen digandakan.",
        "The tensor is squared": "Kuadrat",
    }
    said = "\n".join(f'msgid "{text}"\nmsgstr "{words[text]}"\n' for text in words)
    (folder / "solutions" / "exercise-01" / "id.po").write_text(said)
    (folder / "exercises" / "exercise-01" / "README.id.md").write_text("# Latihan\n")
    return folder


@pytest.fixture(scope="module")
def sealed(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out") / "students"
    done = grade("release", out, "--sealed", "--course", course)
    assert done.returncode == 0, done.stderr
    return out


def test_a_release_holds_statements_and_stubs_and_nothing_else(
    course: Path, tmp_path: Path
) -> None:
    out = tmp_path / "students"
    assert grade("release", out, "--course", course).returncode == 0
    assert files(out) == HANDED_OUT


def test_nothing_is_overwritten(course: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("precious")
    done = grade("release", tmp_path, "--course", course)
    assert done.returncode == 2 and "is not empty" in done.stderr
    assert files(tmp_path) == {"mine.txt"}


def test_a_seal_holds_no_line_of_the_solution(sealed: Path) -> None:
    assert files(sealed) == HANDED_OUT | {"sealed/exercise-01.sealed"}
    data = (sealed / "sealed" / "exercise-01.sealed").read_bytes()
    secret = [EXERCISE.reference, *(m.source for m in EXERCISE.misconceptions)]
    stub = (sealed / "exercises/exercise-01/double.py").read_text()
    lines = {line.strip() for source in secret for line in source.splitlines()}
    telling = {x for x in lines if len(x) > 12 and x not in stub and x not in EXERCISE.probes}
    assert telling and not [line for line in telling if line.encode() in data]
    assert b"given(" not in data and b"Check(" not in data


@pytest.mark.parametrize(
    ("source", "score"),
    [(RIGHT, 12), (RIGHT.replace("x + x", "x * x"), 0), (RIGHT.replace("x + x", "x + x + 0"), 12)],
)
def test_the_verdict_is_the_one_with_the_reference(
    sealed: Path, tmp_path: Path, zygote: Zygote, source: str, score: int
) -> None:
    mine = tmp_path / "mine.py"
    mine.write_text(source)
    done = grade("exercise-01", mine, "--course", sealed, "--format", "json")
    told = json.loads(done.stdout)
    grader = Grader(EXERCISE, zygote)
    known = grader.grade(submission(source))
    grader.close()
    assert told["score"] == known.score == score
    assert [c["outcome"] for c in told["checks"]] == [c.outcome for c in known.checks]
    assert [c["inputs_tried"] for c in told["checks"]] == [c.inputs_tried for c in known.checks]


def test_translations_travel_without_those_of_misconceptions(sealed: Path) -> None:
    exercise = exercises(sealed)[0].said_in("id")
    assert exercise.checks[0].sentence == "Setiap elemen digandakan."
    assert exercise.statement == "# Latihan\n"
    assert b"Kuadrat" not in (sealed / "sealed" / "exercise-01.sealed").read_bytes()


def test_the_stub_is_found_and_not_started(sealed: Path) -> None:
    done = grade("1", "--course", ".", folder=sealed)
    assert done.returncode == 1 and "Not started yet" in done.stdout


def test_a_counterexample_is_shown_from_the_recorded_answers(sealed: Path, zygote: Zygote) -> None:
    (exercise,) = exercises(sealed)
    grader = Grader(exercise, zygote)
    report = grader.grade(changed("x + x", "x * x"))
    assert report.checks[0].counterexample is not None and report.checks[0].diagnosis is None
    grader.close()


def test_a_damaged_seal_is_our_fault_and_said(tmp_path: Path) -> None:
    (tmp_path / "sealed").mkdir()
    (tmp_path / "sealed" / "exercise-01.sealed").write_bytes(b"\x00junk")
    with pytest.raises(CourseError, match="is no sealed exercise"):
        exercises(tmp_path)


@pytest.mark.parametrize(
    "tolerance", [None, Tolerance(0.1, 0.2), {"spread": 0.04, "mean": Tolerance(0.1, 0)}]
)
def test_a_sealed_check_has_the_same_tolerances(tolerance: object) -> None:
    check = Check("So.", "value", cases({"x": 1.0}), points=1, tolerance=tolerance)  # type: ignore[arg-type]
    grader = Grader(EXERCISE, Source())  # type: ignore[arg-type]
    grader.reference = Recording({"spread": 1.0, "mean": 0.0})  # type: ignore[assignment]
    data = msgspec.msgpack.encode(_sealed(grader, check))
    again = _check(msgspec.msgpack.decode(data, type=SealedCheck), lambda text: text)
    for spread, mean in [(1.03, 0.0), (1.05, 0.0), (1.0, 0.03), (1.2, 0.3), (1.0, 0.0)]:
        off = {"spread": spread, "mean": mean}
        found = [difference(off, {"spread": 1.0, "mean": 0.0}, c.tolerance) for c in (check, again)]
        assert found[0] == found[1]


class Source:
    """No worker is needed."""


class Recording:
    """A reference that answers everything alike."""

    def __init__(self, answer: dict) -> None:
        self._answer = answer

    def ask(self, code: str, probe: str, questions: list) -> list:
        return [self._answer for _ in questions]


def test_a_seal_of_an_older_version_is_refused(tmp_path: Path) -> None:
    old = Seal(SCHEMA - 1, EXERCISE.metadata, "", (), {})
    (tmp_path / "sealed").mkdir()
    (tmp_path / "sealed" / "exercise-01.sealed").write_bytes(msgspec.msgpack.encode(old))
    with pytest.raises(CourseError, match="another version"):
        exercises(tmp_path)


def test_an_answer_that_does_not_travel_is_not_sealed() -> None:
    grader = Grader(EXERCISE, Source())  # type: ignore[arg-type]
    grader.reference = Recording({"y": Strange("object", "dict")})  # type: ignore[assignment]
    with pytest.raises(CourseError, match="'y' is a dict"):
        _sealed(grader, Check("So.", "value", cases({"x": 1.0}), points=1))
