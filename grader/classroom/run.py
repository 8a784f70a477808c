"""How is a class graded? What is new goes to the pool; grades into the gradebook, one by one."""

import os
import sqlite3
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from grader.classroom.counted import Handed
from grader.classroom.exports import as_csv, as_json_lines
from grader.classroom.gradebook import (
    Gradebook,
    Key,
    NotWritten,
    Row,
    course_hash,
    source_hash,
    status_of,
)  # fmt: skip
from grader.classroom.handed_in import gather
from grader.classroom.jobs import Job, Terms, grade_all
from grader.classroom.published import publish, replace_file
from grader.classroom.roster import read_roster
from grader.classroom.summary import summary, watched
from grader.course.course import open_course
from grader.course.exercise import Exercise
from grader.languages import current
from grader.reporting.letters import clean
from grader.reporting.output import put
from grader.reporting.report import Report, Reveal

STANDARD_OUTPUT = Path("-")
Pool = Callable[[int], AbstractContextManager[Executor]]


@dataclass(frozen=True)
class Asked:
    """The options of the command."""

    exercise: str
    folder: Path
    gradebook: Path
    jobs: int | None
    roster: Path | None
    csv: Path | None
    jsonl: Path | None
    report: Path | None
    regrade: bool
    cluster: str | None
    seed: int | None
    reveal: Reveal | None
    unsafe: bool
    quiet: bool
    course: Path


def grade_class(asked: Asked, pool: Pool | None) -> int:
    """Grade what is not graded yet, in a local pool or on a cluster; the exit code."""
    course = open_course(asked.course)
    settings = course.settings
    chosen = course.exercises if asked.exercise == "all" else (course.named(asked.exercise),)
    reveal = asked.reveal or settings.reveal
    roster = read_roster(asked.roster) if asked.roster else ()
    wanted, every = ([e.wanted for e in some] for some in (chosen, course.exercises))
    try:
        with Gradebook(asked.gradebook) as book:  # before it is looked what was handed in
            seed = book.seed(settings.seed if asked.seed is None else asked.seed)
            terms = Terms(str(course.folder), seed, reveal, not asked.unsafe, current())
            gathered = gather(asked.folder, wanted, every, roster)
            jobs = _to_do(gathered.handed, chosen, terms, book, asked.regrade)
            failed = _graded(jobs, book, asked, pool)
            kept = list(book.current())
    except sqlite3.Error as error:
        raise NotWritten(asked.gradebook, error) from None
    rows = _of_this_run(kept, failed, gathered.handed, chosen, seed)
    for path, text in ((asked.csv, as_csv(rows)), (asked.jsonl, as_json_lines(rows))):
        if path == STANDARD_OUTPUT:
            put(text, "utf-8")
        elif path is not None:
            replace_file(path, text)
    if asked.report is not None:
        publish(asked.report, rows, gathered)
    if not asked.quiet:
        lines = summary(rows, len(jobs), len(failed), gathered, asked.gradebook, seed)
        # Names are students' own: they end no line and are no orders to a terminal.
        told = "".join(clean(" ".join(line.splitlines())) + "\n" for line in lines)
        if STANDARD_OUTPUT in (asked.csv, asked.jsonl):
            print(told, end="", file=sys.stderr)
        else:
            put(told)
    return 3 if failed or any(status_of(row.report) == "broken" for row in rows) else 0


def _of_this_run(
    kept: Sequence[Row],
    failed: Mapping[Key, tuple[str, str, Exception]],
    handed: Sequence[Handed],
    chosen: Sequence[Exercise],
    seed: int,
) -> list[Row]:
    """A row for each student and exercise.

    What could not be graded now is broken, and no grade of another file stands in for it.
    """
    rows = {(row.key.student, row.key.exercise): row for row in kept}
    titles = {exercise.id: exercise.title for exercise in chosen}
    best = {row.key.exercise: row.report.max_score for row in kept}
    for key, (file, notes, error) in failed.items():
        known = rows.get((key.student, key.exercise))
        if known is not None and known.key == key:
            continue
        report = Report(
            exercise=key.exercise, title=titles[key.exercise], submission=file, status="broken",
            message=f"{type(error).__name__}: {error}", seed=seed, score=0,
            max_score=best.get(key.exercise, 0), passed=False, checks=(), versions={},
            protections=(), seconds=0.0,
        )  # fmt: skip
        rows[key.student, key.exercise] = Row(key, file, notes, report, "")
    here = [(one.student, one.exercise) for one in handed]
    return [rows[one] for one in dict.fromkeys(here) if one in rows]


def _to_do(
    handed: Sequence[Handed],
    chosen: Sequence[Exercise],
    terms: Terms,
    book: Gradebook,
    regrade: bool,
) -> dict[Job, tuple[Key, str, str]]:
    """The jobs that no row of the gradebook answers, and what each is to be kept under."""
    hashes = {e.id: course_hash(e, terms.reveal, terms.confined) for e in chosen}
    jobs = {}
    for number, one in enumerate(handed):
        hashed = source_hash(one.content)
        key = Key(one.student, one.exercise, hashed, hashes[one.exercise], terms.seed)
        file, notes = str(one.path or ""), " ".join(one.notes)
        if regrade or not book.seen(key, file, notes):
            job = Job(terms, one.exercise, file, one.data, number, one.problem, one.beside)
            jobs[job] = (key, file, notes)
    return jobs


def _graded(
    jobs: dict[Job, tuple[Key, str, str]], book: Gradebook, asked: Asked, local: Pool | None
) -> dict[Key, tuple[str, str, Exception]]:
    """Grade and keep; what could not be graded, and why."""
    failed: dict[Key, tuple[str, str, Exception]] = {}
    if not jobs:
        return failed
    pool, width = _pool(asked, len(jobs), local)
    # Equal exercises stand together: each process makes one grader after the other.
    order = sorted(jobs, key=lambda job: (job.exercise, job.number))
    for job, outcome in watched(grade_all(order, pool, width), len(jobs), asked.quiet):
        if isinstance(outcome, Report):
            book.keep(*jobs[job], outcome)
        else:
            key, file, notes = jobs[job]
            failed[key] = (file, notes, outcome)
    return failed


def _pool(
    asked: Asked, jobs: int, local: Pool | None
) -> tuple[Callable[[], AbstractContextManager[Executor]], int]:
    if local is None:
        assert asked.cluster is not None
        from grader.classroom.cluster import cluster_pool, width

        return partial(cluster_pool, asked.cluster), width(asked.cluster)
    processes = min(asked.jobs or len(os.sched_getaffinity(0)) or 1, jobs)
    return partial(local, processes), processes
