"""What an exercise promises, and what one broken file of it costs."""

import shutil
from pathlib import Path

import pytest

from grader.course.exercise import CourseError, Exercise
from grader.course.reading import exercises
from tests.command import run as grade
from tests.tiny import COURSE, RIGHT

BROKEN = {
    "syntax": "def double(x:\n",
    "letters": b"\xff\xfe",
    "unexplained": '"""A title alone."""\n\n\ndef double(x):\n    return x\n',
    "gone": '"""A title.\n\nAnd more.\n"""\n\ndel triple\n',
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A course of its own; the folder of its exercise's solutions."""
    shutil.copytree(COURSE, tmp_path / "course")
    return tmp_path / "course" / "solutions" / "exercise-01"


def reread(folder: Path) -> Exercise:
    return exercises(folder.parent.parent)[0]


def write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


@pytest.mark.parametrize("name", BROKEN)
def test_one_broken_misconception_stops_none_of_the_others(folder: Path, name: str) -> None:
    whole = [m.name for m in reread(folder).misconceptions]
    path = folder / "misconceptions" / f"{name}.py"
    write(path, BROKEN[name])
    exercise = reread(folder)
    assert [m.name for m in exercise.misconceptions if m.fits] == whole
    assert len(exercise.problems) == 1 and exercise.problems[0].startswith(str(path))


@pytest.mark.parametrize("name", ["syntax", "letters", "gone"])
def test_one_broken_wrong_solution_stops_none_of_the_others(folder: Path, name: str) -> None:
    write(folder / "wrong" / f"{name}.py", BROKEN[name])
    write(folder / "wrong" / "zero.py", '"""Nothing."""\n\n\ndef double(x):\n    return 0 * x\n')
    exercise = reread(folder)
    assert [change.name for change in exercise.wrong if change.fits] == ["zero"]
    assert len(exercise.problems) == 1 and f"{name}.py" in exercise.problems[0]


def test_honest_solutions_lie_beside_their_exercise(folder: Path) -> None:
    assert reread(folder).honest == ()
    write(folder / "honest" / "b.py", "")
    write(folder / "honest" / "a.py", "")
    assert reread(folder).honest == (
        ("a", folder / "honest" / "a.py"), ("b", folder / "honest" / "b.py"),
    )  # fmt: skip


TELL = [
    ("checks.py", b"x = 1\ndef (:\n", "checks.py, line 2: invalid syntax"),
    ("checks.py", b"\xff\xfe", "checks.py: it is not UTF-8 text"),
    ("probes.py", b"x = 1\ndef (:\n", "probes.py, line 2: invalid syntax"),
    ("probes.py", b"\xff\xfe", "probes.py: it is not UTF-8 text"),
    ("reference.py", b"\xff\xfe", "reference.py: it is not UTF-8 text"),
    ("reference.py", b"x = 1\ndef (:\n", "reference.py, line 2: invalid syntax"),
    ("exercise.toml", b"x =\n", "exercise.toml: "),
    ("exercise.toml", b"\xff\xfe", "exercise.toml: it is not UTF-8 text"),
]


@pytest.mark.parametrize(("name", "content", "told"), TELL)
@pytest.mark.parametrize(
    "words", ["1 mine.py", "audit 1", "release out", "translations id", "gradescope x.zip"]
)
def test_a_broken_file_of_the_course_is_one_sentence(
    folder: Path, tmp_path: Path, words: str, name: str, content: bytes, told: str
) -> None:
    (tmp_path / "mine.py").write_text(RIGHT)
    (folder / name).write_bytes(content)
    done = grade(*words.split(), "--course", "course", folder=tmp_path)
    assert done.returncode == 3 and len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("grade: ") and told in done.stderr


def test_a_statement_that_is_not_utf_8_is_named(folder: Path) -> None:
    exercise = reread(folder)
    (exercise.statement_folder / "README.md").write_bytes(b"\xff\xfe")
    with pytest.raises(CourseError, match=r"README\.md: it is not UTF-8 text"):
        assert reread(folder).statement
