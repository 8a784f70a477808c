"""What was graded stays graded: each grade is final for its content, and none is lost."""

import dataclasses
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from grader.classroom.gradebook import (
    SCHEMA,
    Gradebook,
    GradebookError,
    Key,
    NotWritten,
    course_hash,
    source_hash,
)  # fmt: skip
from tests.conftest import ROOT
from tests.reporting.test_text import check, report
from tests.tiny import EXERCISE

KEY = Key("ada", "exercise-09", "s1", "c1", 0)
GOOD, BAD = report(check("a"), check("b")), report(check("a"), check("b", "failed"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "grades.db"


def scores(path: Path) -> dict[tuple[str, str], int]:
    with Gradebook(path) as book:
        return {(r.key.student, r.key.exercise): r.report.score for r in book.current()}


def test_a_grade_is_known_again_with_its_report(path: Path) -> None:
    with Gradebook(path) as book:
        assert not book.seen(KEY, "a.py", "")
        book.keep(KEY, "a.py", "late", GOOD)
    with Gradebook(path) as book:
        assert book.seen(KEY, "a.py", "late")
        (row,) = book.current()
    assert (row.key, row.file, row.notes, row.report) == (KEY, "a.py", "late", GOOD)


def test_the_seed_is_drawn_once_and_kept_with_the_grades(tmp_path: Path) -> None:
    drawn = set()
    for name in ("a.db", "b.db"):
        with Gradebook(tmp_path / name) as book, Gradebook(tmp_path / name) as at_once:
            drawn |= {book.seed(None), at_once.seed(None)}
        with Gradebook(tmp_path / name) as book:
            drawn.add(book.seed(None))
    assert len(drawn) == 2 and all(seed.bit_length() > 40 for seed in drawn)


def test_a_seed_that_is_given_is_that_of_later_runs(path: Path) -> None:
    for asked, seed in ((7, 7), (None, 7), (0, 0), (None, 0)):
        with Gradebook(path) as book:
            assert book.seed(asked) == seed


def test_a_gradebook_from_before_seeds_were_kept_goes_on_with_its_own(path: Path) -> None:
    with Gradebook(path) as book:
        book.keep(dataclasses.replace(KEY, seed=5), "a.py", "", GOOD)
        book._db.execute("drop table seeds")
    with Gradebook(path) as book:
        assert book.seed(None) == 5


@pytest.mark.parametrize(
    "change", [{"source_hash": "s2"}, {"course_hash": "c2"}, {"seed": 1}, {"student": "bob"}]
)
def test_whatever_a_grade_depends_on_makes_a_new_one(path: Path, change: dict) -> None:
    with Gradebook(path) as book:
        book.keep(KEY, "a.py", "", GOOD)
        assert not book.seen(dataclasses.replace(KEY, **change), "a.py", "")


def test_the_latest_run_counts_even_when_it_knew_the_grade(path: Path) -> None:
    newer = dataclasses.replace(KEY, source_hash="s2")
    with Gradebook(path) as book:
        book.keep(KEY, "a.py", "", GOOD)
    with Gradebook(path) as book:
        book.keep(newer, "a.py", "", BAD)
    assert scores(path) == {("ada", "exercise-09"): 2}
    with Gradebook(path) as book:
        assert book.seen(KEY, "a.py", "")  # the first file was handed in again
    assert scores(path) == {("ada", "exercise-09"): 4}


NEWER = dataclasses.replace(KEY, source_hash="s2")


@pytest.mark.parametrize("order", ["older last", "newer last"])
def test_of_two_runs_at_once_the_one_that_began_later_wins(path: Path, order: str) -> None:
    with Gradebook(path) as older, Gradebook(path) as newer:
        kept = [(newer, NEWER, GOOD), (older, KEY, BAD)]
        for book, key, graded in kept if order == "older last" else reversed(kept):
            book.keep(key, "a.py", "", graded)
    assert scores(path) == {("ada", "exercise-09"): 4}


def test_a_run_that_began_earlier_changes_nothing_of_a_later_ones(path: Path) -> None:
    with Gradebook(path) as older, Gradebook(path) as newer:
        newer.keep(KEY, "new.py", "new", GOOD)
        older.keep(KEY, "old.py", "old", BAD)
        assert older.seen(KEY, "old.py", "old")
        (row,) = newer.current()
    assert (row.file, row.notes, row.report) == ("new.py", "new", GOOD)


def test_what_breaks_when_graded_again_leaves_the_grade_and_makes_it_count(path: Path) -> None:
    broken = report(check("a", "broken"))
    with Gradebook(path) as book:
        book.keep(KEY, "a.py", "", GOOD)
    with Gradebook(path) as book:
        book.keep(NEWER, "a.py", "", BAD)
    with Gradebook(path) as book:
        book.keep(KEY, "a.py", "", broken)
    assert scores(path) == {("ada", "exercise-09"): 4}


def test_runs_of_a_gradebook_made_before_runs_were_counted_go_on(path: Path) -> None:
    with Gradebook(path) as book:
        for _ in range(3):
            book.keep(KEY, "a.py", "", GOOD)
        book._db.execute("update grades set run = 7")
        book._db.execute("drop table runs")
    with Gradebook(path) as book:
        book.keep(NEWER, "a.py", "", BAD)
    assert scores(path) == {("ada", "exercise-09"): 2}


def test_a_grade_that_cannot_be_written_is_told_and_all_others_are_kept(path: Path) -> None:
    with Gradebook(path) as book:
        book.keep(KEY, "a.py", "", GOOD)
        ((pages,),) = book._db.execute("pragma page_count").fetchall()
        book._db.execute(f"pragma max_page_count={pages}")
        with pytest.raises(NotWritten, match="is full"):
            for n in range(1000):
                book.keep(dataclasses.replace(KEY, source_hash=f"s{n}"), "a.py", "", BAD)
    assert NotWritten.exit_code == 3
    assert ("ada", "exercise-09") in scores(path)


def test_what_broke_on_our_side_is_graded_again(path: Path) -> None:
    with Gradebook(path) as book:
        book.keep(KEY, "a.py", "", report(check("a", "broken")))
        assert not book.seen(KEY, "a.py", "")
        book.keep(KEY, "a.py", "", GOOD)
        assert book.seen(KEY, "a.py", "")


def test_a_killed_writer_loses_nothing_it_has_written(path: Path) -> None:
    program = (
        "import sys, os, signal, pathlib; sys.path.insert(0, '.')\n"
        "from tests.classroom.test_gradebook import *\n"
        f"book = Gradebook(pathlib.Path({str(path)!r}))\n"
        "for n in range(50):\n"
        "    book.keep(dataclasses.replace(KEY, student=f's{n:02}'), 'a.py', '', GOOD)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT)
    assert done.returncode == -signal.SIGKILL
    assert len(scores(path)) == 50


def test_two_may_write_at_the_same_time(path: Path) -> None:
    with Gradebook(path) as one, Gradebook(path) as other:
        one.keep(KEY, "a.py", "", GOOD)
        other.keep(dataclasses.replace(KEY, student="bob"), "b.py", "", BAD)
    assert len(scores(path)) == 2


@pytest.mark.parametrize("content", [b"no database" * 100, b"SQLite format 3\0" + b"x" * 100])
def test_what_is_no_gradebook_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(GradebookError, match=r"grades\.db is no gradebook"):
        Gradebook(path)
    assert path.read_bytes() == content


def test_a_gradebook_of_another_version_is_refused(path: Path) -> None:
    with Gradebook(path) as book:
        book._db.execute("pragma user_version=99")
    with pytest.raises(GradebookError, match="another version"):
        Gradebook(path)


def test_a_course_hash_changes_with_checks_and_settings_only(tmp_path: Path) -> None:
    import shutil

    folder = tmp_path / "solution"
    shutil.copytree(EXERCISE.solution_folder, folder)
    copy = dataclasses.replace(EXERCISE, solution_folder=folder)
    before = course_hash(copy, "all", True)
    assert before == course_hash(EXERCISE, "all", True)
    assert len({before, course_hash(copy, "none", True), course_hash(copy, "all", False)}) == 3
    (folder / "checks.py").write_text((folder / "checks.py").read_text() + "\n")
    assert course_hash(copy, "all", True) != before
    assert source_hash(b"a") != source_hash(b"b")


def _another_programs(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("create table bookmarks (address text)")
        db.execute("insert into bookmarks values ('here')")
        db.commit()


def _a_table_of_the_same_name(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("create table grades (student text, mark text)")
        db.commit()


def _with_the_same_version(path: Path) -> None:
    _another_programs(path)
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"pragma user_version={SCHEMA}")


def _cut(path: Path) -> None:
    with Gradebook(path) as book:
        book.keep(KEY, "a.py", "", GOOD)
    path.write_bytes(path.read_bytes()[:5000])


def _overwritten(path: Path) -> None:
    with Gradebook(path) as book:
        book.keep(KEY, "a.py", "", GOOD)
    data = path.read_bytes()
    path.write_bytes(data[:100] + bytes(4000) + data[4100:])


def _of_a_later_version(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("create table grades (student text)")
        db.execute("pragma user_version=99")


@pytest.mark.parametrize(
    "made",
    [
        _another_programs, _a_table_of_the_same_name, _with_the_same_version, _cut, _overwritten,
        _of_a_later_version,
    ],
)  # fmt: skip
def test_another_programs_database_and_a_damaged_one_are_not_touched(
    path: Path, made: Callable[[Path], None]
) -> None:
    made(path)
    before = {one.name: one.read_bytes() for one in path.parent.iterdir()}
    with pytest.raises(GradebookError, match=r"name a new file|use a new file"):
        Gradebook(path)
    assert {one.name: one.read_bytes() for one in path.parent.iterdir()} == before


def test_an_empty_file_becomes_a_gradebook(path: Path) -> None:
    path.touch()
    with Gradebook(path) as book:
        book.keep(KEY, "a.py", "", GOOD)
