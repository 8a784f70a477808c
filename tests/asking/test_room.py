"""Who is to blame when nothing more can be written: the disk, which is ours, or the student?"""

import sys
from pathlib import Path

import pytest

from grader import wire
from grader.asking import scratch
from grader.asking.worker import Lost, Refusal, Worker
from grader.containment.disk import OWN_SCRATCH
from grader.wire import Answer, Failure, Loaded
from tests.test_fuzzing import LIMITS, NONCE, QUESTIONS, Scripted, Source

NO_ROOM = Failure("raised", "OSError", "[Errno 28] No space left on device: 'model.keras'")
IN_HDF5 = Failure("raised", "OSError", "Unable to create file (errno = 28, error message = '…')")


def worker(folder: Path, *said: wire.FromWorker, own: bool = False, confined: bool = True):
    process = Scripted([wire.encode(one) for one in said])
    one = Worker(Source(str(folder), process), {"submission": ""}, "", LIMITS, confined=confined)
    one.loaded = Loaded(NONCE, {"submission": ()}, {})
    one._process = process
    one.protections = (OWN_SCRATCH,) if own else ()
    return one


def full(monkeypatch: pytest.MonkeyPatch, *left: int) -> None:
    """The disk has so many bytes left, the last number for ever."""
    found = list(left)
    monkeypatch.setattr(scratch, "left", lambda _: found.pop(0) if len(found) > 1 else found[0])


@pytest.mark.parametrize("failure", [NO_ROOM, IN_HDF5])
@pytest.mark.parametrize("own", [False, True])
def test_a_full_disk_is_not_the_students_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: Failure, own: bool
) -> None:
    full(monkeypatch, 0)
    with pytest.raises(Refusal, match="no room left on the disk") as refused:
        worker(tmp_path, Answer(NONCE, 0, failure), own=own).ask("submission", "value", QUESTIONS)
    assert not refused.value.unprotected


def test_a_student_who_used_up_their_own_room_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(Lost) as lost:
        worker(tmp_path, Answer(NONCE, 0, NO_ROOM), own=True).ask("submission", "value", QUESTIONS)
    assert lost.value.kind == "scratch"


def test_a_death_on_a_full_disk_is_not_the_students_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full(monkeypatch, 0)
    with pytest.raises(Refusal):
        worker(tmp_path, own=True).ask("submission", "value", QUESTIONS)


@pytest.mark.parametrize("failure", [NO_ROOM, Failure("raised", "ValueError", "no")])
def test_what_the_reference_answers_on_a_full_disk_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: Failure
) -> None:
    full(monkeypatch, 0)
    answers = [Answer(NONCE, index, failure) for index in range(2)]
    with pytest.raises(Refusal):
        worker(tmp_path, *answers, confined=False).ask("submission", "value", QUESTIONS)


def test_a_worker_that_gives_back_what_filled_the_disk_is_to_blame(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full(monkeypatch, 10 * 2**20, 10**9)
    with pytest.raises(Lost) as lost:
        worker(tmp_path, Answer(NONCE, 0, {})).ask("submission", "value", QUESTIONS)
    assert lost.value.kind == "scratch"


def test_a_worker_beside_one_that_fills_the_disk_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full(monkeypatch, 10 * 2**20)
    with pytest.raises(Refusal):
        worker(tmp_path, Answer(NONCE, 0, {})).ask("submission", "value", QUESTIONS)


def test_room_is_measured_in_bytes_and_in_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert scratch.left(str(tmp_path)) > 0
    assert scratch.left(str(tmp_path / "none")) == sys.maxsize
    monkeypatch.setattr(scratch, "FEW", sys.maxsize)
    assert scratch.left(str(tmp_path)) == 0
