"""Editors' test panels show the grading: each check is an item of pytest's."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import junitparser
import pytest

from grader.study.progress import load, path_for
from tests.conftest import ROOT
from tests.tiny import COURSE, RIGHT

WRONG = RIGHT.replace("x + x", "x * x")


def run(folder: Path, *words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *map(str, words)]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, timeout=100,
        env={**os.environ, "CI": ""},
    )  # fmt: skip


def tiny(folder: Path, *words: object) -> subprocess.CompletedProcess[str]:
    return run(folder, "--grade", "1", "--grade-course", COURSE, "--rootdir", folder, *words)


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.py"
    path.write_text(RIGHT)
    return path


def test_each_check_is_an_item_with_its_sentence(mine: Path) -> None:
    done = tiny(mine.parent, "-v", mine)
    assert done.returncode == 0, done.stdout
    assert "mine.py::value: Every element is doubled. PASSED" in done.stdout
    assert "own_work: The sum is your own. PASSED" in done.stdout and "5 passed" in done.stdout
    assert load(path_for(COURSE)).of("exercise-01").passed  # as after `grade exercise-01`


def test_a_failure_shows_the_counterexample_and_no_traceback(mine: Path) -> None:
    mine.write_text(WRONG)
    done = tiny(mine.parent, mine)
    assert done.returncode == 1 and "5 failed" in done.stdout
    for words in ("input: x = [[0.0, 1.0]]", "yours: double = ", "0 of ", "The tensor is squared"):
        assert words in done.stdout
    assert "___ value: Every element is doubled ___" in done.stdout
    assert "Traceback" not in done.stdout and "pytest_plugin.py" not in done.stdout


def test_chosen_checks_stop_at_first_and_junit(mine: Path) -> None:
    mine.write_text(WRONG)
    assert "1 failed, 4 deselected" in tiny(mine.parent, "-k", "gradient", mine).stdout
    assert "1 failed" in tiny(mine.parent, "-x", mine).stdout
    tiny(mine.parent, "--junitxml", "out.xml", mine)
    (suite,) = junitparser.JUnitXml.fromfile(str(mine.parent / "out.xml"))
    assert suite.failures == 5 and any("value" in case.name for case in suite)


def test_an_unknown_exercise_is_a_usage_error(mine: Path) -> None:
    done = run(mine.parent, "--grade", "hubber", mine)
    assert "Did you mean exercise-01" in done.stdout + done.stderr and done.returncode != 0


def test_a_folder_of_exercises_is_found_without_options(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "exercises", tmp_path / "exercises")
    stub = tmp_path / "exercises/exercise-01/huber_loss.py"
    shutil.copyfile(ROOT / "solutions/exercise-01/reference.py", stub)
    done = run(tmp_path, "exercises/", "--collect-only", "-q")
    assert "exercises/exercise-01/huber_loss.py::value: " in done.stdout
    assert ".ipynb::" not in done.stdout
    done = run(tmp_path, "exercises/exercise-01", "-q")
    assert done.returncode == 0 and "16 passed" in done.stdout
    done = run(tmp_path, "exercises/exercise-04", "-q", "-k", "defaults")
    assert done.returncode == 1 and "Not started yet" in done.stdout


def test_other_runs_of_pytest_pay_nothing(tmp_path: Path) -> None:
    (tmp_path / "test_a.py").write_text(
        "import sys\ndef test_a():\n"
        "    plugin = {'grader', 'grader.study', 'grader.study.pytest_plugin'}\n"
        "    assert {m for m in sys.modules if m.partition('.')[0] == 'grader'} <= plugin\n"
    )
    done = run(tmp_path, "-q")
    assert done.returncode == 0, done.stdout
