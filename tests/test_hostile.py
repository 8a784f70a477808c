"""Submissions that attack, and what becomes of them.

Each file in tests/hostile is a submission to exercise-01. Beside it, in its group's
`expected.toml`, stands what must come of it:

    status:     of the report ("graded" unless said).
    passed:     ids of the checks that it keeps the points of, or "all".
    others:     the outcome of all other checks, or a list where a race decides. (The work is
                "blocked" from being the student's own as long as nothing is right.)
    in_part:    whether the file stops while it is imported, so that it is graded, without the
                attack, by what it defines besides: its points are those of its other lines.
    message:    words that must occur in a message or a notice, if any does.
    protection: what keeps the attack from more.
    without:    the protection whose absence lets the same file succeed, which a test shows.
    needs:      a protection that not every system offers; the case is skipped where it is not.

A file for which nothing is expected fails, and so does an expectation without a file.
"""

import ast
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from grader.asking import forking
from grader.asking.forking import Zygote
from grader.course.exercise import Exercise
from grader.judge.grader import Grader
from grader.judge.own_work import ID as OWN_WORK
from grader.places import hidden_places
from grader.reporting.formats import json, text
from grader.reporting.report import Report
from grader.submission.submission import Submission, Unreadable, read
from tests.conftest import COURSE, EXERCISES, ROOT

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


def exercise(asked: tuple[str, ...] = ASKED, **limits: float) -> Exercise:
    """exercise-01 with some of its checks, fewer inputs, and other limits."""
    whole = EXERCISES["exercise-01"]
    metadata = msgspec.structs.replace(
        whole.metadata, limits=msgspec.structs.replace(whole.metadata.limits, **limits)
    )
    checks = tuple(
        replace(check, inputs=replace(check.inputs, examples=min(check.inputs.examples, 4)))
        for check in whole.checks
        if check.id in asked
    )
    found = replace(whole, metadata=metadata)
    vars(found).update(checks=checks, misconceptions=whole.misconceptions[:3])
    return found


SHORT = exercise(seconds_per_answer=2.0, seconds=4.0, memory_mb=500, scratch_mb=12)
LONG = exercise()
BRIEF = exercise(("value", "class_value", "config"))
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
        self.next = Grader(BRIEF, zygote)
        for grader in (self.grader, self.other, self.next):
            assert grader.grade(HONEST).passed  # from now on the reference's answers are known
            grader.grade(WRONG)
            known, check = grader._misconceptions, grader.exercise.checks[0]
            known.ask([one.name for one in known.fitting], check, grader.deck(check)[:1])
        self.honest = timeless(self.next.grade(HONEST))
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
        self.next.close()


@pytest.fixture(scope="module")
def bench(zygote: Zygote) -> Iterator[Bench]:
    bench = Bench(zygote)
    yield bench
    bench.close()


def passed(report: Report) -> set[str]:
    return {check.id for check in report.checks if check.outcome == "passed"}


def is_in_part(report: Report) -> bool:
    """Whether a line of the file stopped it, or kept it from ending in time."""
    return any("while it was being imported" in notice for notice in report.notices)


def check_expected(report: Report, expected: dict[str, Any]) -> None:
    outcomes = {check.id: check.outcome for check in report.checks}
    keeps = set(outcomes) if expected["passed"] == "all" else set(expected["passed"])
    told = [report.message, *(check.message for check in report.checks), *report.notices]
    assert is_in_part(report) == expected.get("in_part", False), told
    assert report.status == expected.get("status", "graded"), told
    assert passed(report) == keeps, told
    told_apart = {check.id for check in report.checks if check.builds_on}  # not judged: no verdict
    others = {
        outcome for id, outcome in outcomes.items() if id not in keeps | told_apart | {OWN_WORK}
    }
    allowed = expected["others"]
    assert others <= ({allowed} if isinstance(allowed, str) else set(allowed)), told
    assert report.score == sum(c.max_points for c in report.checks if c.id in keeps)
    assert any(expected.get("message", "") in message for message in told), told


def check_shown(report: Report) -> None:
    """Neither a terminal nor the reader of the JSON can be misled."""
    for shown in (text.render(report, full=True), json.render(report)):
        strange = re.findall(r"[^\n -~\xa1-\u2027\u2030-\ud7ff\ue000-\U0010ffff]", shown)
        assert not strange and len(shown) < 200_000
        assert not re.search(r"^\s*::|##\[|##vso", shown, re.MULTILINE)  # orders to CI runners


