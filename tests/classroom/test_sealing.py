"""Students get statements and stubs, and, sealed, the same verdicts without the solutions."""

import json
import shutil
from contextlib import nullcontext
from pathlib import Path

import msgspec
import numpy as np
import pytest

from grader.asking.forking import Zygote
from grader.asking.questions import Question
from grader.checking import Check, Tolerance, cases
from grader.classroom import release
from grader.classroom.gradebook import course_hash
from grader.classroom.sealing import _sealed, seal
from grader.course.course import open_course
from grader.course.exercise import CourseError
from grader.course.kept_back import kept_back
from grader.course.reading import exercises
from grader.course.sealed import SCHEMA, Recorded, Seal, SealedCheck, _check
from grader.judge import decks
from grader.judge.comparing import difference
from grader.judge.grader import Grader
from grader.judge.opened import OpenCourse
from grader.study.finding import find
from grader.wire import Strange, decode_inputs
from tests.command import run as grade
from tests.submission.test_notebooks import notebook
from tests.tiny import COURSE, EXERCISE, RIGHT, changed, submission


def files(folder: Path) -> set[str]:
    return {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}


HANDED_OUT = {
    "README.md", "exercises/exercise-01/README.md", "exercises/exercise-01/double.py",
    "exercises/exercise-01/double.ipynb", "exercises/exercise-01/README.id.md",
}  # fmt: skip


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny course with its notebook, which the repository leaves out."""
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
    done = grade("release", out, "--sealed", "--seed", 0, "--course", course)
    assert done.returncode == 0, done.stderr
    return out


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


@pytest.mark.parametrize("suffix", ["py", "ipynb"])
@pytest.mark.parametrize(("written", "score"), [("x + x", 12), ("x * x", 0)])
def test_the_file_that_was_handed_out_is_graded_where_it_lies(
    sealed: Path, tmp_path: Path, zygote: Zygote, suffix: str, written: str, score: int
) -> None:
    """It is what the statement tells students to fill in."""
    mine = shutil.copytree(sealed, tmp_path / "mine")
    path = mine / "exercises" / "exercise-01" / f"double.{suffix}"
    source = RIGHT.replace("x + x", written)
    path.write_text(source if suffix == "py" else notebook(source))
    course = open_course(mine)
    (exercise,) = course.exercises
    assert find(exercise.id, exercise.name, exercise.stub_text, mine) == path
    with OpenCourse(course, zygote) as opened:
        report = opened.grade(exercise, path)
    assert (report.status, report.score) == ("graded", score)


def test_a_broken_file_where_it_was_handed_out_is_told_in_a_sentence(
    sealed: Path, tmp_path: Path
) -> None:
    mine = shutil.copytree(sealed, tmp_path / "mine")
    assert "Not started yet" in grade("1", "--course", ".", folder=mine).stdout
    (mine / "exercises" / "exercise-01" / "double.py").write_text("def double(x:\n    return x\n")
    done = grade("1", "--course", ".", folder=mine)
    assert done.returncode == 2 and "double.py is not valid Python: line 1" in done.stderr


def test_a_counterexample_is_shown_from_the_recorded_answers(sealed: Path, zygote: Zygote) -> None:
    (exercise,) = exercises(sealed)
    grader = Grader(exercise, zygote)
    report = grader.grade(changed("x + x", "x * x"))
    assert report.checks[0].counterexample is not None and report.checks[0].diagnosis is None
    grader.close()


def content(folder: Path) -> Seal:
    (path,) = (folder / "sealed").iterdir()
    return msgspec.msgpack.decode(path.read_bytes(), type=Seal)


def test_the_shortest_question_is_first_and_names_stand_as_in_the_probe(
    sealed: Path,
) -> None:
    (exercise,) = exercises(sealed)
    for check in exercise.checks:
        lengths = [len(Question.of(inputs).wire) for inputs in check.inputs.always]
        assert lengths == sorted(lengths) and len(lengths) > 2
    assert {tuple(inputs) for inputs in exercise.checks[3].inputs.always} == {("x", "times")}


@pytest.mark.parametrize("wrong", ["x + x + 1", "x * x", "x + x + x"])
def test_the_smallest_input_is_the_one_that_is_found_with_the_solution(
    sealed: Path, zygote: Zygote, wrong: str
) -> None:
    shown = []
    for exercise in (EXERCISE, *exercises(sealed)):
        grader = Grader(exercise, zygote)
        example = grader.grade(changed("x + x", wrong)).checks[0].counterexample
        shown.append((example.inputs, list(example.inputs)))
        grader.close()
    assert shown[0] == shown[1]


def test_a_mistake_that_one_value_of_a_number_shows_is_shown_with_the_simplest_arrays(
    sealed: Path,
) -> None:
    (exercise,) = exercises(sealed)
    asked = exercise.checks[3].inputs.always
    simple = {i["times"]: i["x"].tolist() for i in asked if np.abs(i["x"]).sum() == 1}
    assert simple.keys() == {0, 1, 2, 3}


QUOTED = "At last: for _ in range(self.times): x = double(x)"


def test_no_hint_and_no_advice_quotes_the_solution_in_any_language(
    course: Path, tmp_path: Path, zygote: Zygote
) -> None:
    mine = shutil.copytree(course, tmp_path / "course")
    folder = mine / "solutions" / "exercise-01"
    for name, old in (("exercise.toml", '"x * 2"'), ("checks.py", '"Use a loop."')):
        text = (folder / name).read_text()
        assert old in text
        (folder / name).write_text(text.replace(old, f'"{QUOTED}"'))
    said = QUOTED.replace("At last", "Akhirnya")
    (folder / "id.po").write_text(f'msgid "{QUOTED}"\nmsgstr "{said}"\n')
    (exercise,) = exercises(mine)
    grader = Grader(exercise, zygote)
    made = seal(grader, kept_back(exercise))
    grader.close()
    ladder = msgspec.msgpack.decode(made.data, type=Seal).metadata.ladder
    assert [hint.text for hint in ladder] == ["Add it to itself.", "Or multiply."]
    assert b"At last" not in made.data and b"Akhirnya" not in made.data
    assert made.notices == (
        "exercise-01: hint 3 quotes the solution and is not sealed.",
        "exercise-01: the advice of the check repeated quotes the solution and is not sealed.",
    )


def test_answers_that_quote_the_solution_are_not_sealed(zygote: Zygote) -> None:
    grader = Grader(EXERCISE, zygote)
    grader.reference = Recorded.__new__(Recorded)
    grader.reference.ask = lambda code, probe, questions: [{"source": QUOTED}] * len(questions)
    with pytest.raises(CourseError, match="answers to the check value quote the solution"):
        seal(grader, kept_back(EXERCISE))


def test_seals_ask_what_grades_never_ask(
    course: Path, tmp_path: Path, zygote: Zygote, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever reads the seal must not know the questions of the grade."""
    monkeypatch.setattr(release, "source_of_workers", lambda _: nullcontext(zygote))
    secret = shutil.copytree(course, tmp_path / "secret")
    (secret / "course.toml").write_text("seed = 2027\n")
    asked = {"grade": decks.draw(EXERCISE.checks[0].inputs, 2027, EXERCISE.id)}
    for name in "ab":
        assert release.run(tmp_path / name, True, None, secret) == 0
        questions = content(tmp_path / name).checks[0].questions
        asked[name] = tuple(Question.of(decode_inputs(question)) for question in questions)
    wires = {name: {q.wire for q in deck if q.inputs["x"].any()} for name, deck in asked.items()}
    for one, other in ("ab", ("a", "grade"), ("b", "grade")):
        assert len(wires[one] & wires[other]) < 5
    assert release.run(tmp_path / "c", True, 2027, secret) == 2
    assert not (tmp_path / "c").exists()


