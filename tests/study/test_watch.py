"""Save, and see: what changed, whatever an editor does to the file."""

import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.asking.forking import Zygote
from grader.course.course import open_course
from grader.judge.opened import OpenCourse
from grader.reporting.formats import text
from grader.reporting.formats.changes import changes
from grader.reporting.terminal import Terminal
from grader.study import check as check_command
from grader.study import watch as watch_command
from tests.reporting.test_text import MIXED, check, report, wrong
from tests.tiny import COURSE, EXERCISE, RIGHT

WRONG = RIGHT.replace("x + x", "x * x")


class Watching:
    """A running `grade watch`, its output read by a thread."""

    def __init__(self, file: Path) -> None:
        words = ["watch", "1", str(file), "--course", str(COURSE)]
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "grader", *words], text=True, env=os.environ | {"CI": "1"},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)

    def page(self) -> str:
        """All up to the line that ends a report."""
        lines: list[str] = []
        while not lines or "Ctrl-C ends it" not in lines[-1]:
            lines.append(self._lines.get(timeout=60))
        return "".join(lines)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.py"
    path.write_text(WRONG)
    return path


@pytest.fixture
def watching(file: Path) -> Iterator[Watching]:
    watching = Watching(file)
    yield watching
    watching.process.kill()
    watching.process.communicate()


def replace(file: Path, source: str) -> None:
    """As many editors save: a new file is renamed into the place of the old one."""
    new = file.with_suffix(".tmp")
    new.write_text(source)
    os.replace(new, file)


def test_every_save_has_its_report_with_what_changed(watching: Watching, file: Path) -> None:
    first = watching.page()
    assert "0 of 12 points" in first and "new:" not in first
    time.sleep(0.5)
    file.write_text(RIGHT)
    second = watching.page()
    assert "12 of 12 points" in second and "new: " in second and "+12 points" in second
    replace(file, WRONG)
    assert "broken since: " in watching.page()
    file.write_text("def (")
    assert "line 1: invalid syntax" in " ".join(watching.page().split())
    file.unlink()
    assert "There is no file" in watching.page()
    replace(file, RIGHT)
    assert "12 of 12 points" in watching.page()
    watching.process.send_signal(2)
    assert watching.process.wait(20) == 0
    assert watching.process.stderr is not None
    assert watching.process.stderr.read() == "\ngrade: no longer watching.\n"


def test_a_save_while_it_is_graded_starts_over(watching: Watching, file: Path) -> None:
    watching.page()
    time.sleep(0.5)
    file.write_text(RIGHT.replace("return x + x", "\n    while True: pass"))
    time.sleep(1.0)
    began = time.monotonic()
    file.write_text(RIGHT)
    assert "12 of 12 points" in watching.page()
    assert time.monotonic() - began < 20  # not the deadlines of every check


def test_a_save_of_a_file_that_it_imports_counts(file: Path) -> None:
    beside = file.with_name("helpers.py")
    beside.write_text(RIGHT)
    file.write_text("from helpers import *\n")
    watching = Watching(file)
    try:
        assert "12 of 12 points" in watching.page()
        time.sleep(0.5)
        file.with_name("other.py").write_text("x = 1")  # nobody imports it
        beside.write_text(WRONG)
        assert "broken since: " in watching.page()
        with pytest.raises(queue.Empty):
            watching._lines.get(timeout=1.5)
    finally:
        watching.process.kill()
        watching.process.communicate()


def test_changes_are_told_both_ways() -> None:
    before = report(check("a"), wrong("b"), check("c"))
    now = report(wrong("a"), check("b"), check("c"))
    assert changes(None, now) == [] and changes(now, now) == []
    assert changes(before, now) == ["new: The b is right.", "broken since: The a is right."]
    assert changes(before, report(check("a"), check("b"), check("c")))[-1] == "+2 points"


def test_many_changes_are_counted_and_what_was_not_graded_changes_nothing() -> None:
    before, now = report(*map(check, "abcde")), report(*map(wrong, "abcde"))
    assert changes(before, now) == ["broken since: 5 checks", "-10 points"]
    assert changes(now, before) == ["new: 5 checks hold", "+10 points"]
    unread = report(*(check(id, "blocked") for id in "abcde"), status="unreadable")
    assert changes(before, unread) == []


@pytest.mark.parametrize("height", [6, 12, 20, 60])
def test_a_report_fits_the_screen_it_is_shown_on(height: int) -> None:
    many = report(*(check(f"a{n}") for n in range(12)), wrong("b"), wrong("c", message="other"))
    shown = text.render(many, height=height)
    assert shown.count("\n") <= height and shown.endswith("24 of 28 points\n")
    if height >= 20:
        assert "The b is right." in shown
    assert text.render(MIXED, height=200) == text.render(MIXED)


@pytest.mark.parametrize("height", [14, 17])
def test_what_is_left_out_of_a_screen_is_counted_all_the_same(height: int) -> None:
    using = [check(f"u{n}", "blocked", cause="b", builds_on="b") for n in range(9)]
    many = report(wrong("b", cause="b"), *using, wrong("c", message="other"))
    shown = " ".join(text.render(many, height=height).split())
    assert "And 9 checks that use it, not judged until it is right" in shown
    assert "0 checks hold, 1 more does not. --full shows all." in shown


@pytest.mark.parametrize("full", [False, True])
def test_grade_on_a_terminal_shows_one_screen_unless_all_is_asked_for(
    full: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_command, "terminal", lambda: Terminal(True, 80, 24, False, False))
    many = report(*(wrong(f"c{n}") for n in range(30)))
    shown = check_command._rendered(many, "text", full=full, quiet=False)
    assert (shown.count("\n") < 24) != full
    assert ("--full shows all" in shown) != full


def test_no_old_verdict_stands_while_a_new_one_is_found(
    file: Path, zygote: Zygote, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(watch_command, "terminal", lambda: Terminal(True, 80, 40, False, False))
    opened = OpenCourse(open_course(COURSE), zygote)
    try:
        watch_command._watch(opened, EXERCISE, file, queue.Queue(), once=1)
    finally:
        opened.close()
    before, grading, verdict = capsys.readouterr().out.split(watch_command.CLEAR)
    assert before == "" and grading == "grading mine.py …\n" and "0 of 12 points" in verdict
