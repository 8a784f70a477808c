"""Submissions that attack, and what becomes of them.

Each file in tests/hostile is a submission to exercise-01. Beside it, in its group's
`expected.toml`, stands what must come of it:

    status:     of the report ("graded" unless said).
    passed:     ids of the checks that it keeps the points of, or "all".
    others:     the outcome of all other checks, or a list where a race decides.
    message:    words that must occur in a message, if any does.
    protection: what keeps the attack from more.
    without:    the protection whose absence lets the same file succeed, which a test shows.

A file for which nothing is expected fails, and so does an expectation without a file.
"""

import os
import re
import signal
import tempfile
import threading
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from grader.exercises import Exercise
from grader.grading import Grader
from grader.rendering import json, text
from grader.report import Report
from grader.submissions import Submission, Unreadable, read
from grader.zygotes import Zygote
from tests.conftest import EXERCISES, ROOT

FOLDER = Path(__file__).parent / "hostile"
TOKEN = "GRADETAPE_TEST_TOKEN"
ASKED = ("value", "gradient", "graph", "class_value", "config", "fit_save_load")


def expectations() -> dict[str, dict[str, Any]]:
    """What is expected of each case, by "group/name"."""
    return {
        f"{file.parent.name}/{name}": expected
        for file in sorted(FOLDER.glob("*/expected.toml"))
        for name, expected in tomllib.loads(file.read_text(encoding="utf-8")).items()
    }


EXPECTED = expectations()
FILES = {f"{path.parent.name}/{path.stem}": path for path in sorted(FOLDER.glob("*/*.py"))}
NOT_THERE = {"faults/missing_file": FOLDER / "faults" / "missing_file.py"}
CASES = FILES | NOT_THERE


def exercise(**limits: float) -> Exercise:
    """exercise-01 with some of its checks, fewer inputs, and limits that are soon reached."""
    whole = EXERCISES["exercise-01"]
    metadata = msgspec.structs.replace(
        whole.metadata, limits=msgspec.structs.replace(whole.metadata.limits, **limits)
    )
    checks = tuple(
        replace(check, inputs=replace(check.inputs, examples=min(check.inputs.examples, 10)))
        for check in whole.checks
        if check.id in ASKED
    )
    found = replace(whole, metadata=metadata)
    vars(found).update(checks=checks, misconceptions=whole.misconceptions[:3])
    return found


SHORT = exercise(seconds_per_answer=2.0, seconds=6.0, memory_mb=500, scratch_mb=12)
LONG = exercise()
HONEST = Submission(Path("honest.py"), SHORT.reference)
WRONG = Submission(Path("wrong.py"), SHORT.reference.replace("/ 2", "/ 3"))


def graded(grader: Grader, path: Path) -> Report:
    """As the command does it."""
    try:
        return grader.grade(read(path, grader.exercise.metadata.requires))
    except Unreadable as problem:
        return grader.unreadable(path.name, str(problem))


def timeless(report: Report) -> bytes:
    return msgspec.json.encode(msgspec.structs.replace(report, seconds=0.0))


def children(pid: int) -> set[int]:
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return {int(word) for word in text.split()}


class Bench:
    """A zygote, a grader with short limits, and what must be the same after every case."""

    def __init__(self, zygote: Zygote) -> None:
        self.zygote = zygote
        self.grader, self.other = Grader(SHORT, zygote), Grader(LONG, zygote)
        for grader in (self.grader, self.other):
            assert grader.grade(HONEST).passed  # from now on the reference's answers are known
            grader.grade(WRONG)
        self.honest = timeless(self.other.grade(HONEST))
        self.protections = self.other.grade(HONEST).protections

    def around(self) -> dict[str, object]:
        """All that a submission could have left behind or changed, as far as one can see."""
        homes = {Path.cwd(), ROOT, Path(tempfile.gettempdir()), Path.home(), FOLDER}
        return {
            "processes": children(self.zygote._process.pid),
            "zygote": self.zygote._process.poll(),
            "folders": sorted(os.listdir(self.zygote.folder)),
            "descriptors": len(os.listdir("/proc/self/fd")),
            "threads": threading.active_count(),
            "files": sorted(p.name for home in homes for p in home.glob("gradetape-hostile-*")),
            "cwd": os.getcwd(),
            "built-ins": (len, abs, isinstance, print, open, signal.getsignal(signal.SIGINT)),
        }

    def close(self) -> None:
        self.grader.close()
        self.other.close()


@pytest.fixture(scope="module")
def bench(zygote: Zygote) -> Iterator[Bench]:
    bench = Bench(zygote)
    yield bench
    bench.close()


def passed(report: Report) -> set[str]:
    return {check.id for check in report.checks if check.outcome == "passed"}


def check_expected(report: Report, expected: dict[str, Any]) -> None:
    outcomes = {check.id: check.outcome for check in report.checks}
    keeps = set(outcomes) if expected["passed"] == "all" else set(expected["passed"])
    told = [report.message, *(check.message for check in report.checks)]
    assert report.status == expected.get("status", "graded"), told
    assert passed(report) == keeps, told
    others = {outcome for id, outcome in outcomes.items() if id not in keeps}
    allowed = expected["others"]
    assert others <= ({allowed} if isinstance(allowed, str) else set(allowed)), told
    assert report.score == sum(c.max_points for c in report.checks if c.id in keeps)
    assert any(expected.get("message", "") in message for message in told), told


def check_shown(report: Report) -> None:
    """Neither a terminal nor the reader of the JSON can be misled."""
    for shown in (text.render(report, full=True), json.render(report)):
        strange = re.findall(r"[^\n -~\xa1-\u2027\u2030-\ud7ff\ue000-\U0010ffff]", shown)
        assert not strange and len(shown) < 200_000
        assert not re.search(r"^\s*::", shown, re.MULTILINE)


def test_every_case_has_its_expectation() -> None:
    assert set(CASES) == set(EXPECTED)
    assert all(expected["protection"] for expected in EXPECTED.values())


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_hostile_submission_gets_what_it_deserves(name: str, bench: Bench) -> None:
    os.environ[TOKEN] = "known to the judge only"
    before = bench.around()
    report = graded(bench.grader, CASES[name])
    after = bench.around()
    check_expected(report, EXPECTED[name])
    check_shown(report)
    assert report.protections in ((), bench.protections)
    assert after == before
    assert timeless(bench.other.grade(HONEST)) == bench.honest
