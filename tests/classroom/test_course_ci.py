"""The recipes for a course's CI: nobody who could not be fetched is passed over in silence."""

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import yaml

from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "course-ci.md").read_text(encoding="utf-8")
RECIPES = [yaml.safe_load(text) for text in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)]
STEPS: list[dict[str, Any]] = [
    step for recipe in RECIPES if "jobs" in recipe for step in recipe["jobs"]["grade"]["steps"]
]
(FETCH,) = [step["run"] for step in STEPS if "gh repo clone" in step.get("run", "")]
GH = """#!/bin/sh
cat > /dev/null
case $3 in */gone) echo "no such repository" >&2; exit 1;; esac
mkdir -p "$4" && echo "$3" > "$4/huber_loss.py"
"""


def fetched(folder: Path, students: str) -> subprocess.CompletedProcess[str]:
    """The step as GitHub runs it, with a `gh` that knows all repositories but those `gone`."""
    gh = folder / "bin" / "gh"
    gh.parent.mkdir()
    gh.write_text(GH)
    gh.chmod(0o755)
    (folder / "students.txt").write_text(students)
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", FETCH], cwd=folder, capture_output=True, text=True,
        env=os.environ | {"PATH": f"{gh.parent}:{os.environ['PATH']}"}, check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip


def test_whoever_cannot_be_fetched_is_named_and_the_others_are_there(tmp_path: Path) -> None:
    done = fetched(tmp_path, "ada course/ada\nben course/gone\ncleo course/cleo\n")
    assert done.returncode == 1
    assert "::error::ben: course/gone could not be cloned" in done.stdout
    assert sorted(p.name for p in (tmp_path / "submissions").iterdir()) == ["ada", "cleo"]


def test_all_are_fetched_whether_or_not_the_last_line_ends(tmp_path: Path) -> None:
    done = fetched(tmp_path, "ada course/ada\nben course/ben")
    assert done.returncode == 0 and done.stdout == ""
    assert sorted(p.name for p in (tmp_path / "submissions").iterdir()) == ["ada", "ben"]


def test_the_others_are_graded_against_the_roster_and_kept_all_the_same() -> None:
    after = STEPS[[step.get("run") for step in STEPS].index(FETCH) + 1 :]
    graded, kept = after
    assert "grade class" in graded["run"] and "--roster" in graded["run"]
    assert graded["if"] == kept["if"] == "${{ !cancelled() }}"
    assert kept["with"]["if-no-files-found"] == "error"