def test_every_case_has_its_expectation() -> None:
    assert set(CASES) == set(EXPECTED)
    assert all(expected["protection"] for expected in EXPECTED.values())


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_hostile_submission_gets_what_it_deserves(
    name: str, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    if EXPECTED[name].get("needs", "seccomp") not in bench.protections:
        pytest.skip("this system does not offer it")
    monkeypatch.setenv(TOKEN, "known to the judge only")
    before = bench.around()
    # What was borrowed is asked for twice: that takes the time which is given for it.
    report = graded(bench.other if "borrowed" in name else bench.grader, CASES[name])
    after = bench.around()
    check_expected(report, EXPECTED[name])
    check_shown(report)
    assert report.protections in ((), bench.protections)
    assert after == before
    assert timeless(bench.next.grade(HONEST)) == bench.honest


# each protection seen failing: without it the same file succeeds

WITHOUT = {name: e["without"] for name, e in EXPECTED.items() if "without" in e}
LIMITS = {"deadline", "memory", "scratch"}  # LONG has others
WORKERS = {p.stem for p in (ROOT / "tests" / "unprotected").glob("[a-z]*.py")} - {"untested"}


@pytest.fixture(scope="module")
def unprotected() -> Iterator[Callable[[str], Zygote]]:
    """A zygote whose workers lack one protection."""
    made: dict[str, Zygote] = {}

    def unprotected(protection: str) -> Zygote:
        if protection not in made:
            with pytest.MonkeyPatch.context() as patch:
                if protection in WORKERS:
                    module = f"tests.unprotected.{protection}"
                    patch.setattr(forking, "PRELOAD", (*forking.PRELOAD, module))
                if protection == "environment":
                    minimal = forking.environment
                    patch.setattr(forking, "environment", lambda f: {**os.environ, **minimal(f)})
                made[protection] = Zygote(hidden_places(COURSE))
        return made[protection]

    yield unprotected
    for zygote in made.values():
        zygote.close()


def test_every_protection_can_be_switched_off() -> None:
    assert set(WITHOUT.values()) == WORKERS | LIMITS | {"environment"}


@pytest.mark.parametrize("name", sorted(WITHOUT, key=lambda name: (WITHOUT[name], name)))
def test_without_its_protection_the_attack_succeeds(
    name: str, bench: Bench, unprotected: Callable[[str], Zygote], monkeypatch: pytest.MonkeyPatch
) -> None:
    if WITHOUT[name] in LIMITS:
        report = bench.other.grade(read(FILES[name], ()))
    else:
        monkeypatch.setenv(TOKEN, "known to the judge only")
        zygote = unprotected(WITHOUT[name])
        zygote.wait()
        Path(zygote.folder, "untested").touch()
        grader = Grader(LONG, zygote)
        grader.reference.worker.start()
        report = grader.grade(read(FILES[name], ()))
        grader.close()
    assert report.passed and not is_in_part(report), (report.message, report.notices)


@pytest.mark.parametrize(
    ("protection", "words"),
    [("landlock", "reading"), ("seccomp", "a socket"), ("signals", "reading")],
)
def test_the_self_test_notices_what_is_missing(
    protection: str, words: str, unprotected: Callable[[str], Zygote]
) -> None:
    zygote = unprotected(protection)
    Path(zygote.folder, "untested").unlink(missing_ok=True)
    grader = Grader(LONG, zygote)
    report = grader.grade(HONEST)
    grader.close()
    assert (report.status, report.score) == ("broken", 0)
    assert "the self-test failed" in report.message and words in report.message


# other exercises: built-ins that are methods, or that make layers

IN_BETWEEN = {
    "exercise-03": {
        "alias": "MyDense = getattr(keras.layers, 'De' + 'nse')",
        "class without lines": "MyDense = type('MyDense', (getattr(keras.layers, 'De' + 'nse'),), {})",
        "made in C": "class MyDense:\n"
        "    __new__ = functools.partial(getattr(keras.layers, 'De' + 'nse'))",
    },
    "exercise-05": {
        "partial method": "class CustomModel(keras.Model):\n"
        "    train_step = functools.partialmethod(step)",
        "copied function": "class CustomModel(keras.Model):\n"
        "    train_step = types.FunctionType(step.__code__, {}, 'train_step')",
        "class that pretends": "class Pretending(type(keras.Model)):\n"
        "    def __getattribute__(cls, name):\n"
        "        return 0 if name == 'train_step' else super().__getattribute__(name)\n"
        "class CustomModel(keras.Model, metaclass=Pretending): pass",
        "class that changes": "class CustomModel(keras.Model):\n"
        "    def train_step(self, data): return {}\n"
        "    def make_train_function(self, force=False):\n"
        "        CustomModel.train_step = step\n"
        "        return super().make_train_function(force)",
    },
}


@pytest.mark.parametrize("id", IN_BETWEEN)
def test_a_built_in_that_no_line_of_the_student_calls_is_noticed(id: str, zygote: Zygote) -> None:
    """Code in C, Keras or a class hands the call on."""
    whole = EXERCISES[id]
    asked = {"exercise-03": "value", "exercise-05": "fit_no_metrics"}[id]
    few = replace(whole)
    vars(few).update(checks=tuple(c for c in whole.checks if c.id == asked), misconceptions=())
    grader = Grader(few, zygote)
    for name, code in IN_BETWEEN[id].items():
        source = "import functools, types\nimport keras\n"
        source += 'step = getattr(keras.Model, "train" + "_step")\n' + code
        report = grader.grade(Submission(Path("mine.py"), source))
        assert report.score == 0, (name, report.checks)
        outcome = {c.id: c.outcome for c in report.checks}[OWN_WORK]
        assert outcome in ("failed", "blocked"), (name, report.checks)
    grader.close()


# honest code, files around the submission, ordinary users


@pytest.mark.parametrize("changed", ["comments", "names", "helper"])
def test_a_disguise_of_right_code_keeps_full_marks(changed: str, bench: Bench) -> None:
    source = SHORT.reference
    if changed == "comments":
        source = ast.unparse(ast.parse(source))
    if changed == "names":
        for name in ("error", "is_small", "squared", "linear"):
            source = re.sub(rf"\b{name}\b", f"{name}_of_mine", source)
    if changed == "helper":
        source = source.replace("tf.square(error) / 2", "half(error * error)")
        source += "\n\ndef half(x):\n    return x / 2\n"
    report = bench.grader.grade(Submission(Path("mine.py"), source))
    assert report.passed, report.checks


TRAPS = (
    "numpy", "conftest", "sitecustomize", "usercustomize", "tensorflow", "keras", "json", "click",
    "hypothesis", "msgspec", "rich", "reference", "probes", "checks", "ast", "random", "pytest",
)  # fmt: skip


@pytest.mark.parametrize("module", [["-m", "grader"], ["-P", "-m", "grader"]], ids=" ".join)
def test_files_beside_the_submission_are_not_executed(tmp_path: Path, module: list[str]) -> None:
    marker = tmp_path / "executed"
    for name in TRAPS:
        trap = f"open({str(marker)!r}, 'a').write({name!r} + ' ')\nraise SystemExit(0)\n"
        (tmp_path / f"{name}.py").write_text(trap)
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --collect-only\n")
    (tmp_path / "mine.py").write_text(SHORT.reference)
    done = subprocess.run(
        [sys.executable, *module, "exercise-01", "mine.py", "--quiet"],
        cwd=tmp_path, capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert not marker.exists(), marker.read_text()
    assert (done.returncode, done.stdout) == (0, "exercise-01: 20 of 20 points\n"), done.stderr


AS_NOBODY = (
    "hollow/os_exit_in_a_call", "reading/solution_by_path", "reading/parent_process",
    "reading/solution_of_the_reference_worker", "tampering/judge_killed",
    "tampering/chmod_own_file", "tampering/programs_run", "tampering/answer_without_nonce",
    "faults/fork_bomb", "faults/much_on_disk", "faults/files_in_a_closed_folder",
    "faults/files_in_the_way", "faults/folders_nested", "faults/segmentation_fault",
)  # fmt: skip


def test_an_ordinary_user_is_as_well_protected(tmp_path: Path) -> None:
    """Continuous integration is an ordinary user, and has run all of the above as one."""
    if os.geteuid() != 0:
        return
    one = test_a_hostile_submission_gets_what_it_deserves.__name__
    home = Path(tempfile.mkdtemp(prefix="gradetape-nobody-"))
    home.chmod(0o777)
    try:
        done = subprocess.run(
            [sys.executable, str(ROOT / "tests" / "unprivileged.py"),
             sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--basetemp",
             str(home / "pytest"), "--rootdir", str(ROOT), *(f"{__file__}::{one}[{name}]" for name in AS_NOBODY)],
            cwd=home, capture_output=True, text=True, timeout=200, stdin=subprocess.DEVNULL,
            env={"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"},
        )  # fmt: skip
    finally:
        shutil.rmtree(home, ignore_errors=True)
    assert done.returncode == 0 and f"{len(AS_NOBODY)} passed" in done.stdout, (
        done.stdout[-3000:] + done.stderr[-1000:]
    )
