"""A whole class: every submission has its row, the same grade as by itself, whatever happens."""

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.classroom.gradebook import Gradebook
from grader.classroom.jobs import Job, Terms, grade_all, local_pool
from grader.reporting.report import Report
from tests.command import run as grade
from tests.test_robustness import processes_of, until
from tests.tiny import COURSE, RIGHT

SQUARES = RIGHT.replace("x + x", "x * x")
SOURCES = {
    "ada": RIGHT,
    "bob": SQUARES,
    "eve": RIGHT.replace("return x + x", "import os; os._exit(0)"),
    "joe": "def double(:",
    "kim": RIGHT.replace("x + x", "x + x + 0"),
    "liz": RIGHT.replace("return x + x", "\n    while True: pass"),
    "max": "print('nothing here')\n",
}


@pytest.fixture
def handed_in(tmp_path: Path) -> Path:
    folder = tmp_path / "handed in"
    folder.mkdir()
    for name, source in SOURCES.items():
        (folder / f"{name}.py").write_text(source)
    return folder


def command(folder: Path, *options: object) -> list[str]:
    words = ["class", "1", folder, "--course", COURSE, "--gradebook", folder.parent / "grades.db"]
    return [sys.executable, "-m", "grader", *map(str, [*words, *options])]


def run(folder: Path, *options: object) -> subprocess.CompletedProcess[str]:
    return grade(*command(folder, *options)[3:])


def scores(folder: Path) -> dict[str, int]:
    with Gradebook(folder.parent / "grades.db") as book:
        return {row.key.student: row.report.score for row in book.current()}


def verdicts(folder: Path) -> dict[str, object]:
    """What must not depend on how it was graded: all of the reports but names and times."""
    with Gradebook(folder.parent / "grades.db") as book:
        return {row.key.student: (row.report.status, row.report.checks) for row in book.current()}


def test_a_class_is_graded_known_again_and_changed_files_only_are_graded_anew(
    handed_in: Path,
) -> None:
    first = run(handed_in, "--jobs", 2)
    assert first.returncode == 0, first.stderr
    assert "exercise-01: 7 submissions" in first.stdout and "7 graded now, 0 known" in first.stdout
    assert "1 × The tensor is squared" in first.stdout
    assert "Lost (crashed, hung, or over a limit): eve (exercise-01), liz" in first.stdout
    assert "Unreadable: joe (exercise-01)" in first.stdout
    marks = scores(handed_in)
    assert marks["ada"] == marks["kim"] == 12 and marks["bob"] == 0
    assert marks["joe"] == marks["max"] == 0 and marks["eve"] < 3 and marks["liz"] < 3

    (handed_in / "bob.py").write_text(RIGHT)
    again = run(handed_in, "--jobs", 1, "--csv", handed_in.parent / "out.csv")
    assert "1 graded now, 6 known before" in again.stdout
    assert scores(handed_in)["bob"] == 12
    assert (handed_in.parent / "out.csv").read_text().count("\n") == 8

    # Nothing to write to: a sentence, and what is known stays known.
    words = " ".join(shlex.quote(word) for word in command(handed_in, "--jobs", 1))
    for closed in (">&-", ">&- <&-", "> /dev/full"):
        mute = subprocess.run(
            f"{words} {closed}", shell=True, capture_output=True, text=True, check=False
        )
        assert mute.returncode == 3 and mute.stderr.startswith("grade: "), mute.stderr
        assert mute.stderr.count("\n") == 1
    assert len(scores(handed_in)) == 7


def test_grades_are_those_of_each_file_by_itself_whatever_the_number_of_jobs(
    handed_in: Path,
) -> None:
    (handed_in / "liz.py").unlink()  # time is no part of this
    run(handed_in, "--jobs", 1)
    one = verdicts(handed_in)
    run(handed_in, "--jobs", 3, "--regrade")
    assert verdicts(handed_in) == one
    for name in ("ada", "bob", "joe"):
        file = handed_in / f"{name}.py"
        words = ["1", str(file), "--course", str(COURSE), "--format", "json"]
        alone = subprocess.run(
            [sys.executable, "-m", "grader", *words], capture_output=True, check=False
        )
        with Gradebook(handed_in.parent / "grades.db") as book:
            row = next(r for r in book.current() if r.key.student == name)
        told = json.loads(alone.stdout)
        assert told["score"] == row.report.score and told["status"] == row.report.status
        assert [c["outcome"] for c in told["checks"]] == [c.outcome for c in row.report.checks]