def test_seals_with_other_questions_points_or_answers_are_other_exercises(
    sealed: Path, tmp_path: Path
) -> None:
    mine = shutil.copytree(sealed, tmp_path / "mine")
    known = content(mine)
    first = known.checks[0]

    def hashed(*checks: SealedCheck, stub: str = known.stub) -> str:
        changed = msgspec.structs.replace(known, checks=checks, stub=stub)
        (mine / "sealed" / "exercise-01.sealed").write_bytes(msgspec.msgpack.encode(changed))
        return course_hash(exercises(mine)[0], "all", True)

    def other(**change: object) -> str:
        return hashed(msgspec.structs.replace(first, **change), *known.checks[1:])

    hashes = {
        hashed(*known.checks), hashed(*known.checks[1:]), other(points=1), hashed(first, stub=""),
        other(questions=first.questions[1:], answers=first.answers[1:]),
        other(answers=(*first.answers[1:], first.answers[0])), other(tolerance=(1.0, 1.0)),
    }  # fmt: skip
    assert len(hashes) == 7
    before = hashed(*known.checks)
    (mine / "exercises" / "exercise-01" / "double.py").write_text(RIGHT)  # a student's own file
    assert hashed(*known.checks) == before == course_hash(exercises(sealed)[0], "all", True)


def test_a_seal_of_another_version_says_so(sealed: Path, tmp_path: Path) -> None:
    mine = shutil.copytree(sealed, tmp_path / "mine")
    old = msgspec.msgpack.decode((mine / "sealed" / "exercise-01.sealed").read_bytes())
    del old["stub"]
    (mine / "sealed" / "exercise-01.sealed").write_bytes(
        msgspec.msgpack.encode(old | {"schema": 1})
    )
    with pytest.raises(CourseError, match="another version of gradetape"):
        exercises(mine)


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
    data = msgspec.msgpack.encode(_sealed(grader, check, kept_back(EXERCISE)))
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
        _sealed(grader, Check("So.", "value", cases({"x": 1.0}), points=1), kept_back(EXERCISE))
