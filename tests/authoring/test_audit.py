"""An audit says what the checks let through, and what of the exercise is not as it should be."""

import shutil
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from grader.asking.forking import Zygote
from grader.authoring import audit
from grader.authoring.content import content_problems
from grader.course.course import open_course
from grader.course.exercise import Exercise
from tests.tiny import COURSE, RIGHT

HERE = Path("solutions/exercise-01")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return Path(shutil.copytree(COURSE, tmp_path / "course"))


class Audit:
    def __init__(self, course: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.course, self._capsys = course, capsys

    def __call__(self, seeds: int = 1, **more) -> tuple[int, str]:
        code = audit.run("1", seeds, None, self.course, **more)
        said = self._capsys.readouterr()
        return code, said.out + said.err

    def put(self, place: str, text: str) -> None:
        path = self.course / HERE / place
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)

    def change(self, place: str, old: str, new: str) -> None:
        text = (self.course / HERE / place).read_text()
        assert old in text
        self.put(place, text.replace(old, new))


@pytest.fixture
def audited(
    course: Path, zygote: Zygote, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Audit:  # fmt: skip
    monkeypatch.setattr(audit, "source_of_workers", lambda _: nullcontext(zygote))
    return Audit(course, capsys)


def test_what_is_right_and_what_is_wrong_is_counted_and_who_kills_whom(audited: Audit) -> None:
    audited.put("honest/sum.py", RIGHT)
    audited.put("wrong/triples.py", '"""Three times."""\ndef double(x):\n    return x * 3\n')
    code, said = audited(seeds=2)
    assert code == 0, said
    for line in (
        "reference       1 of 1 accepted", "misconceptions  4 of 4 killed",
        "wrong           1 of 1 killed", "honest          1 of 1 accepted",
    ):  # fmt: skip
        assert line in said
    assert "repeated                kills 9; only it: once" in said
    assert "replay          0 of 12 points from answers of another seed" in said
    assert "fixed           0 of 12 points whatever the seed" in said
    assert "mutants         6 of 6 killed, 2 equivalent" in said


def test_checks_that_are_blind_are_seen(audited: Audit) -> None:
    audited.change("checks.py", "times=st.integers(0, 3)", "times=st.just(1)")
    code, said = audited()
    assert code == 1 and "misconception survived:\n    once" in said


def test_answers_that_are_known_beforehand_are_points_that_are_named(audited: Audit) -> None:
    audited.change(
        "checks.py", "given(inputs(x=grid(1, 2), times=st.integers(0, 3)), examples=20)",
        "cases(*({'x': np.float32([[1, n]]), 'times': n} for n in (3, 0, 1, 2)))",
    )  # fmt: skip
    audited.change("checks.py", "given, grid", "cases, given, grid")
    audited.change("checks.py", "from hypothesis", "import numpy as np\nfrom hypothesis")
    code, said = audited()
    assert (
        code == 1
        and "replay          4 of 12 points from answers of another seed (repeated)" in said
    )
    assert (
        "3 of 12 points are for checks that ask the same with every seed, and 15 % may be" in said
    )
    assert "4 of 12 points are for checks that pass with answers written down" in said


def test_a_right_solution_that_is_rejected_is_named_with_the_check(audited: Audit) -> None:
    audited.put("honest/threes.py", RIGHT.replace("x + x", "x * 3"))
    code, said = audited()
    assert code == 1 and "honest wrongly rejected by value, " in said and "threes.py" in said


def test_a_misconception_that_is_taken_for_another_is_said(audited: Audit) -> None:
    same = (audited.course / HERE / "misconceptions/squares.py").read_text()
    audited.put("misconceptions/squares_too.py", same.replace("is squared", "is its own square"))
    code, said = audited()
    assert code == 1 and "misconception is taken for none:\n    squares" in said


def test_a_check_that_nothing_wrong_fails_is_named(audited: Audit) -> None:
    for name in ("adds", "no_gradient", "once", "squares"):
        (audited.course / HERE / f"misconceptions/{name}.py").unlink()
    audited.put(
        "wrong/once.py",
        '"""Once."""\nclass Doubler:\n    def run(self, x):\n        return double(x)\n',
    )
    code, said = audited()
    assert code == 0 and "nothing wrong fails graph" not in said  # mutants do
    verdicts = [v for v in _verdicts(audited) if v.candidate.kind != "mutant"]
    assert audit.idle(open_course(audited.course).named("1"), verdicts) == (
        "value", "gradient", "graph",
    )  # fmt: skip


def _verdicts(audited: Audit) -> list:
    whole = open_course(audited.course)
    exercise = whole.named("1")
    return audit._judged(whole, exercise, audit.candidates(exercise, []), 1)


def test_a_reference_that_fails_is_broken_and_no_verdict(audited: Audit) -> None:
    audited.change("reference.py", "tf.constant(2", "tf.constnt(2")
    code, said = audited()
    assert code == 1 and "reference could not be judged, value: the reference raised Attr" in said


def test_one_broken_file_is_named_and_the_others_are_tried(audited: Audit) -> None:
    audited.put("misconceptions/slip.py", '"""A slip."""\ndef double(x:\n')
    audited.put("wrong/elsewhere.py", '"""Another name."""\ndel twice\n')
    code, said = audited()
    assert code == 1 and "misconceptions  4 of 4 killed" in said
    assert "misconceptions/slip.py, line 2" in said
    assert "wrong/elsewhere.py" in said and "twice" in said


def test_without_the_library_mutants_are_not_tried_and_that_is_said(
    audited: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "cosmic_ray.mutating", None)
    code, said = audited()
    assert code == 0 and "mutants were not tried" in said and "misconceptions  4 of 4" in said


def test_a_whole_program_is_shown(audited: Audit) -> None:
    code, said = audited(show="squares")
    assert code == 0 and "The tensor is squared" in said and "class Doubler" in said
    code, said = audited(show="cubes")
    assert code == 2 and "no wrong solution cubes" in said


@pytest.fixture
def tidy(course: Path) -> Exercise:
    exercise = open_course(course).named("1")
    assert content_problems(exercise) == ()
    return exercise


@pytest.mark.parametrize(
    ("place", "old", "new", "words"),
    [
        (HERE / "checks.py", "is doubled.", "is doubled", "the sentence of value is no sentence"),
        (HERE / "checks.py", "Use tensors.", "", "gradient has no advice"),
        (HERE / "checks.py", "The gradient is two.", "It runs as a graph.", "of another check"),
        (HERE / "misconceptions/once.py", "The Doubler doubles once", "The tensor is squared", "another one's too"),
        (HERE / "misconceptions/once.py", "You did not use", "The reference does not use", "no student has seen"),
        (HERE / "misconceptions/once.py", "Repeat it", "\"\"\"", "once.py, line"),
        (Path("exercises/exercise-01/README.md"), "`tf.math.add`", "it", "does not mention add"),
        (Path("exercises/exercise-01/README.md"), "grade exercise-01", "it", "does not mention grade exercise-01"),
        (Path("exercises/exercise-01/double.py"), "def double", "def doubled", "run `grade stubs exercise-01`"),
    ],
)  # fmt: skip
def test_what_is_not_as_it_should_be_is_named_with_its_file(
    course: Path, tidy: Exercise, place: Path, old: str, new: str, words: str
) -> None:
    text = (course / place).read_text()
    assert old in text
    (course / place).write_text(text.replace(old, new))
    problems = content_problems(open_course(course).named("1"))
    assert any(words in one and str(place.parent) in one for one in problems), problems


@pytest.mark.parametrize("place", ["misconceptions/notes.txt", "checks_old.py", "honest/a/b.py"])
def test_a_file_that_nothing_reads_is_named(course: Path, tidy: Exercise, place: str) -> None:
    path = course / HERE / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    assert content_problems(open_course(course).named("1")) == (
        f"{path}: nothing reads this file.",
    )
