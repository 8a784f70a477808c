"""`grade list`: every exercise, its points and topics."""

import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from grader.complaints import complain
from grader.exercises import CourseError, Exercise, exercises
from grader.places import course_folder


def run(course: Path | None) -> int:
    """Print the table and return the exit code."""
    try:
        found = exercises(course or course_folder())
        rows = [(e.id, e.title, str(points(e)), ", ".join(e.metadata.topics)) for e in found]
    except CourseError as problem:
        return complain(problem)
    table = Table("exercise", "title", "points", "topics", box=None, header_style="bold")
    for row in rows:
        table.add_row(*row)
    width = None if sys.stdout.isatty() else 80
    Console(width=width, markup=False, highlight=False).print(table)
    return 0


def points(exercise: Exercise) -> int:
    """What the exercise is worth."""
    forbidden = exercise.metadata.forbidden
    return sum(c.points for c in exercise.checks) + (forbidden.points if forbidden else 0)
