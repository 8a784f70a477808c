"""Students get stubs made from the reference, and nothing that gives it away."""

import shutil
import zipfile
from contextlib import nullcontext
from pathlib import Path

import pytest

from grader.asking.forking import Zygote
from grader.classroom import release
from grader.classroom.handout import hand_out
from grader.course.exercise import Exercise
from grader.course.kept_back import kept_back
from grader.course.reading import exercises
from tests.classroom.test_sealing import HANDED_OUT, files
from tests.submission.test_notebooks import notebook
from tests.tiny import COURSE, RIGHT

SOLUTION = (COURSE / "solutions" / "exercise-01" / "reference.py").read_text()
OTHER = "import tensorflow as tf\n\n\ndef double(x):\n    return tf.add(x, x)\n"


@pytest.fixture
def exercise(tmp_path: Path) -> Exercise:
    folder = shutil.copytree(COURSE, tmp_path / "course")
    (found,) = exercises(folder)
    return found


def handed_out(exercise: Exercise, tmp_path: Path) -> tuple[Path, list[str]]:
    into = tmp_path / "out"
    return into, hand_out(exercise, kept_back(exercise), into)


def test_a_release_holds_statements_and_stubs_and_nothing_else(
    tmp_path: Path, zygote: Zygote, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(release, "source_of_workers", lambda _: nullcontext(zygote))
    assert release.run(tmp_path / "out", False, None, COURSE) == 0
    assert files(tmp_path / "out") == HANDED_OUT - {"exercises/exercise-01/README.id.md"}


@pytest.mark.parametrize("solved", ["double.py", "double.ipynb"])
def test_who_solved_the_exercise_in_place_hands_out_the_stub_and_is_told(
    exercise: Exercise, tmp_path: Path, solved: str
) -> None:
    for path in (exercise.stub, exercise.notebook):
        path.write_text(exercise.written(path == exercise.notebook))
    assert handed_out(exercise, tmp_path / "before")[1] == []
    mine = exercise.statement_folder / solved
    mine.write_text(SOLUTION if solved.endswith("py") else notebook(SOLUTION))
    out, said = handed_out(exercise, tmp_path)
    assert (out / "double.py").read_text() == exercise.stub_text
    assert (out / "double.ipynb").read_text() == exercise.written(notebook=True)
    assert said == [f"{mine} differs from its reference: the one handed out is made anew."]


def test_what_belongs_to_the_exercise_goes_with_it(exercise: Exercise, tmp_path: Path) -> None:
    folder = exercise.statement_folder
    (folder / "data").mkdir()
    kept = {
        "data/points.csv": b"double\n1\n", "picture.png": b"\x89PNG\x00", "README.de.md": b"# Zwei\n",
        "loading.py": b"def load(path):\n    return open(path)\n", "copy.py": exercise.stub_text.encode(),
        "more.md": b"It begins so:\n\n```python\ndef double(x):\n```\n",
    }  # fmt: skip
    for name, data in kept.items():
        (folder / name).write_bytes(data)
    with zipfile.ZipFile(folder / "data.zip", "w") as archive:
        archive.writestr("points.csv", "1\n")
    out, said = handed_out(exercise, tmp_path)
    assert said == []
    assert files(out) == {*kept, "data.zip", "README.md", "double.py", "double.ipynb"}
    assert all((out / name).read_bytes() == data for name, data in kept.items())


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("double-solved.py", SOLUTION, "quotes the solution"),
        ("double (1).py", OTHER, "defines double"),
        ("double (1).ipynb", notebook(OTHER), "defines double"),
        ("half.py", "def double(x:\n    return x\n", "defines double"),
        ("assigned.py", "double: object = abs\n", "defines double"),
        ("notes.txt", OTHER, "defines double"),
        ("notes.md", SOLUTION, "quotes the solution"),
        ("tried.ipynb", notebook("for _ in range(self.times): x = double(x)"), "quotes"),
        ("double.py.bak", "", "backup"),
        ("double.py~", "", "backup"),
        (".double.py.swp", "", "dot"),
        (".ipynb_checkpoints/double-checkpoint.py", SOLUTION, "dot"),
    ],
)
def test_what_gives_the_solution_away_stays_and_is_named(
    exercise: Exercise, tmp_path: Path, name: str, content: str, reason: str
) -> None:
    path = exercise.statement_folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(content)
    out, said = handed_out(exercise, tmp_path)
    assert files(out) == {"README.md", "double.py", "double.ipynb"}
    (line,) = said
    assert name.partition("/")[0] in line and "is not handed out" in line and reason in line


def test_links_and_archives_of_code_stay(exercise: Exercise, tmp_path: Path) -> None:
    folder = exercise.statement_folder
    (folder / "more.txt").symlink_to(exercise.solution_folder / "reference.py")
    (folder / "more").symlink_to(exercise.solution_folder)
    with zipfile.ZipFile(folder / "old.zip", "w") as archive:
        archive.writestr("double.py", SOLUTION)
    out, said = handed_out(exercise, tmp_path)
    assert files(out) == {"README.md", "double.py", "double.ipynb"} and len(said) == 3


def test_a_statement_that_quotes_the_solution_is_said(exercise: Exercise, tmp_path: Path) -> None:
    path = exercise.statement_folder / "README.md"
    path.write_text("# Double\n\n    for _ in range(self.times):\n        x = double(x)\n")
    out, said = handed_out(exercise, tmp_path)
    assert (out / "README.md").is_file() and "README.md is handed out" in said[-1]


def test_a_stub_that_earns_points_is_not_given_out(
    exercise: Exercise, tmp_path: Path, zygote: Zygote, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    """The markers are there, but below what they should hold."""
    monkeypatch.setattr(release, "source_of_workers", lambda _: nullcontext(zygote))
    reference = exercise.solution_folder / "reference.py"
    line = "    return x * tf.constant(2, x.dtype)\n"
    marked = f"    ### BEGIN SOLUTION\n{line}"
    reference.write_text(reference.read_text().replace(marked, f"{line}    ### BEGIN SOLUTION\n"))
    for sealed in (False, True):
        out = tmp_path / "out"
        assert release.run(out, sealed, None, tmp_path / "course") == 3
        assert "the stub passes the check value" in capsys.readouterr().err
        assert not out.exists() and [p.name for p in tmp_path.iterdir()] == ["course"]


def test_without_markers_nothing_is_given_out(
    exercise: Exercise, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (exercise.solution_folder / "reference.py").write_text(RIGHT)
    assert release.run(tmp_path / "out", False, None, tmp_path / "course") == 3
    assert "reference.py: no ### BEGIN SOLUTION" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
