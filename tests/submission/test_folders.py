"""Who names a folder means the file in it that was worked on."""

import os
from pathlib import Path

import pytest

from grader.submission.choice import STUB, WORK
from grader.submission.folders import Meant, meant_in
from tests.submission.test_choice import COURSE, DONE, ROOT, STUB_TEXT
from tests.submission.test_notebooks import notebook


def put(folder: Path, name: str, content: str, time: int = 1000) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    os.utime(path, (time, time))


def meant(folder: Path, *, deep: bool = False) -> Meant | None:
    return meant_in(folder, ROOT, COURSE, deep=deep)


def test_what_was_worked_on_is_meant(tmp_path: Path) -> None:
    put(tmp_path, "square_root.py", STUB_TEXT, 3000)
    put(tmp_path, "square_root.ipynb", notebook(DONE))
    put(tmp_path, "helpers.py", "x = 1", 5000)
    put(tmp_path, "test_square_root.py", DONE, 5000)
    put(tmp_path, "power_rule.py", "def power(x): return x", 5000)
    found = meant(tmp_path)
    assert found is not None and found.path.name == "square_root.ipynb" and found.work == WORK
    assert "square_root.py" in found.note and "stub" in found.note


def test_what_is_said_of_the_notebook_is_not_said_of_other_files(tmp_path: Path) -> None:
    put(tmp_path, "right.ipynb", notebook(DONE), 3000)
    put(tmp_path, "right.py", DONE, 2000)
    put(tmp_path, "half.py", DONE + "# half", 1000)
    found = meant(tmp_path)
    assert found is not None and found.path.name == "right.py"
    assert found.note.endswith("right.ipynb comes first, and holds the same code.")


def test_untouched_files_are_the_stub(tmp_path: Path) -> None:
    put(tmp_path, "square_root.py", STUB_TEXT)
    put(tmp_path, "square_root.ipynb", notebook(STUB_TEXT))
    found = meant(tmp_path)
    assert found is not None and found.work == STUB


def test_one_file_is_meant_whatever_its_name_and_of_several_none_is_guessed(tmp_path: Path) -> None:
    put(tmp_path, "a.py", "x = 1")
    found = meant(tmp_path)
    assert found is not None and found.path.name == "a.py" and found.note == ""
    put(tmp_path, "b.py", "x = 2")
    assert meant(tmp_path) is None
    assert meant(tmp_path, deep=True) is not None  # a platform cannot be asked


def test_what_lies_below_counts_where_a_platform_put_it(tmp_path: Path) -> None:
    put(tmp_path, "work/square_root.py", DONE)
    put(tmp_path, "venv/square_root.py", DONE, 5000)
    assert meant(tmp_path) is None
    found = meant(tmp_path, deep=True)
    assert found is not None and found.path == tmp_path / "work" / "square_root.py"


def test_a_folder_with_nothing_in_it_says_nothing(tmp_path: Path) -> None:
    assert meant(tmp_path, deep=True) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names are of Unix")
def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "square_root.py")
    assert meant(tmp_path) is None and meant(tmp_path, deep=True) is None
