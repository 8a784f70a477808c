"""Which submissions have been graded, and how did they fare? One SQLite file that keeps it all.

A grade is final for one student, exercise, content of the file, content of the exercise, and seed
(a secret one, drawn by the first run and kept here): asked again, it is found. Each is written at
once and on its own, so whatever happens to the program, what was graded stays graded, and only what
is missing is graded next time.
"""

import hashlib
import re
import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

from grader.course.exercise import Exercise
from grader.problems import OURS, Problem
from grader.reporting.report import Report, Reveal

SCHEMA = 1
_TABLE = """
create table if not exists grades (
    student text not null,
    exercise text not null,
    source_hash text not null,
    course_hash text not null,
    seed integer not null,
    file text not null,
    notes text not null,
    score integer not null,
    max_score integer not null,
    status text not null,
    report blob not null,
    graded_at text not null,
    run integer not null,
    primary key (student, exercise, source_hash, course_hash, seed)
) strict
"""
_COLUMNS = re.findall(r"^    (\w+) \w+ not null", _TABLE, re.MULTILINE)
_UNUSABLE = (
    "{path} is no gradebook that can be used: {why}. Nothing of it was changed: put a copy of it "
    "in its place, or name a new file."
)
# Runs are counted when they begin: of two at once the later one, which saw newer files, wins.
_RUNS = "create table if not exists runs (run integer primary key, began text not null) strict"
_SEEDS = "create table if not exists seeds (run integer primary key, seed integer not null) strict"
_LATEST = """
select seed from (select run, seed from seeds union all select run, seed from grades)
order by run desc limit 1
"""
_BEGIN = """
insert into runs select 1 + max(
    (select coalesce(max(run), 0) from runs), (select coalesce(max(run), 0) from grades)
), ?
returning run
"""
_KEEP = f"""
insert into grades values ({", ".join("?" * 13)})
on conflict do update set
    (file, notes, score, max_score, status, report, graded_at) = (
        excluded.file, excluded.notes, excluded.score, excluded.max_score, excluded.status,
        excluded.report, excluded.graded_at
    )
where (excluded.run >= run or status = 'broken')
    and (excluded.status != 'broken' or status = 'broken')
"""
_KEY = "student = ? and exercise = ? and source_hash = ? and course_hash = ? and seed = ?"
PATIENCE = 30.0  # seconds that another program may keep the file locked


class GradebookError(Problem):
    """The file is no gradebook, or of another version; says which, and what to do."""


class NotWritten(GradebookError):
    """A grade could not be kept, for the disk is full or somebody else holds the file."""

    exit_code = OURS

    def __init__(self, path: Path, error: sqlite3.Error) -> None:
        super().__init__(
            f"{path} cannot be written: {error}. Grades before it are kept: make room, or close "
            "what else uses the file, and run it again."
        )


@dataclass(frozen=True)
class Key:
    """What a grade depends on."""

    student: str
    exercise: str
    source_hash: str
    course_hash: str
    seed: int


@dataclass(frozen=True)
class Row:
    """One grade as it is kept."""

    key: Key
    file: str
    notes: str
    report: Report
    graded_at: str


