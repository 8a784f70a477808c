"""What is said of a class in the terminal: while it is graded, and in the end."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from grader.classroom.gradebook import Row, status_of
from grader.classroom.handed_in import Gathered
from grader.classroom.jobs import Job
from grader.reporting.report import Report

MOST_LEFT = 20  # files that were left out, by name; all of them are on the page


def watched(
    outcomes: Iterator[tuple[Job, Report | Exception]], total: int, quiet: bool
) -> Iterator[tuple[Job, Report | Exception]]:
    """The same, with a bar on a terminal and a line now and then elsewhere."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )  # fmt: skip

    console = Console(stderr=True)
    columns = (
        TextColumn("grading"), BarColumn(), MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=console, disable=quiet or not console.is_terminal) as progress:
        task = progress.add_task("grading", total=total, rate="")
        for done, outcome in enumerate(outcomes, 1):
            yield outcome
            speed = progress.tasks[0].speed
            progress.update(task, advance=1, rate=f"{speed:.1f} a second" if speed else "")
            if not quiet and not console.is_terminal and (done % 50 == 0 or done == total):
                print(f"grade: {done} of {total} graded", file=sys.stderr)


def summary(
    rows: Sequence[Row], new: int, failed: int, gathered: Gathered, gradebook: Path, seed: int
) -> Iterator[str]:
    """Scores, what was misunderstood, whom to look at, and what was left out and why."""
    for exercise in dict.fromkeys(row.key.exercise for row in rows):
        every = [row.report for row in rows if row.key.exercise == exercise]
        mine = [report for report in every if status_of(report) != "broken"]
        many = "1 submission" if len(every) == 1 else f"{len(every)} submissions"
        if mine:
            mean = sum(r.score for r in mine) / len(mine)
            yield f"{exercise}: {many}, mean {mean:.1f} of {mine[0].max_score}"
        else:
            yield f"{exercise}: {many}, none of them graded"
        yield from _common(mine)
    yield f"{new - failed} graded now, {len(rows) - new} known before; {gradebook}"
    yield f"The seed is {seed}, kept in {gradebook}: who knows it can write down the answers"
    for label, chosen in _attention(rows):
        yield f"{label}: {', '.join(chosen)}"
    for reason in dict.fromkeys(r.report.message for r in rows if r.report.status == "broken"):
        yield f"  {reason}"
    if gathered.left:
        yield "Left out:"
        for left in gathered.left[:MOST_LEFT]:
            yield f"  {left.what}: {left.why}"
        if len(gathered.left) > MOST_LEFT:
            yield f"  … and {len(gathered.left) - MOST_LEFT} more: --report lists them"
    if gathered.strangers:
        yield f"Not on the roster: {', '.join(gathered.strangers)}"
    if gathered.missing:
        yield f"Nothing from: {', '.join(gathered.missing)}"


def _common(reports: Sequence[Report]) -> Iterator[str]:
    """The misconceptions of the class, the most common first."""
    titles = Counter(
        title
        for report in reports
        for title in {c.diagnosis.title for c in report.checks if c.diagnosis is not None}
    )
    for title, count in titles.most_common(5):
        yield f"  {count:>4} × {title}"


def _attention(rows: Sequence[Row]) -> Iterator[tuple[str, list[str]]]:
    """Whom a teacher should look at."""
    kinds: dict[str, Callable[[Report], bool]] = {
        "Broken (our fault, no grade)": lambda r: status_of(r) == "broken",
        "Lost (crashed, hung, or over a limit)": lambda r: any(
            c.outcome == "lost" for c in r.checks
        ),
        "Unreadable": lambda r: r.status == "unreadable",
        "Import failed": lambda r: r.status == "import failed",
        "Not started": lambda r: r.status == "not started",
        "Places to look at (nothing was taken off)": lambda r: bool(r.places),
    }
    for label, applies in kinds.items():
        chosen = [f"{r.key.student} ({r.key.exercise})" for r in rows if applies(r.report)]
        if chosen:
            yield label, chosen
