"""From a submission to a report, with real workers."""

import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from grader.asking.forking import Zygote
from grader.asking.worker import Interrupted
from grader.course.exercise import Forbidden
from grader.course.reading import exercises
from grader.judge.grader import Grader
from grader.reporting.formats import text
from grader.reporting.report import CheckResult, Report, Reveal, exit_code
from tests.tiny import COURSE, EXERCISE, RIGHT, changed, submission


@pytest.fixture(scope="module")
def grader(zygote: Zygote) -> Iterator[Grader]:
    grader = Grader(EXERCISE, zygote)
    yield grader
    grader.close()


def by_id(report: Report) -> dict[str, CheckResult]:
    return {check.id: check for check in report.checks}


def outcomes(report: Report) -> dict[str, str]:
    return {check.id: check.outcome for check in report.checks}


def timeless(report: Report) -> bytes:
    return msgspec.json.encode(msgspec.structs.replace(report, seconds=0.0))


def test_a_right_solution_gets_everything(grader: Grader) -> None:
    report = grader.grade(submission(RIGHT))
    assert report.passed and report.score == report.max_score == 12
    assert exit_code(report) == 0
    assert [c.inputs_tried for c in report.checks][:4] == [30, 30, 3, 20]
    assert report.protections and report.versions["tensorflow"]


def test_a_mistake_costs_the_checks_it_breaks_and_is_named(grader: Grader) -> None:
    report = grader.grade(changed("x + x", "x * x"))
    value = by_id(report)["value"]
    assert outcomes(report) == {
        "value": "failed", "gradient": "failed", "graph": "failed", "repeated": "failed",
        "own_work": "blocked",
    }  # fmt: skip
    assert value.counterexample is not None and value.counterexample.observed is not None
    assert value.counterexample.inputs["x"].values == [[0.0, 1.0]]
    assert value.counterexample.expected is not None
    assert value.message == "double[0, 1] is 1.0; expected 2.0."
    assert value.diagnosis is not None and value.diagnosis.name == "squares"
    assert exit_code(report) == 1 and report.score == 0


FORBIDDEN = Forbidden(
    names=("tf.hessians", "tf.py_function", "keras.Sequential"),
    points=1,
    sentence="It is your own.",
)
METADATA = msgspec.structs.replace(EXERCISE.metadata, forbidden=FORBIDDEN)


@pytest.mark.parametrize(
    ("instead", "used"),
    [
        ("x + x", []),
        ("getattr(tf, 'py_' + 'function')(lambda y: y + y, [x], x.dtype)", ["tf.py_function"]),
        ("keras.Sequential([keras.layers.Rescaling(2.0, dtype=x.dtype)])(x)",
         ["keras.Sequential"]),
    ],
)  # fmt: skip
def test_forbidden_names_may_stand_right_below_their_package(
    zygote: Zygote, instead: str, used: list[str]
) -> None:
    grader = Grader(replace(EXERCISE, metadata=METADATA), zygote)
    report = grader.grade(submission("import keras\n" + RIGHT.replace("x + x", instead)))
    grader.close()
    own = by_id(report)["own_work"]
    assert report.status == "graded" and [name for name in used if name not in own.message] == []
    assert own.outcome == ("failed" if used else "passed")
    assert by_id(report)["value"].outcome == own.outcome


def test_misconceptions_are_diagnosed_by_their_own_name(grader: Grader) -> None:
    for misconception in EXERCISE.misconceptions:
        report = grader.grade(submission(misconception.source))
        named = {c.diagnosis.name for c in report.checks if c.diagnosis}
        assert not report.passed and named == {misconception.name}


def test_the_same_submission_has_the_same_report_in_any_order(grader: Grader) -> None:
    sources = [RIGHT, changed("x + x", "x * x").source, "raise OSError", "import sys; sys.exit()"]
    sources += [m.source for m in EXERCISE.misconceptions]
    first = {source: timeless(grader.grade(submission(source))) for source in sources}
    again = sources * 2
    random.Random(1).shuffle(again)
    for source in again:
        assert timeless(grader.grade(submission(source))) == first[source]