class Gradebook:
    """Opens (or makes) the file; use as a context manager."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._db = sqlite3.connect(path, isolation_level=None, timeout=PATIENCE)
            try:
                self._begin()
            except BaseException:
                self._db.close()
                raise
        except sqlite3.Error as error:
            if refused(error):
                raise NotWritten(path, error) from None
            raise GradebookError(_UNUSABLE.format(path=path, why=error)) from None

    def _begin(self) -> None:
        refuse_others(self._db, self._path)
        self._db.execute("pragma journal_mode=wal")
        self._db.execute("pragma synchronous=full")
        self._db.execute(_TABLE)
        self._db.execute(_RUNS)
        self._db.execute(_SEEDS)
        self._db.execute(f"pragma user_version={SCHEMA}")
        ((self._run,),) = self._db.execute(_BEGIN, (_now(),)).fetchall()

    def __enter__(self) -> "Gradebook":
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def seed(self, asked: int | None) -> int:
        """The seed of this run: what is asked for, else that of the run before, else a secret one.

        Runs that begin at the same time have the same, and all of them are kept.
        """
        with self._writing():
            known = self._db.execute(_LATEST).fetchone()
            drawn = known[0] if known else secrets.randbits(62)
            seed: int = drawn if asked is None else asked
            self._db.execute("insert or replace into seeds values (?, ?)", (self._run, seed))
        return seed

    def seen(self, key: Key, file: str, notes: str) -> bool:
        """Whether this is graded already; if so, it is what counts from now on.

        What went wrong on our side is no grade.
        """
        with self._writing():
            changed = self._db.execute(
                "update grades set run = max(run, ?1), file = iif(run > ?1, file, ?2), "
                "notes = iif(run > ?1, notes, ?3) where student = ?4 and exercise = ?5 and "
                "source_hash = ?6 and course_hash = ?7 and seed = ?8 and status != 'broken'",
                (self._run, file, notes, *_values(key)),
            )
        return changed.rowcount > 0

    def keep(self, key: Key, file: str, notes: str, report: Report) -> None:
        """Write one grade, in the place of what was known under this key.

        What went wrong on our side, or a run that began earlier, takes the place of no grade.
        """
        values = (
            *_values(key), file, notes, report.score, report.max_score,
            status_of(report), msgspec.json.encode(report), _now(), self._run,
        )  # fmt: skip
        with self._writing():
            self._db.execute(_KEEP, values)
            counts = f"update grades set run = max(run, ?) where {_KEY}"
            self._db.execute(counts, (self._run, *_values(key)))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """All of it is written or nothing is; raises `NotWritten`."""
        try:
            self._db.execute("begin immediate")
            yield
            self._db.execute("commit")
        except sqlite3.Error as error:
            with suppress(sqlite3.Error):
                self._db.execute("rollback")
            raise NotWritten(self._path, error) from None

    def current(self) -> Iterator[Row]:
        """What counts: for each student and exercise the grade of the latest run."""
        rows = self._db.execute(
            "select student, exercise, source_hash, course_hash, seed, file, notes, report, "
            "graded_at, max(run) from grades group by student, exercise "
            "order by student collate nocase, exercise"
        )
        for *key, file, notes, report, graded_at, _ in rows:
            yield Row(Key(*key), file, notes, msgspec.json.decode(report, type=Report), graded_at)


def refuse_others(db: sqlite3.Connection, path: Path) -> None:
    """Raise `GradebookError` before anything is written to what is no gradebook, or damaged."""
    tables = db.execute("select name from sqlite_master where type = 'table'").fetchall()
    (version,) = db.execute("pragma user_version").fetchone()
    columns = [name for _, name, *_ in db.execute("pragma table_info(grades)").fetchall()]
    if version not in (0, SCHEMA) and (columns or not tables):
        raise GradebookError(f"{path} was made by another version of gradetape: use a new file.")
    if tables and columns != _COLUMNS:
        raise GradebookError(f"{path} is the database of another program: name a new file.")
    (whole,) = db.execute("pragma quick_check(1)").fetchone()
    if whole != "ok":
        raise GradebookError(_UNUSABLE.format(path=path, why=whole))


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S%z")


def _values(key: Key) -> tuple[str, str, str, str, int]:
    return key.student, key.exercise, key.source_hash, key.course_hash, key.seed


def status_of(report: Report) -> str:
    """The status of a row: what is partly broken is no grade either."""
    broken = any(check.outcome == "broken" for check in report.checks)
    return "broken" if broken else report.status


def refused(error: sqlite3.Error) -> bool:
    """Whether the system or another program is in the way, and not the file itself."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (
        sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_READONLY,
    )  # fmt: skip


def source_hash(data: bytes) -> str:
    """The same for the same content of a file."""
    return hashlib.sha256(data).hexdigest()


def course_hash(exercise: Exercise, reveal: Reveal, confined: bool) -> str:
    """The same as long as the same submission must get the same report."""
    digest = hashlib.sha256()
    parts = [
        msgspec.json.encode(exercise.metadata),
        f"{reveal} {confined} {exercise.language}".encode(),
    ]
    for name, content in exercise.depends_on.items():
        parts += [name.encode(), content]
    parts += [f"{name} {_version(name)}".encode() for name in ("gradetape", "tensorflow", "keras")]
    for part in parts:
        digest.update(len(part).to_bytes(8, "little") + part)
    return digest.hexdigest()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"
