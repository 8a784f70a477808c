"""What runs inside Gradescope: grade what was uploaded, write `results.json`.

`python -m grader.classroom.gradescope SUBMISSION RESULTS [EXERCISE …] [--seed N] [--reveal R]`: the
built `run_autograder` calls it.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from grader.asking.source import source_of_workers
from grader.course.course import open_course
from grader.course.exercise import Exercise
from grader.judge.opened import OpenCourse
from grader.places import hidden_places
from grader.reporting.formats import gradescope
from grader.reporting.report import Report
from grader.submission.submission import SUFFIXES


def main(arguments: Sequence[str]) -> int:
    """Grade a folder; 0 once the results are written, whatever the points."""
    asked = _asked(arguments)
    course = open_course()
    chosen = [course.named(word) for word in asked.exercises]
    confined = os.environ.get("GRADETAPE_UNSAFE") != "1"
    with (
        source_of_workers(hidden_places(course.folder)) as source,
        OpenCourse(
            course, source, seed=asked.seed, reveal=asked.reveal, confined=confined
        ) as opened,
    ):
        reports = []
        for exercise in chosen or _handed_in(asked.submission, course.exercises):
            opened.only(exercise)
            reports.append(_graded(opened, exercise, asked.submission))
    target = asked.results
    part = target.with_name(f".{target.name}.part")
    part.write_text(gradescope.render(reports), encoding="utf-8")
    os.replace(part, target)
    return 0


def _asked(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("submission", type=Path)
    parser.add_argument("results", type=Path)
    parser.add_argument("exercises", nargs="*")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--reveal", choices=["all", "inputs", "none"])
    return parser.parse_args(arguments)


def _handed_in(folder: Path, among: Sequence[Exercise]) -> list[Exercise]:
    """The exercises that the names of the files speak of."""
    return [exercise for exercise in among if _files(folder, exercise)]


def _files(folder: Path, exercise: Exercise) -> list[Path]:
    files = sorted(p for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
    return [p for p in files if p.stem.lower().startswith((exercise.name.lower(), exercise.id))]


def _graded(opened: OpenCourse, exercise: Exercise, folder: Path) -> Report:
    """The newest file that is named after the exercise; else the only file there is."""
    named = _files(folder, exercise)
    path = max(named, key=lambda p: p.stat().st_mtime) if named else folder
    report = opened.grade(exercise, path, path.name)
    if report.status != "unreadable":
        return report
    return msgspec.structs.replace(report, message=report.message.replace(f"{folder}{os.sep}", ""))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