def test_a_fresh_grader_says_the_same(grader: Grader, zygote: Zygote) -> None:
    other = Grader(EXERCISE, zygote)
    wrong = changed("self.times = times", "self.times = 2")
    assert timeless(other.grade(wrong)) == timeless(grader.grade(wrong))
    other.close()


def test_sets_have_the_same_order_in_every_run(grader: Grader) -> None:
    report = grader.grade(changed("return x + x", "raise ValueError(hash('a word'))"))
    command = [sys.executable, "-c", "print(hash('a word'))"]
    known = subprocess.run(command, env={"PYTHONHASHSEED": "0"}, capture_output=True, check=True)
    assert f"ValueError: {known.stdout.decode().strip()}" in by_id(report)["value"].message


def test_another_seed_asks_other_inputs_and_says_so(grader: Grader, zygote: Zygote) -> None:
    other = Grader(EXERCISE, zygote, seed=5)
    report = other.grade(submission(RIGHT))
    assert report.passed and report.seed == 5
    assert other.deck(EXERCISE.checks[0])[-1].wire != grader.deck(EXERCISE.checks[0])[-1].wire
    other.close()


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("import sys\nsys.exit(0)", "end the program"),
        ("import os\nos._exit(0)", "exit code 0"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)", "SIGSEGV"),
        ("double = Doubler = property()\ndel double, Doubler\n1 / 0", "ZeroDivisionError"),
    ],
)
def test_what_ends_the_import_gets_nothing(grader: Grader, source: str, words: str) -> None:
    report = grader.grade(submission(RIGHT + source))
    assert (report.status, report.score) == ("import failed", 0)
    assert set(outcomes(report).values()) == {"blocked"}
    assert words in report.message and exit_code(report) == 1


def test_an_error_at_import_names_the_students_line(grader: Grader) -> None:
    report = grader.grade(submission("\ndef g():\n    return 1 / 0\n\ndouble = g()\n"))
    assert "ZeroDivisionError" in report.message and "line 3" in report.message


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("import os; os._exit(0)", "exit code 0"),
        ("while True: pass", "within 3 s"),
        ("import ctypes; ctypes.string_at(0)", "SIGSEGV"),
        ("y = bytearray(3 * 2**30)", "memory"),
    ],
)
def test_a_lost_worker_costs_its_own_checks_only(grader: Grader, body: str, words: str) -> None:
    old = "        for _ in range(self.times):"
    report = grader.grade(changed(old, f"        {body}\n{old}"))
    assert outcomes(report) == {
        "value": "passed", "gradient": "passed", "graph": "passed", "repeated": "lost",
        "own_work": "passed",
    }  # fmt: skip
    assert words in by_id(report)["repeated"].message
    assert grader.grade(submission(RIGHT)).passed


def test_a_part_that_hangs_costs_no_check_of_another_part_anything(zygote: Zygote) -> None:
    """The checks of the function used up all the time there was."""
    short = msgspec.structs.replace(EXERCISE.metadata.limits, seconds=9)
    metadata = msgspec.structs.replace(EXERCISE.metadata, limits=short)
    grader = Grader(replace(EXERCISE, metadata=metadata), zygote)
    source = RIGHT.replace("x = double(x)", "x = 2 * x")
    report = grader.grade(submission(source.replace("return x + x", "while True: pass")))
    grader.close()
    assert outcomes(report) == {
        "value": "lost", "gradient": "lost", "graph": "lost", "repeated": "passed",
        "own_work": "passed",
    }  # fmt: skip
    assert "within 3 s" in by_id(report)["value"].message
    assert "its share of 9 s in all" in by_id(report)["gradient"].message


def test_after_an_interruption_nobody_gets_answers_that_were_asked_before(zygote: Zygote) -> None:
    """As when a file is saved while it is graded: the reference is at work then, too."""
    grader = Grader(EXERCISE, zygote)
    began = time.monotonic()
    with pytest.raises(Interrupted):
        grader.grade(
            changed("return x + x", "while True: pass"),
            interrupted=lambda: time.monotonic() > began + 1,
        )
    assert grader.grade(submission(RIGHT)).passed
    grader.close()


