"""Whatever happens to the judge, nothing is left behind, and what cannot be is said in a sentence."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tiny import COURSE, RIGHT

ENDLESS = RIGHT.replace("return x + x", "\n    while True: pass")


def command(file: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "grader", "1", str(file), "--course", str(COURSE), *options]


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.py"
    path.write_text(RIGHT)
    return path


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    path = tmp_path / "temporary"
    path.mkdir()
    return path


def processes_of(temporary: Path) -> set[int]:
    """All processes whose environment names this temp folder: judge, zygote and workers."""
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                if os.fsencode(str(temporary)) in (entry / "environ").read_bytes():
                    found.add(int(entry.name))
            except OSError:
                continue
    return found


def until(true, seconds: float = 30.0) -> bool:
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


@pytest.fixture
def judge(mine: Path, temporary: Path) -> Iterator[subprocess.Popen]:
    """A judge whose student never answers."""
    mine.write_text(ENDLESS)
    process = subprocess.Popen(
        command(mine, "--format", "json"), env=os.environ | {"TMPDIR": str(temporary)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    yield process
    process.kill()
    process.communicate()


def workers_run(temporary: Path) -> bool:
    return any(temporary.glob("gradetape-*/work-*/submission.py"))


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("when", ["while TensorFlow is imported", "while the student is asked"])
def test_an_ended_judge_leaves_no_process_no_folder_and_no_half_report(
    judge: subprocess.Popen, temporary: Path, how: signal.Signals, when: str
) -> None:
    if when == "while TensorFlow is imported":
        assert until(lambda: len(processes_of(temporary)) >= 2)
    else:
        assert until(lambda: workers_run(temporary))
    judge.send_signal(how)
    out, error = judge.communicate(timeout=30)
    assert out == "" and "Traceback" not in error
    expected = {signal.SIGKILL: -9, signal.SIGTERM: 143, signal.SIGINT: 130}
    assert judge.returncode == expected[how]
    assert until(lambda: not processes_of(temporary))
    assert until(lambda: not list(temporary.iterdir()))


def grade(file: Path, *options: str, before=None, **environment: str):
    return subprocess.run(
        command(file, *options), capture_output=True, text=True, timeout=120, check=False,
        env=os.environ | environment, preexec_fn=before,
    )  # fmt: skip


def test_one_core_is_enough(mine: Path) -> None:
    done = grade(mine, before=lambda: os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}))
    assert done.returncode == 0, done.stderr


def test_folders_may_have_spaces_and_any_letters(tmp_path: Path) -> None:
    folder = tmp_path / "Übung 1 – año 'x' 漢字"
    folder.mkdir()
    file = folder / "meine Lösung (1).py"
    file.write_text(RIGHT)
    done = grade(file, TMPDIR=str(folder))
    assert done.returncode == 0, done.stderr
    assert sorted(p.name for p in folder.iterdir()) == [file.name]


def test_a_home_that_cannot_be_written_is_no_problem(mine: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o500)
    done = grade(mine, HOME=str(home), XDG_CACHE_HOME=str(home), XDG_DATA_HOME=str(home))
    assert done.returncode == 0, done.stderr
    assert {path.name for path in home.iterdir()} <= {"gradetape"}  # root may write everywhere


def test_a_temp_folder_that_does_not_exist_is_replaced(mine: Path) -> None:
    assert grade(mine, TMPDIR="/nowhere").returncode == 0


def test_no_temp_folder_at_all_is_said_in_a_sentence(mine: Path) -> None:
    program = (
        "import sys, tempfile, grader.cli.main\n"
        "def none(*a, **k): raise FileNotFoundError(2, 'No usable temporary directory found')\n"
        "tempfile.mkdtemp = none\n"
        "grader.cli.main.main(sys.argv[1:])"
    )
    words = command(mine)[3:]
    done = subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 3 and done.stdout == ""
    assert (
        done.stderr.startswith("grade: The system refused something") and "Trace" not in done.stderr
    )


def test_a_full_disk_under_the_output_is_said_in_a_sentence(mine: Path) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            command(mine), stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 3
    assert done.stderr == (
        "grade: The system refused something that grading needs: No space left on device.\n"
    )


def test_a_full_disk_under_the_scratch_folder_is_our_fault_and_said(mine: Path) -> None:
    """A file size limit of a few bytes stands for a disk on which nothing fits."""
    import resource

    def full() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))

    done = grade(mine, "--format", "json", before=full)
    assert done.returncode == 3 and "Traceback" not in done.stderr
    report = json.loads(done.stdout)
    assert report["status"] == "broken" and report["score"] == 0 and report["message"]


def test_a_reader_who_has_seen_enough_is_no_error(mine: Path) -> None:
    process = subprocess.Popen(command(mine), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b"" and process.wait(60) == 0
    process.stderr.close()
