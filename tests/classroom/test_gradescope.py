"""The built autograder, run in a folder laid out as Gradescope lays it out."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from grader.classroom import gradescope_zip
from tests.classroom.test_sealing import grade
from tests.conftest import EXERCISES, ROOT
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


def again(base: Path, options: str) -> Path:
    """The same machine, another line at the end of `run_autograder`."""
    script = base / "run_autograder"
    first = script.read_text().rpartition(" exercise-01 ")[0]
    script.write_text(f"{first} exercise-01 {options}\n")
    return base


def zipped(out: Path, words: tuple[str, ...], seed: int | None = None) -> int:
    return gradescope_zip.run(out, words, seed, None, False, COURSE)


def read(out: Path, name: str) -> str:
    with zipfile.ZipFile(out) as archive:
        return archive.read(name).decode()


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


def test_the_zip_is_complete_and_always_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.zip", "b.zip"):
        assert zipped(tmp_path / name, (), seed=7) == 0
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        names = set(archive.namelist())
        assert {"setup.sh", "run_autograder", "requirements.txt", "grader/cli/main.py"} <= names
        assert "solutions/exercise-01/checks.py" in names
        assert not [n for n in names if "__pycache__" in n]
        for script in ("setup.sh", "run_autograder"):
            subprocess.run(["bash", "-n"], input=archive.read(script), check=True)
    assert zipped(tmp_path / "a.zip", (), seed=7) == 2
    assert "exists already" in capsys.readouterr().err


def test_every_package_that_grading_loads_has_its_version(tmp_path: Path) -> None:
    """Keras comes with TensorFlow: without a version it would be another one some day."""
    zipped(tmp_path / "a.zip", ())
    lines = read(tmp_path / "a.zip", "requirements.txt").splitlines()
    assert {"tensorflow", "keras", "numpy", "msgspec"} <= {line.split("==")[0] for line in lines}
    assert all(re.fullmatch(r"[\w.-]+==[\w.+!-]+", line) for line in lines)
    assert not [line for line in lines if line.startswith(("gradetape", "cosmic", "mypy"))]


@pytest.mark.parametrize(
    ("words", "held"),
    [
        (("2",), {"exercise-02"}),
        (("1", "huber_metric"), {"exercise-01", "exercise-02"}),
        ((), set(EXERCISES)),
    ],
)
def test_the_zip_holds_only_what_is_asked_for(
    tmp_path: Path, words: tuple[str, ...], held: set[str]
) -> None:
    """Nobody's own work in exercises/, no other exercise's solution."""
    assert gradescope_zip.run(tmp_path / "a.zip", words, None, None, False, ROOT) == 0
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        names = [name.split("/") for name in archive.namelist()]
    for folder in ("exercises", "solutions"):
        assert {parts[1] for parts in names if parts[0] == folder} == held
    handed_out = {parts[-1] for parts in names if parts[0] == "exercises"}
    assert all(re.fullmatch(r"README(\.\w+)?\.md", name) for name in handed_out)
    last = read(tmp_path / "a.zip", "run_autograder").splitlines()[-1]
    assert re.findall(r"exercise-\d+", last) == sorted(held if words else ())


def test_each_zip_asks_its_own_secret_questions_and_says_which(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seeds = []
    for name in "ab":
        assert zipped(tmp_path / name, ()) == 0
        (told,) = set(re.findall(r"--seed (\d+)", capsys.readouterr().out))
        assert f"--seed {told}\n" in read(tmp_path / name, "run_autograder")
        seeds.append(int(told))
    assert seeds[0] != seeds[1] and 0 not in seeds
    course = Path(shutil.copytree(COURSE, tmp_path / "course"))
    (course / "course.toml").write_text("seed = 2027\n")
    assert gradescope_zip.run(tmp_path / "c", (), None, None, False, course) == 0
    assert "--seed 2027\n" in read(tmp_path / "c", "run_autograder")


def test_seed_and_what_is_revealed_are_those_of_the_zip(tmp_path: Path) -> None:
    base = built(tmp_path, "--exercise", "1", "--seed", "7", "--reveal", "none")
    (base / "submission" / "double.py").write_text(RIGHT.replace("x + x", "x * x"))
    results = run(base)
    assert results["score"] == 0
    assert "smallest input" not in json.dumps(results) and "input: x" not in json.dumps(results)
    assert "input: x" in json.dumps(run(again(base, "--seed 7")))