@pytest.mark.parametrize(
    "body",
    [
        "raise SystemExit(0)",
        "return None",
        "return 0",
        "return x * float('nan')",
        "return x * float('inf')",
        "return tf.cast(x + x, tf.float64)",
        "return tf.reduce_sum(x)",
        "return [2 * x]",
        "return x[:0]",
        "return tf.constant('a')",
        "return tf.complex(x + x, x)",
        "import numpy as np; return np.array([object()])",
        "class A:\n        def __eq__(self, o): return True\n    return A()",
        "import numpy as np\n    class A(np.ndarray):\n"
        "        def __eq__(self, o): return True\n    return np.zeros((1, 2)).view(A)",
        "class A:\n        def __repr__(self): raise ValueError\n    raise ValueError(A())",
        "raise type('E', (Exception,), {'__str__': lambda s: 1 / 0})()",
        "raise NotImplementedError",
    ],
)
def test_no_answer_but_the_right_one_gets_points(grader: Grader, body: str) -> None:
    report = grader.grade(changed("return x + x", body))
    assert outcomes(report)["value"] in ("failed", "blocked")
    assert outcomes(report)["repeated"] in ("failed", "blocked")
    assert report.score <= 5  # a gradient may be right where the dtype of the value is not


def test_an_answer_that_is_right_only_at_first_is_wrong(grader: Grader) -> None:
    counting = "global n; n = globals().get('n', 0) + 1; return x + x if n < 10 else x"
    assert outcomes(grader.grade(changed("return x + x", counting)))["value"] == "failed"


def test_inputs_that_are_changed_spoil_only_the_students_own(grader: Grader) -> None:
    report = grader.grade(changed("return x + x", "x = x + x; return x"))
    assert report.passed


def test_a_name_that_is_meant_elsewhere_is_not_suggested(grader: Grader) -> None:
    source = RIGHT.replace("def double(", "def Double(").replace("class Doubler", "class Twice")
    report = grader.grade(submission(source))
    assert by_id(report)["value"].message == "double is not defined. Did you mean Double?"
    assert by_id(report)["repeated"].message == "Doubler is not defined."


def test_a_missing_name_blocks_only_what_needs_it(grader: Grader) -> None:
    report = grader.grade(changed("class Doubler", "class Doublr"))
    assert outcomes(report)["repeated"] == "blocked" and report.score == 9
    assert by_id(report)["repeated"].message == "Doubler is not defined. Did you mean Doublr?"


def test_an_error_is_told_with_the_students_line(grader: Grader) -> None:
    report = grader.grade(changed("self.times = times", "self.time = times"))
    failed = by_id(report)["repeated"]
    assert failed.line == 11 and failed.message.startswith("Line 11: It raised AttributeError:")
    assert failed.counterexample is not None and failed.counterexample.observed is None


def test_the_untouched_stub_is_not_started(grader: Grader) -> None:
    report = grader.grade(submission(EXERCISE.stub.read_text()))
    assert (report.status, report.score) == ("not started", 0)
    assert set(outcomes(report).values()) == {"blocked"}


def test_a_half_written_stub_keeps_what_is_right(grader: Grader) -> None:
    stub = EXERCISE.stub.read_text()
    half = stub.replace('raise NotImplementedError("write this part")', "return x + x", 1)
    report = grader.grade(submission(half))
    assert outcomes(report)["value"] == "passed" and outcomes(report)["repeated"] == "blocked"
    assert by_id(report)["repeated"].message == "Not written yet: __init__."


@pytest.mark.parametrize(
    ("reveal", "inputs", "expected"), [("all", 1, 1), ("inputs", 1, 0), ("none", 0, 0)]
)
def test_a_course_decides_how_much_is_shown(
    zygote: Zygote, reveal: str, inputs: int, expected: int
) -> None:
    grader = Grader(EXERCISE, zygote, reveal=reveal)  # type: ignore[arg-type]
    found = by_id(grader.grade(changed("x + x", "x * x")))["value"]
    grader.close()
    text = msgspec.json.encode(found).decode()
    assert (found.counterexample is not None) == bool(inputs)
    assert ("expected 2.0" in text) == bool(expected)
    assert ('"expected":{' in text) == bool(expected)


