"""The same class on a real Dask cluster: a scheduler and two workers, one of which is killed."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from grader.classroom.gradebook import Gradebook
from tests.classroom.test_command import SQUARES, command, scores
from tests.test_robustness import processes_of, until
from tests.tiny import RIGHT


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    path = tmp_path / "temporary"
    path.mkdir()
    return path


@contextmanager
def running(
    temporary: Path, workers: int, threads: int
) -> Iterator[tuple[str, list[subprocess.Popen]]]:
    """The scheduler's address, and its workers, started as the documentation says."""
    environment = os.environ | {"TMPDIR": str(temporary)}

    def start(*words: str) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, "-m", "distributed.cli." + words[0], *words[1:]],
            env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=temporary,
        )  # fmt: skip

    file = temporary / "scheduler.json"
    processes = [
        start("dask_scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
    ]
    try:
        assert until(file.exists)
        address = json.loads(file.read_text())["address"]
        options = ("--nthreads", str(threads), "--no-dashboard", "--no-nanny")
        started = [start("dask_worker", address, *options) for _ in range(workers)]
        processes += started
        yield address, started
    finally:
        for process in processes:
            process.kill()
            process.wait()


@pytest.fixture
def cluster(temporary: Path) -> Iterator[tuple[str, list[subprocess.Popen]]]:
    with running(temporary, workers=2, threads=1) as found:
        yield found


def test_a_worker_with_several_threads_mixes_nothing_up(tmp_path: Path, temporary: Path) -> None:
    folder = tmp_path / "handed in"
    folder.mkdir()
    for number in range(24):
        (folder / f"s{number}.py").write_text((RIGHT if number % 2 else SQUARES) + f"# {number}\n")
    with running(temporary, workers=1, threads=3) as (address, _workers):
        done = subprocess.run(
            command(folder, "--cluster", address), capture_output=True, text=True, timeout=200
        )
    assert done.returncode == 0, done.stderr
    assert scores(folder) == {f"s{n}": 12 if n % 2 else 0 for n in range(24)}


def test_a_killed_worker_loses_no_submission(
    cluster: tuple[str, list[subprocess.Popen]], tmp_path: Path, temporary: Path
) -> None:
    address, workers = cluster
    folder = tmp_path / "handed in"
    folder.mkdir()
    for number in range(8):
        (folder / f"s{number}.py").write_text((RIGHT if number % 2 else SQUARES) + f"# {number}\n")
    process = subprocess.Popen(
        command(folder, "--cluster", address),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    database = tmp_path / "grades.db"
    assert until(lambda: database.exists() and len(scores(folder)) >= 1, 90)
    workers[0].send_signal(signal.SIGKILL)
    out, error = process.communicate(timeout=120)
    assert process.returncode == 0, error
    assert "8 graded now" in out
    assert scores(folder) == {f"s{n}": 12 if n % 2 else 0 for n in range(8)}
    with Gradebook(database) as book:
        assert {row.report.status for row in book.current()} == {"graded"}
    for worker in workers:
        worker.kill()
    assert until(lambda: len(processes_of(temporary)) <= 1)  # the scheduler
