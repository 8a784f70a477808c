"""`grade exercise-01 [PATH]`: grade one submission and print the report."""

import contextlib
import os
import secrets
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from grader.asking.source import source_of_workers
from grader.languages import ENGLISH, _, use
from grader.places import course_folder, hidden_places
from grader.reporting.output import put
from grader.reporting.terminal import terminal

if TYPE_CHECKING:  # what takes long to import comes after TensorFlow's import has started
    from grader.asking.processes import Source
    from grader.course.exercise import Exercise
    from grader.reporting.report import Report, Reveal


def run(
    exercise: str,
    path: Path | None,
    form: str | None,
    seed: int | None,
    reveal: "Reveal | None",
    full: bool,
    quiet: bool,
    unsafe: bool,
    course: Path | None,
    lang: str | None,
) -> int:
    """Grade, print, and return the exit code."""
    folder = course or course_folder()
    form = form or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text")
    if form != "text" and lang is None:
        use(ENGLISH)  # the same on every machine
    try:
        # TensorFlow's import takes most of the time: it starts before anything else is looked at.
        with (
            source_of_workers(hidden_places(folder)) as source,
            _progress(quiet or form != "text"),
        ):
            report = _grade(
                source, folder, exercise, path, seed, reveal, unsafe, learning=form == "text"
            )
        return _printed(report, form, full, quiet)
    except Exception as problem:
        from grader.problems import complain

        return complain(problem)


def _printed(report: "Report", form: str, full: bool, quiet: bool) -> int:
    """Put the report where it belongs; the exit code."""
    from grader.reporting.report import exit_code

    if report.status == "unreadable" and form == "text":
        print(f"grade: {report.message}", file=sys.stderr)
    else:
        put(_rendered(report, form, full, quiet), "" if form == "text" else "utf-8")
    if form == "github":
        _summarise(report)
    return exit_code(report)


def _summarise(report: "Report") -> None:
    """Add the report to the summary of the job, where GitHub says that there is one."""
    from grader.reporting.formats import markdown

    place = os.environ.get("GITHUB_STEP_SUMMARY")
    if place:
        with open(place, "a", encoding="utf-8") as file:
            file.write(markdown.render(report))


def _grade(
    source: "Source",
    folder: Path,
    word: str,
    path: Path | None,
    seed: int | None,
    reveal: "Reveal | None",
    unsafe: bool,
    learning: bool,
) -> "Report":
    from grader.course.course import open_course
    from grader.judge.opened import OpenCourse
    from grader.study.finding import Found, NotStarted, look
    from grader.study.progress import forgetting, remembering

    course = open_course(folder)
    exercise = course.named(word)
    keep = remembering(folder) if learning else forgetting
    opened = OpenCourse(course, source, seed=seed, reveal=reveal, confined=not unsafe, keep=keep)
    try:
        found = Found(path, "") if path else look(exercise.wanted, Path.cwd())
    except NotStarted as nothing:
        return opened.not_started(exercise, nothing.paths[0].name)
    report = opened.grade(exercise, found.path, str(_from_here(found.path)), note=found.note)
    return _with_farewell(report, exercise) if learning and report.passed else report


def _with_farewell(report: "Report", exercise: "Exercise") -> "Report":
    """Where one goes from full marks."""
    import msgspec

    onward = _("`grade next` says what comes now.")
    if exercise.recorded is None:
        compare = _("`grade solution {exercise}` shows another way to write it.")
        onward = f"{onward} {compare.format(exercise=exercise.id)}"
    return msgspec.structs.replace(report, notices=(*report.notices, onward))


def _from_here(path: Path) -> Path:
    """A path as one would type it here."""
    try:
        return path.relative_to(Path.cwd())
    except (ValueError, OSError):
        return path


def _rendered(report: "Report", form: str, full: bool, quiet: bool) -> str:
    if form != "text":
        return _for_machines(report, form)
    from grader.reporting.formats import text

    if quiet:
        return text.summary(report) + "\n"
    screen = terminal()
    return text.render(
        report,
        width=screen.width,
        colour=screen.colour,
        ascii_only=screen.ascii_only,
        full=full,
        height=None if full or screen.height is None else screen.height - 1,
    )


def _for_machines(report: "Report", form: str) -> str:
    from grader.reporting.formats import github, gradescope, json, junit, markdown

    if form == "github":
        return github.render(report, secrets.token_hex(16))
    if form == "gradescope":
        return gradescope.render([report])
    renderers = {"json": json.render, "junit": junit.render, "markdown": markdown.render}
    return renderers[form](report)


@contextlib.contextmanager
def _progress(silent: bool) -> Iterator[None]:
    """A sign of life on a terminal's standard error, where it disturbs no output."""
    if silent or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(_("Importing TensorFlow and asking your code …")):
        yield
