"""How is a class graded? What is new goes to the pool; grades into the gradebook, one by one."""

import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from grader.classroom.gradebook import (
    Gradebook,
    Key,
    Row,
    as_csv,
    as_json_lines,
    course_hash,
    source_hash,
)  # fmt: skip
from grader.classroom.handed_in import Handed, gather
from grader.classroom.jobs import Job, Terms, grade_all
from grader.classroom.roster import Member, member_of, missing, read_roster
from grader.course.course import open_course
from grader.course.exercise import Exercise
from grader.languages import current
from grader.reporting.output import put
from grader.reporting.report import Report, Reveal

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
    terms = Terms(
        str(course.folder),
        settings.seed if asked.seed is None else asked.seed,
        asked.reveal or settings.reveal,
        not asked.unsafe,
        current(),
    )
    roster = read_roster(asked.roster) if asked.roster else ()
    with Gradebook(asked.gradebook) as book:  # before it is looked what was handed in
        handed = gather(asked.folder, chosen)
        jobs = _to_do(handed, chosen, terms, book, roster, asked.regrade)
        failed = _graded(jobs, book, asked, pool)
        rows = list(book.current())
    here = {(_name(h, roster), h.exercise) for h in handed}
    rows = [row for row in rows if (row.key.student, row.key.exercise) in here]
    for path, text in ((asked.csv, as_csv(rows)), (asked.jsonl, as_json_lines(rows))):
        if path is not None:
            _replace(path, text)
    absent = missing(handed, roster) if roster else ()
    if asked.report is not None:
        _write_pages(asked.report, rows, absent)
    if not asked.quiet:
        put("\n".join(_summary(rows, len(jobs), failed, absent, asked.gradebook)) + "\n")
    return 3 if failed else 0


def _name(handed: Handed, roster: Sequence[Member]) -> str:
    member = member_of(handed, roster) if roster else None
    return member.name if member else handed.student


def _to_do(
    handed: Sequence[Handed],
    chosen: Sequence[Exercise],
    terms: Terms,
    book: Gradebook,
    roster: Sequence[Member],
    regrade: bool,
) -> dict[Job, tuple[Key, str, str]]:
    """The jobs that no row of the gradebook answers, and what each is to be kept under."""
    hashes = {e.id: course_hash(e, terms.reveal, terms.confined) for e in chosen}
    jobs = {}
    for number, one in enumerate(handed):
        key = Key(
            _name(one, roster),
            one.exercise,
            source_hash(one.data),
            hashes[one.exercise],
            terms.seed,
        )
        file, notes = str(one.path or ""), " ".join(one.notes)
        if regrade or not book.seen(key, file, notes):
            jobs[Job(terms, one.exercise, file, one.data, number)] = (key, file, notes)
    return jobs


def _graded(
    jobs: dict[Job, tuple[Key, str, str]], book: Gradebook, asked: Asked, local: Pool | None
) -> list[tuple[str, Exception]]:
    """Grade and keep; what could not be graded, and why."""
    if not jobs:
        return []
    pool, width = _pool(asked, len(jobs), local)
    failed = []
    # Equal exercises stand together: each process makes one grader after the other.
    order = sorted(jobs, key=lambda job: (job.exercise, job.number))
    for job, outcome in _watched(grade_all(order, pool, width), len(jobs), asked.quiet):
        if isinstance(outcome, Report):
            book.keep(*jobs[job], outcome)
        else:
            failed.append((f"{jobs[job][0].student}, {job.exercise}", outcome))
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


def _watched(
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


def _summary(
    rows: Sequence[Row],
    new: int,
    failed: Sequence[tuple[str, Exception]],
    absent: Sequence[str],
    gradebook: Path,
) -> Iterator[str]:
    for exercise in dict.fromkeys(row.key.exercise for row in rows):
        mine = [row.report for row in rows if row.key.exercise == exercise]
        mean = sum(r.score for r in mine) / len(mine)
        yield f"{exercise}: {len(mine)} submissions, mean {mean:.1f} of {mine[0].max_score}"
        yield from _common(mine)
    graded = new - len(failed)
    yield f"{graded} graded now, {len(rows) - graded} known before; {gradebook}"
    for label, chosen in _attention(rows):
        yield f"{label}: {', '.join(chosen)}"
    for who, error in failed:
        yield f"Not graded: {who}: {type(error).__name__}: {error}"
    if absent:
        yield f"Nothing from: {', '.join(absent)}"


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
        "Broken (our fault, no grade)": lambda r: (
            r.status == "broken" or any(c.outcome == "broken" for c in r.checks)
        ),
        "Lost (crashed, hung, or over a limit)": lambda r: any(
            c.outcome == "lost" for c in r.checks
        ),
        "Unreadable": lambda r: r.status == "unreadable",
        "Import failed": lambda r: r.status == "import failed",
        "Not started": lambda r: r.status == "not started",
    }
    for label, applies in kinds.items():
        chosen = [f"{r.key.student} ({r.key.exercise})" for r in rows if applies(r.report)]
        if chosen:
            yield label, chosen


def _write_pages(folder: Path, rows: Sequence[Row], absent: Sequence[str]) -> None:
    """A page a student, and one of the class, into a folder."""
    from grader.reporting.formats.pages import Entry, class_page, student_page

    (folder / "students").mkdir(parents=True, exist_ok=True)
    pages = _addresses(list(dict.fromkeys(row.key.student for row in rows)))
    for student, page in pages.items():
        mine = [row for row in rows if row.key.student == student]
        notes = {row.key.exercise: row.notes for row in mine}
        _replace(folder / page, student_page(student, [row.report for row in mine], notes))
    entries = [Entry(r.key.student, r.report, pages[r.key.student], r.notes) for r in rows]
    _replace(folder / "index.html", class_page(entries, absent))


def _addresses(students: Sequence[str]) -> dict[str, str]:
    """A file name for each student, of harmless letters, and never the same one twice."""
    found: dict[str, str] = {}
    for student in students:
        plain = re.sub(r"[^A-Za-z0-9]+", "-", student).strip("-").lower()[:60] or "student"
        page, number = f"students/{plain}.html", 1
        while page in found.values():
            number += 1
            page = f"students/{plain}-{number}.html"
        found[student] = page
    return found


def _replace(path: Path, text: str) -> None:
    """Write a whole file or none of it."""
    part = path.with_name(f".{path.name}.part")
    part.write_text(text, encoding="utf-8")
    os.replace(part, path)