def test_a_run_that_is_killed_goes_on_where_it_was(handed_in: Path, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    process = subprocess.Popen(
        command(handed_in, "--jobs", 2), env=os.environ | {"TMPDIR": str(temporary)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    database = handed_in.parent / "grades.db"
    assert until(lambda: database.exists() and len(scores(handed_in)) >= 2, 60)
    process.send_signal(signal.SIGKILL)
    process.wait()
    known = len(scores(handed_in))
    assert until(lambda: not processes_of(temporary))
    assert until(lambda: not list(temporary.glob("gradetape-*")))
    done = run(handed_in)
    assert f"{len(SOURCES) - known} graded now, {known} known before" in done.stdout
    assert len(scores(handed_in)) == len(SOURCES)


TERMS = Terms(str(COURSE), 0, "all", True)


def jobs(*sources: str) -> list[Job]:
    return [
        Job(TERMS, "exercise-01", f"{number}.py", source.encode(), number)
        for number, source in enumerate(sources)
    ]


def test_a_lost_process_of_the_pool_loses_no_submission(tmp_path: Path) -> None:
    """The first process is killed while it works; another takes over."""
    killed = []
    pools = []

    def pool():
        pools.append(local_pool(1))
        return pools[-1]

    def outcomes() -> Iterator[tuple[Job, Report | Exception]]:
        for pair in grade_all(jobs(RIGHT, SQUARES, RIGHT, SQUARES), pool, 1):
            if not killed:
                killed.extend(pools[0]._processes)
                os.kill(killed[0], signal.SIGKILL)
                time.sleep(0.2)
            yield pair

    found = {job.number: outcome for job, outcome in outcomes()}
    assert len(pools) == 2
    assert {n: r.score for n, r in found.items() if isinstance(r, Report)} == {
        0: 12,
        1: 0,
        2: 12,
        3: 0,
    }


def test_a_job_that_cannot_be_run_is_told_and_not_dropped() -> None:
    strange = Job(TERMS, "exercise-77", "x.py", RIGHT.encode(), 0)
    ((job, outcome),) = grade_all([strange], lambda: local_pool(1), 1)
    assert job == strange and isinstance(outcome, Exception)


def test_wrong_usage_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for folder, options in (("empty", ()), ("empty", ("--roster", __file__))):
        done = run(tmp_path / folder, *options)
        assert done.returncode == 2 and done.stderr.startswith("grade: ")
    (tmp_path / "empty" / "a.py").write_text(RIGHT)
    done = run(tmp_path / "empty", "--cluster", "tcp://127.0.0.1:1")
    assert done.returncode == 2 and "No scheduler answers" in done.stderr, done.stderr


BEFORE_THE_DEATH_SIGNAL = """
import os, signal, sys
import grader.classroom.jobs as jobs

def late(*words):
    # The parent is gone by the time that the process of its pool asks for a death signal.
    os.kill(os.getppid(), signal.SIGKILL)
    import time; time.sleep(0.5)
    begin(*words)

begin, jobs._begin = jobs._begin, late
if __name__ == "__main__":
    with jobs.local_pool(1) as pool:
        pool.submit(len, "").result()
"""


def test_a_pool_ends_with_its_parent_even_if_that_is_gone_at_once(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(BEFORE_THE_DEATH_SIGNAL)
    process = subprocess.Popen(
        [sys.executable, program], env=os.environ | {"TMPDIR": str(tmp_path)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert process.wait(timeout=60) == -signal.SIGKILL
    assert until(lambda: not processes_of(tmp_path), seconds=20.0)
