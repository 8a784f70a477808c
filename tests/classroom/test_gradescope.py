"""The built autograder, run in a folder laid out as Gradescope lays it out."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.classroom.test_sealing import grade
from tests.submission.test_notebooks import notebook
from tests.tiny import COURSE, RIGHT


def built(folder: Path, *options: object) -> Path:
    out = folder / "autograder.zip"
    done = grade("gradescope", out, "--course", COURSE, *options)
    assert done.returncode == 0, done.stderr
    base = folder / "autograder"
    with zipfile.ZipFile(out) as archive:
        for info in archive.infolist():
            path = Path(archive.extract(info, base / "source"))
            path.chmod(info.external_attr >> 16)
    (base / "submission").mkdir()
    (base / "results").mkdir()
    (base / "source" / "run_autograder").rename(base / "run_autograder")
    # setup.sh would make this environment.
    bin = base / "venv" / "bin"
    bin.mkdir(parents=True)
    (bin / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (bin / "python").chmod(0o755)
    return base


def run(base: Path) -> dict:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    done = subprocess.run(
        [base / "run_autograder"], env=environment | {"GRADETAPE_AUTOGRADER": str(base)},
        capture_output=True, text=True, check=False, timeout=100, cwd=base,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads((base / "results" / "results.json").read_text())


@pytest.mark.parametrize(
    ("file", "source", "score"),
    [
        ("double.py", RIGHT, 12),
        ("double.py", RIGHT.replace("x + x", "x * x"), 0),
        ("my_work.py", RIGHT, 12),
        ("double.py", "import os; os._exit(0)", 0),
        ("double.py", "def (", 0),
    ],
)
def test_a_submission_has_its_points(tmp_path: Path, file: str, source: str, score: int) -> None:
    base = built(tmp_path, "--exercise", "exercise-01")
    (base / "submission" / file).write_text(source)
    results = run(base)
    assert results["score"] == score == sum(test["score"] for test in results["tests"])
    assert sum(test["max_score"] for test in results["tests"]) == 12


def test_nothing_uploaded_has_no_points_and_says_so(tmp_path: Path) -> None:
    results = run(built(tmp_path, "--exercise", "1"))
    assert results["score"] == 0 and "holds no .py" in results["output"]


def test_the_names_of_the_files_tell_the_exercise(tmp_path: Path) -> None:
    base = built(tmp_path)
    (base / "submission" / "double (2).py").write_text(RIGHT)
    (base / "submission" / "notes.py").write_text("1")
    assert run(base)["score"] == 12


def test_the_file_that_counts_is_the_one_of_the_common_rule(tmp_path: Path) -> None:
    base = built(tmp_path, "--exercise", "1")
    stub = (COURSE / "exercises" / "exercise-01" / "double.py").read_text()
    (base / "submission" / "work" / "venv").mkdir(parents=True)
    (base / "submission" / "work" / "double.ipynb").write_text(notebook(RIGHT))
    for name in ("work/double.py", "work/venv/double.py", "work/test_double.py"):
        (base / "submission" / name).write_text(stub if name == "work/double.py" else "x = 1")
        os.utime(base / "submission" / name, (2_000_000_000, 2_000_000_000))
    results = run(base)
    assert results["score"] == 12 and "still the stub" in results["output"]


def test_the_zip_is_complete_and_always_the_same(tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        assert grade("gradescope", tmp_path / name, "--course", COURSE).returncode == 0
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        names = set(archive.namelist())
        assert {"setup.sh", "run_autograder", "requirements.txt", "grader/cli/main.py"} <= names
        assert "solutions/exercise-01/checks.py" in names
        assert not [n for n in names if "__pycache__" in n]
        requirements = archive.read("requirements.txt").decode()
        assert "tensorflow==" in requirements and "cosmic" not in requirements
        for script in ("setup.sh", "run_autograder"):
            subprocess.run(["bash", "-n"], input=archive.read(script), check=True)
    again = grade("gradescope", tmp_path / "a.zip", "--course", COURSE)
    assert again.returncode == 2 and "exists already" in again.stderr
