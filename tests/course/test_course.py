"""What a course decides goes before what its exercises say, and after the command's options."""

import contextlib
import json
import shutil
from pathlib import Path

import pytest

from grader.authoring import audit
from grader.course.course import Settings, open_course
from grader.course.exercise import CourseError
from tests.command import run as grade
from tests.tiny import COURSE, EXERCISE, RIGHT


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return Path(shutil.copytree(COURSE, tmp_path / "course"))


def test_a_course_without_settings_has_the_defaults(course: Path) -> None:
    assert open_course(course).settings == Settings(seed=None, reveal="all", limits={})


def test_limits_replace_the_exercises_own(course: Path) -> None:
    (course / "course.toml").write_text("[limits]\nseconds = 7\n")
    limits = open_course(course).named("1").metadata.limits
    assert (limits.seconds, limits.memory_mb) == (7, EXERCISE.metadata.limits.memory_mb)


@pytest.mark.parametrize("limit", ["second = 7", "memory_mb = 1.5"])
def test_limits_that_do_not_exist_are_refused(course: Path, limit: str) -> None:
    (course / "course.toml").write_text(f"[limits]\n{limit}\n")
    with pytest.raises(CourseError, match=r"course\.toml: limits"):
        open_course(course)


@pytest.mark.parametrize("text", ["seed = 'x'", "colour = 1", "seed =", "reveal = 'some'", "\xff"])
def test_bad_settings_are_refused_with_their_path(course: Path, text: str) -> None:
    (course / "course.toml").write_bytes(text.encode("latin-1"))
    with pytest.raises(CourseError, match=r"course\.toml"):
        open_course(course)


def test_an_audit_keeps_the_courses_limits(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (course / "course.toml").write_text("[limits]\nseconds = 7\n")
    seen = []
    monkeypatch.setattr(audit, "source_of_workers", lambda hidden: contextlib.nullcontext())
    monkeypatch.setattr(audit, "refuse_points", lambda grader: None)
    monkeypatch.setattr(audit, "judge", lambda among, graders, step: seen.extend(graders) or [])
    assert audit.run("1", 2, None, course) == 0
    assert [one.exercise.metadata.limits.seconds for one in seen] == [7, 7]
    assert [one.seed for one in seen] == [0, 1]


def test_the_command_follows_the_course_and_its_options_go_first(
    course: Path, tmp_path: Path
) -> None:
    (course / "course.toml").write_text("seed = 5\nreveal = 'none'\n[limits]\nseconds = 30\n")
    mine = tmp_path / "mine.py"
    mine.write_text(RIGHT.replace("x + x", "x * x"))

    def graded(*options: str) -> dict:
        done = grade("1", mine, "--format", "json", "--course", course, *options)
        assert done.returncode == 1, done.stderr
        return json.loads(done.stdout)

    report = graded()
    assert report["seed"] == 5 and report["checks"][0]["counterexample"] is None
    report = graded("--seed", "6", "--reveal", "all")
    assert report["seed"] == 6 and report["checks"][0]["counterexample"]["expected"]
