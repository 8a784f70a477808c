"""`grade list`: every exercise, its points, the time spent on it, and topics."""

import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from grader.course.course import open_course
from grader.course.exercise import Exercise
from grader.languages import _
from grader.places import course_folder
from grader.problems import complain
from grader.study.progress import Attempted, load, path_for


def run(course: Path | None) -> int:
    """Print the table and return the exit code."""
    try:
        folder = course or course_folder()
        found = open_course(folder).exercises
        progress = load(path_for(folder))
        rows = [_row(e, progress.of(e.id)) for e in found]
    except Exception as problem:
        return complain(problem)
    heads = _("exercise"), _("title"), _("points"), _("time"), _("topics")
    table = Table("", *heads, box=None, header_style="bold")
    for row in rows:
        table.add_row(*row)
    width = None if sys.stdout.isatty() else 80
    Console(width=width, markup=False, highlight=False).print(table)
    return 0


def _row(exercise: Exercise, known: Attempted) -> tuple[str, ...]:
    best = (
        _("{score} of {best}").format(score=known.score, best=points(exercise))
        if known.runs
        else str(points(exercise))
    )
    mark = "✓" if known.passed else "·" if known.runs else ""
    if not (sys.stdout.encoding or "").lower().startswith("utf"):
        mark = mark.translate({0x2713: "+", 0xB7: "."})
    topics = ", ".join(exercise.metadata.topics)
    return mark, exercise.id, exercise.title, best, worked(known.worked), topics


def worked(seconds: float) -> str:
    """A time spent on something, to the minute; nothing for less than one."""
    hours, minutes = divmod(round(seconds / 60), 60)
    if hours:
        return _("{hours} h {minutes:02} min").format(hours=hours, minutes=minutes)
    return _("{minutes} min").format(minutes=minutes) if minutes else ""


def points(exercise: Exercise) -> int:
    """What the exercise is worth."""
    forbidden = exercise.metadata.forbidden
    return sum(c.points for c in exercise.checks) + (forbidden.points if forbidden else 0)
