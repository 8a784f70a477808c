"""`grade doctor` says what there is, and tries a worker."""

from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from grader.study import doctor
from grader.worker import within_reach as reaching
from grader.worker.within_reach import within_reach
from tests.cli.test_main import grade, tiny


def test_a_machine_that_has_everything() -> None:
    done = grade("doctor")
    assert done.returncode == 0 and done.stderr == ""
    for words in (
        "tensorflow   2.",
        "protections",
        "seccomp",
        "self-test",
        "out of reach",
        "everything works",
    ):
        assert words in done.stdout


def test_a_course_of_ones_own_is_looked_at() -> None:
    assert "1 in " in tiny("doctor").stdout


def test_a_reference_that_does_not_answer_is_told(tmp_path) -> None:
    done = grade("doctor", "--course", tmp_path)
    assert done.returncode == 2 and "is no course" in done.stderr


def test_what_is_missing_is_said_with_an_install_that_works(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def nothing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(doctor, "version", nothing)
    assert "no package index has gradetape" in doctor._version("gradetape")
    assert "pip install keras" in doctor._version("keras")
    assert "pip install gradetape" not in Path(doctor.__file__).read_text(encoding="utf-8")


def test_a_solution_that_student_code_can_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The probe walks where nothing is locked, as it would in a worker that lets too much pass."""
    lost = tmp_path / "solutions" / "exercise-01" / "reference.py"
    lost.parent.mkdir(parents=True)
    lost.touch()
    monkeypatch.setattr(reaching, "FROM", ())
    monkeypatch.setattr("sys.path", [])
    found = within_reach(None, [str(tmp_path)])["found"]
    assert str(lost) in found.splitlines()
    monkeypatch.setattr(doctor, "Worker", lambda *_: Answers({"found": found}))
    assert not doctor._out_of_reach(None, tmp_path)
    assert f"student code can read {lost}" in capsys.readouterr().out


class Answers:
    """Stands for a worker."""

    def __init__(self, answer: dict[str, str]) -> None:
        self.answer = answer

    def ask(self, *_: object) -> list[dict[str, str]]:
        return [self.answer]

    def close(self) -> None: ...