def test_the_judge_never_imports_tensorflow(grader: Grader) -> None:
    grader.grade(submission(RIGHT))
    assert not {"tensorflow", "keras"} & set(sys.modules)


def test_what_the_code_prints_is_in_the_report(grader: Grader) -> None:
    old = "        for _ in range(self.times):"
    report = grader.grade(changed(old, f"        print('\\x1b[31mhello', self.times)\n{old}"))
    assert report.passed and report.printed.startswith("\x1b[31mhello 0\n")
    assert len(report.printed) <= 4000
    assert "�[31mhello 0" in text.render(report) and "\x1b" not in text.render(report)


def test_what_it_printed_before_it_was_lost_is_there(grader: Grader) -> None:
    report = grader.grade(submission(RIGHT + "\nprint('early')\nimport os\nos._exit(0)\n"))
    assert report.status == "import failed"
    old = "        for _ in range(self.times):"
    report = grader.grade(changed(old, f"        print('late'); import os; os._exit(0)\n{old}"))
    assert report.printed == "late\n"


def test_a_link_in_the_place_of_what_is_printed_is_not_followed(grader: Grader) -> None:
    body = "import os\nos.remove('stdout')\nos.symlink('/etc/passwd', 'stdout')\nprint('x')\n"
    assert grader.grade(submission(RIGHT + body)).printed == ""


@pytest.mark.parametrize("reveal", ["inputs", "none"])
def test_a_course_that_withholds_anything_withholds_what_was_printed(
    zygote: Zygote, reveal: Reveal
) -> None:
    grader = Grader(EXERCISE, zygote, reveal=reveal)
    old = "        for _ in range(self.times):"
    assert grader.grade(changed(old, f"        print('hello')\n{old}")).printed == ""
    grader.close()


OBSCURE = "getattr(tf.math, 'a' + 'dd')"


@pytest.mark.parametrize(
    "source",
    [
        RIGHT.replace("x + x", f"{OBSCURE}(x, x)"),
        RIGHT.replace("def double", f"plus = {OBSCURE}\n\ndef double").replace(
            "x + x", "plus(x, x)"
        ),
        RIGHT.replace("x + x", "next(f for f in [tf.math.__dict__['ad' 'd']])(x, x)"),
    ],
)
def test_a_shortcut_that_no_source_shows_is_found_while_it_runs(
    grader: Grader, source: str
) -> None:
    report = grader.grade(submission(source))
    assert outcomes(report)["own_work"] == "failed" and report.score == 0
    assert "tf.math.add" in by_id(report)["own_work"].message


def test_a_comparison_with_the_built_in_at_the_top_of_a_file_is_no_shortcut(grader: Grader) -> None:
    comparison = f"\none = tf.constant(1.0)\nassert double(one) == tf.math.add(one, one) == {OBSCURE}(one, one)\n"
    report = grader.grade(submission(RIGHT + comparison))
    assert report.passed, report.message


def test_a_file_that_defines_nothing_gets_nothing(grader: Grader) -> None:
    report = grader.grade(submission("print('nothing here')\n"))
    assert report.score == 0 and set(outcomes(report).values()) == {"blocked"}


def test_a_broken_misconception_costs_no_student_anything(
    tmp_path: Path, grader: Grader, zygote: Zygote
) -> None:
    shutil.copytree(COURSE, tmp_path / "course")
    folder = tmp_path / "course" / "solutions" / "exercise-01" / "misconceptions"
    (folder / "a_syntax_error.py").write_text("def double(x:\n")
    (folder / "gone.py").write_text('"""A title.\n\nAnd more.\n"""\n\ndel triple\n')
    other = Grader(exercises(tmp_path / "course")[0], zygote)
    wrong = changed("x + x", "x * x")
    assert timeless(other.grade(wrong)) == timeless(grader.grade(wrong))
    other.close()


def test_what_was_printed_before_an_import_failed_is_shown(grader: Grader) -> None:
    failed = grader.grade(submission("print('so far')\nimport os\nos._exit(0)\n"))
    assert (failed.status, failed.printed) == ("import failed", "so far\n")
