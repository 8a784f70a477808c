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
from grader.submission.folders import meant_in


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
    """The exercises that the files speak of, by their names or by what they define."""
    course = [one.wanted for one in among]
    return [e for e in among if meant_in(folder, e.wanted, course, deep=True, strict=True)]


def _graded(opened: OpenCourse, exercise: Exercise, folder: Path) -> Report:
    course = [one.wanted for one in opened.course.exercises]
    meant = meant_in(folder, exercise.wanted, course, deep=True)
    path, note = (meant.path, meant.note) if meant else (folder, "")
    name = path.relative_to(folder).as_posix() if meant else path.name
    report = opened.grade(exercise, path, name, note=note)
    if report.status != "unreadable":
        return report
    return msgspec.structs.replace(report, message=report.message.replace(f"{folder}{os.sep}", ""))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
