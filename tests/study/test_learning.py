"""A student alone: start, hints one by one, a solution after passing, progress that cannot be lost."""

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from grader.reporting.report import Report
from grader.study import learning
from grader.study.listing import worked
from grader.study.progress import Attempted, Progress, load
from tests.cli.test_main import grade, tiny
from tests.conftest import ROOT
from tests.reporting.test_text import check, report
from tests.tiny import COURSE, EXERCISE, RIGHT


@pytest.fixture
def home(tmp_path: Path) -> Path:
    path = tmp_path / "home"
    path.mkdir()
    return path


def run(home: Path, *words: object, **environment: str):
    """The command as a student runs it, in a folder and with a home of their own."""
    settings = {"HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "CI": ""}
    return grade(*words, folder=home, **(settings | environment))


def known(home: Path) -> dict:
    return json.loads((home / "data" / "gradetape" / "progress.json").read_text())["exercises"]


def test_start_puts_statement_and_stub_and_never_overwrites(home: Path) -> None:
    done = run(home, "start", "huber")
    assert done.returncode == 0, done.stderr
    stub = home / "exercises/exercise-01/huber_loss.py"
    assert "grade exercise-01" in done.stdout and stub.is_file()
    assert (home / "exercises/exercise-01/README.md").is_file()
    stub.write_text("# my work")
    again = run(home, "start", "huber")
    assert again.returncode == 2 and "exists already" in again.stderr
    assert stub.read_text() == "# my work"
    assert run(home, "start", "1", "elsewhere", "--notebook").returncode == 0
    assert [p.name for p in (home / "elsewhere").glob("*.ipynb")] == ["huber_loss.ipynb"]
    assert "grade exercise-01 'my é/huber_loss.py'" in run(home, "start", "1", "my é").stdout


def test_hints_grow_stronger_and_are_remembered(home: Path) -> None:
    told = [run(home, "hint", "1").stdout for _ in range(6)]
    assert "hint 1 of 4" in told[0] and "hint 4 of 4" in told[3] == told[5]
    assert len(set(told)) == 4 and known(home)["exercise-01"]["hints"] == 4


def test_hints_on_what_holds_already_are_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    course, path = tmp_path / "course", tmp_path / "progress.json"
    shutil.copytree(COURSE, course)
    toml = course / "solutions/exercise-01/exercise.toml"
    hints = (
        'hints = [{ about = "double", text = "Add." }, "Read on.",\n'
        '  { about = "Doubler", text = "Repeat." }]\n'
    )
    toml.write_text(re.sub(r"hints = \[.*?\]\n", hints, toml.read_text(), flags=re.S))
    monkeypatch.setattr(learning, "path_for", lambda course: path)

    def told(*failing: str) -> list[str]:
        Progress(path, {}).with_("exercise-01", runs=1, failing=failing).save()
        for _ in range(4):
            assert learning.hint("1", course) == 0
        return capsys.readouterr().out.splitlines()[1::2]

    about_doubler = next(
        c.id for c in EXERCISE.checks if EXERCISE.concerns.about(c.probe) == {"Doubler"}
    )
    about_double = next(
        c.id for c in EXERCISE.checks if EXERCISE.concerns.about(c.probe) == {"double"}
    )
    assert told(about_doubler) == ["Read on.", "Repeat.", "Repeat.", "Repeat."]
    assert told(about_double) == ["Add.", "Read on.", "Read on.", "Read on."]
    assert told(about_double, about_doubler) == ["Add.", "Read on.", "Repeat.", "Repeat."]
    assert told() == ["Read on."] * 4


def test_a_solution_is_for_those_who_have_one_or_give_up(home: Path) -> None:
    early = run(home, "solution", "1")
    assert early.returncode == 2 and early.stdout == "" and "--give-up" in early.stderr
    given = run(home, "solution", "1", "--give-up")
    assert given.returncode == 0 and "def huber_loss" in given.stdout
    assert "SOLUTION" not in given.stdout
    assert run(home, "solution", "1").returncode == 0  # given up once is enough


def test_grading_is_remembered_and_the_best_score_stays(home: Path) -> None:
    mine = home / "mine.py"
    wrong = "def huber_loss(a, b, threshold=1.0):\n    return (a - b) ** 2 / 2\n"
    reference = (ROOT / "solutions/exercise-01/reference.py").read_text()
    mine.write_text(reference)
    assert run(home, "1", mine).returncode == 0
    mine.write_text(wrong)
    assert run(home, "1", mine).returncode == 1
    entry = known(home)["exercise-01"]
    assert (entry["score"], entry["max_score"], entry["runs"]) == (20, 20, 2) and entry["passed"]
    shown = run(home, "list").stdout
    assert "✓" in shown and "20 of 20" in shown
    assert "exercise-02" in run(home, "next").stdout
    assert "def huber_loss" in run(home, "solution").stdout
    assert "forgotten" in run(home, "reset", "1").stdout and known(home) == {}


def test_each_course_has_its_own_progress(home: Path) -> None:
    mine = home / "mine.py"
    mine.write_text(RIGHT)
    settings = {"HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "CI": ""}
    assert tiny("1", mine, **settings).returncode == 0
    assert "12 of 12" in tiny("list", **settings).stdout
    assert "12 of" not in run(home, "list").stdout
    assert tiny("solution", "1", **settings).stdout.startswith('"""')
    assert run(home, "solution", "1").returncode == 2


def test_machines_leave_progress_alone(home: Path) -> None:
    mine = home / "mine.py"
    mine.write_text("x = 1\n")
    run(home, "1", mine, "--format", "json")
    run(home, "1", mine, CI="true")
    assert not (home / "data").exists()


def test_reset_keeps_the_old_work(home: Path) -> None:
    run(home, "start", "1")
    stub = home / "exercises/exercise-01/huber_loss.py"
    fresh = stub.read_text()
    for number in (1, 2):
        stub.write_text(f"# work {number}")
        assert run(home, "reset", "1", "--stub").returncode == 0
        assert stub.read_text() == fresh
        assert stub.with_name(f"huber_loss.old-{number}.py").read_text() == f"# work {number}"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course of one's own, in which one also works."""
    return Path(shutil.copytree(COURSE, tmp_path / "course"))


def test_reset_makes_the_stub_anew_where_it_was_handed_out(
    course: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(home))
    monkeypatch.chdir(course)
    stub = course / "exercises" / "exercise-01" / "double.py"
    for number in (1, 2):
        stub.write_text(f"# work {number}")
        assert learning.reset("1", True, course) == 0
        assert stub.read_text() == EXERCISE.stub_text
        assert stub.with_name(f"double.old-{number}.py").read_text() == f"# work {number}"
    assert learning.reset("1", True, course) == 0  # what is the stub already stays
    assert not stub.with_name("double.old-3.py").exists()


def test_an_exercise_without_hints_says_so(
    course: Path, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(home))
    toml = course / "solutions" / "exercise-01" / "exercise.toml"
    toml.write_text(re.sub(r"hints = \[.*?\]\n", "hints = []\n", toml.read_text(), flags=re.S))
    assert learning.hint("1", course) == 2
    assert "exercise-01 has no hints" in capsys.readouterr().err
    assert not list(home.iterdir())


def passed(score: int) -> Report:
    return report(*(check(str(n)) for n in range(score // 2)))


def test_progress_survives_a_round_trip(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "progress.json"
    progress = Progress(path, {}).after(passed(4), 1e9).with_("exercise-09", hints=2)
    assert progress.save() and load(path).exercises == progress.exercises
    assert [p.name for p in path.parent.iterdir()] == ["progress.json"]


def test_time_counts_from_the_start_but_for_long_pauses(tmp_path: Path) -> None:
    id = passed(4).exercise
    progress = Progress(tmp_path / "p", {}).began(id, 1e9)
    for minutes in (10, 25, 25 + 8 * 60, 30 + 8 * 60):
        progress = progress.after(passed(4), 1e9 + 60 * minutes)
    assert progress.of(id).worked == 60 * (10 + 15 + 5)
    assert progress.after(passed(4), 1e9).of(id).worked == 60 * 30  # a clock set back


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, ""), (29, ""), (61, "1 min"), (3599, "1 h 00 min"), (4000, "1 h 07 min")],
)
def test_time_is_said_to_the_minute(seconds: float, said: str) -> None:
    assert worked(seconds) == said


@pytest.mark.parametrize("words", ["hint 1", "list", "next", "start 1", "--help"])
def test_a_console_that_lacks_letters_is_no_error(home: Path, words: str) -> None:
    done = run(home, *words.split(), PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0 and done.stdout.isascii() and "?" not in done.stdout


def test_what_was_not_graded_is_no_run(tmp_path: Path) -> None:
    unread = report(check("a", "blocked"), status="unreadable")
    assert Progress(tmp_path / "p", {}).after(unread, 1e9).exercises == {}


@pytest.mark.parametrize(
    "content", [b"", b"{", b'{"schema": 9, "exercises": {}}', b"\xff\xfe", b"[]"]
)
def test_a_damaged_file_is_set_aside_and_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "progress.json"
    path.write_bytes(content)
    progress = load(path)
    assert progress.exercises == {} and "set aside" in progress.notice
    (aside,) = tmp_path.iterdir()
    assert aside.read_bytes() == content and not path.exists()


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert not Progress(tmp_path / "file" / "p.json", {"x": Attempted()}).save()


def test_a_short_exercise_name_is_understood_everywhere(home: Path) -> None:
    for command in ("hint", "start", "solution"):
        done = run(home, command, "hubber")
        assert done.returncode == 2 and "Did you mean exercise-01" in done.stderr
    assert EXERCISE.id and os.listdir(home) == []
