"""The same class on a real Dask cluster: a scheduler and two workers, one of which is killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
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


@pytest.fixture
def cluster(temporary: Path) -> Iterator[tuple[str, list[subprocess.Popen]]]:
    """The scheduler's address, and its two workers, started as the documentation says."""
    environment = os.environ | {"TMPDIR": str(temporary)}

    def start(*words: str) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, "-m", "distributed.cli." + words[0], *words[1:]],
            env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=temporary,
        )  # fmt: skip

    file = temporary / "scheduler.json"
    running = [
        start("dask_scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
    ]
    try:
        assert until(file.exists)
        import json

        address = json.loads(file.read_text())["address"]
        workers = [
            start("dask_worker", address, "--nthreads", "1", "--no-dashboard", "--no-nanny")
            for _ in range(2)
        ]
        running += workers
        yield address, workers
    finally:
        for process in running:
            process.kill()
            process.wait()


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
