"""Who names only the exercise gets the file that was worked on, or is asked."""

import os
from pathlib import Path

import pytest

from grader.course.stubs import stub_notebook, stub_source
from grader.study.finding import NotFound, NotStarted, find, look
from grader.submission.fitting import Wanted
from tests.submission.test_notebooks import notebook

REFERENCE = """import math

LIMIT = 3


def f(x):
    ### BEGIN SOLUTION
    return math.sqrt(x)
    ### END SOLUTION
"""
STUB = stub_source(REFERENCE)
NOTEBOOK = stub_notebook(REFERENCE, "# f", "root")
DONE = "import math\n\ndef f(x):\n    return math.sqrt(x)\n"


def found(folder: Path) -> Path:
    return find("exercise-07", "root", STUB, folder)


@pytest.fixture
def inner(tmp_path: Path) -> Path:
    folder = tmp_path / "exercises" / "exercise-07"
    folder.mkdir(parents=True)
    return folder


def test_a_folder_that_is_called_like_the_exercise_is_looked_into(inner: Path) -> None:
    (inner / "root.py").write_text(DONE)
    assert found(inner.parent) == inner / "root.py"


@pytest.mark.parametrize(
    ("name", "done"),
    [
        ("root.py", DONE),
        ("root.ipynb", notebook("import math", "def f(x): return math.sqrt(x)")),
        ("root.py", "def f(:\n"),
        ("root.ipynb", "no notebook"),
        ("root.ipynb", notebook("def f(:")),
        ("root.py", ""),
        ("root.py", b"\xff\xfe"),
    ],
)
def test_the_changed_file_is_meant_beside_an_untouched_one(
    tmp_path: Path, inner: Path, name: str, done: str | bytes
) -> None:
    for folder in (tmp_path, inner):
        (folder / "root.py").write_text(STUB)
        (folder / "root.ipynb").write_text(NOTEBOOK)
        (folder / name).write_bytes(done if isinstance(done, bytes) else done.encode())
        assert found(tmp_path) == folder / name
        for path in folder.glob("root.*"):
            path.unlink()


def test_the_folder_itself_comes_first_but_a_stub_there_hides_nothing(
    tmp_path: Path, inner: Path
) -> None:
    (inner / "root.py").write_text(DONE)
    (tmp_path / "root.py").write_text(STUB)
    assert found(tmp_path) == inner / "root.py"
    (tmp_path / "root.py").write_text(DONE + "\nx = 1\n")
    assert found(tmp_path) == tmp_path / "root.py"


def test_stubs_are_not_started(tmp_path: Path, inner: Path) -> None:
    (inner / "root.py").write_text("# mine\n" + STUB)
    (inner / "root.ipynb").write_text(NOTEBOOK)
    with pytest.raises(NotStarted) as nothing:
        found(tmp_path)
    assert nothing.value.paths == [inner / "root.py", inner / "root.ipynb"]


def test_of_two_changed_files_the_newer_is_meant_and_that_is_said(
    tmp_path: Path, inner: Path
) -> None:
    (inner / "root.py").write_text(DONE)
    (inner / "root.ipynb").write_text(notebook("def f(x): return x"))
    for newer, older in (("root.py", "root.ipynb"), ("root.ipynb", "root.py")):
        os.utime(inner / older, (1000, 1000))
        os.utime(inner / newer, (2000, 2000))
        seen = look(Wanted("exercise-07", "root", ("f",), STUB), tmp_path)
        assert seen.path == inner / newer == found(tmp_path)
        assert "both" in seen.note and "newer" in seen.note and older in seen.note


def test_two_files_with_the_same_code_are_one(tmp_path: Path) -> None:
    (tmp_path / "root.py").write_text(DONE + "\nprint(f(4))\n")
    cells = notebook("import math\n%matplotlib inline", "# mine\ndef f(x): return math.sqrt(x)")
    (tmp_path / "root.ipynb").write_text(cells)
    assert found(tmp_path) == tmp_path / "root.py"
    os.utime(tmp_path / "root.py", (1000, 1000))
    assert found(tmp_path) == tmp_path / "root.py"
    (tmp_path / "root.py").write_text("def f(x): return x")
    os.utime(tmp_path / "root.py", (1000, 1000))
    assert found(tmp_path) == tmp_path / "root.ipynb"


def test_nothing_there_says_where_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "root.txt").write_text(DONE)
    (tmp_path / "root.py").mkdir()
    with pytest.raises(NotFound) as nothing:
        found(tmp_path)
    for words in ("root.py", "root.ipynb", str(tmp_path), "exercises/exercise-07", "grade exerc"):
        assert words in str(nothing.value)


def test_a_pipe_of_that_name_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "root.py")
    with pytest.raises(NotFound):
        found(tmp_path)
