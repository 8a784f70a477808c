"""What a course decides goes before what its exercises say, and after the command's options."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader.course.course import Settings, limited, settings_of
from grader.course.exercise import CourseError
from tests.tiny import COURSE, EXERCISE, RIGHT


def test_a_course_without_settings_has_the_defaults(tmp_path: Path) -> None:
    assert settings_of(tmp_path) == Settings(seed=0, reveal="all", limits={})


def test_limits_replace_the_exercises_own() -> None:
    limits = limited(EXERCISE, Settings(limits={"seconds": 7})).metadata.limits
    assert (limits.seconds, limits.memory_mb) == (7, EXERCISE.metadata.limits.memory_mb)


@pytest.mark.parametrize("limits", [{"second": 7}, {"memory_mb": 1.5}])
def test_limits_that_do_not_exist_are_refused(limits: dict[str, float]) -> None:
    with pytest.raises(CourseError, match=r"course\.toml: limits"):
        limited(EXERCISE, Settings(limits=limits))


@pytest.mark.parametrize("text", ["seed = 'x'", "colour = 1", "seed =", "reveal = 'some'", "\xff"])
def test_bad_settings_are_refused_with_their_path(tmp_path: Path, text: str) -> None:
    (tmp_path / "course.toml").write_bytes(text.encode("latin-1"))
    with pytest.raises(CourseError, match=r"course\.toml"):
        settings_of(tmp_path)


def test_the_command_follows_the_course_and_its_options_go_first(tmp_path: Path) -> None:
    course = tmp_path / "course"
    shutil.copytree(COURSE, course)
    (course / "course.toml").write_text("seed = 5\nreveal = 'none'\n[limits]\nseconds = 30\n")
    mine = tmp_path / "mine.py"
    mine.write_text(RIGHT.replace("x + x", "x * x"))

    def graded(*options: str) -> dict:
        command = [sys.executable, "-m", "grader", "1", str(mine), "--format", "json"]
        done = subprocess.run(
            [*command, "--course", str(course), *options], capture_output=True, check=False
        )
        assert done.returncode == 1, done.stderr
        return json.loads(done.stdout)

    report = graded()
    assert report["seed"] == 5 and report["checks"][0]["counterexample"] is None
    report = graded("--seed", "6", "--reveal", "all")
    assert report["seed"] == 6 and report["checks"][0]["counterexample"]["expected"]
