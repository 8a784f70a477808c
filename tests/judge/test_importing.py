"""As much of a file as can be imported is graded, and what stopped the rest is said."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.asking.forking import Zygote
from grader.judge.grader import Grader
from grader.reporting.report import Report
from grader.submission.submission import Submission, parse, read
from tests.submission.test_notebooks import notebook
from tests.tiny import EXERCISE, RIGHT, changed, submission

NAMES = EXERCISE.metadata.requires


@pytest.fixture(scope="module")
def grader(zygote: Zygote) -> Iterator[Grader]:
    grader = Grader(EXERCISE, zygote)
    yield grader
    grader.close()


def outcomes(report: Report) -> dict[str, str]:
    return {check.id: check.outcome for check in report.checks}


def cells(*cells: str) -> Submission:
    return parse(Path("mine.ipynb"), notebook(*cells).encode(), NAMES)


UNWRITTEN = changed("return x + x", 'raise NotImplementedError("write this part")').source
CALLS = {
    "an unwritten part": (UNWRITTEN, "double(tf.constant(1.0))", "double is needed there"),
    "an error": (RIGHT, "print(double('a', 'b'))", "TypeError"),
    "an assertion": (RIGHT, "assert Doubler().run(1) == 3", "AssertionError"),
    "a module that is missing": (RIGHT, "import nothing_like_this", "nothing_like_this"),
}


@pytest.mark.parametrize(("source", "line", "words"), CALLS.values(), ids=CALLS)
def test_what_is_defined_is_graded_whatever_a_test_call_does(
    grader: Grader, source: str, line: str, words: str
) -> None:
    expected = grader.grade(submission(source))
    report = grader.grade(submission(f"{source}\n\n{line}\n"))
    assert (report.status, outcomes(report)) == ("graded", outcomes(expected))
    (notice,) = report.notices
    assert f"line {source.count(chr(10)) + 3}" in notice and words in notice
    assert 'if __name__ == "__main__"' in notice


def test_definitions_below_a_call_that_fails_are_graded_too(grader: Grader) -> None:
    first, rest = RIGHT.split("class Doubler")
    report = grader.grade(submission(f"{first}Doubler(3)\nclass Doubler{rest}"))
    assert report.passed and "line 6" in report.notices[0] and "NameError" in report.notices[0]


SCRIPT = """
model = tf.keras.Sequential([tf.keras.layers.Dense(1)])
model.compile(loss="mse")
import time
history = time.sleep(100) or model.fit(tf.zeros((4, 2)), tf.zeros((4, 1)))
"""


def test_a_script_that_trains_at_its_end_is_graded_by_what_it_defines(grader: Grader) -> None:
    report = grader.grade(submission(RIGHT + SCRIPT))
    assert report.passed, report.message
    (notice,) = report.notices
    assert "did not answer within 3 s" in notice and "line 18" in notice
    assert 'if __name__ == "__main__"' in notice


def test_what_is_defined_by_a_call_is_not_lost(grader: Grader) -> None:
    """No slice finds what `exec` defines: the whole was better, as far as it came."""
    report = grader.grade(submission(f"exec({RIGHT!r})\nraise OSError('no')\n"))
    assert report.passed and "What was defined until then" in report.notices[0]


def test_a_needed_line_that_fails_costs_what_comes_after_it(grader: Grader) -> None:
    source = RIGHT.replace("class Doubler:", "TIMES = open('x')\n\nclass Doubler:")
    report = grader.grade(submission(source.replace("times=1", "times=TIMES")))
    assert (outcomes(report)["value"], outcomes(report)["repeated"]) == ("passed", "blocked")
    assert "FileNotFoundError" in report.notices[0] or "Permission" in report.notices[0]


@pytest.mark.parametrize("line", ["import sys; sys.exit()", "import os; os._exit(0)"])
def test_what_ends_the_process_is_no_experiment(grader: Grader, line: str) -> None:
    report = grader.grade(submission(f"{RIGHT}\n{line}\n"))
    assert (report.status, report.score) == ("import failed", 0)


def test_nothing_defined_is_nothing_graded(grader: Grader) -> None:
    report = grader.grade(submission("import tensorflow as tf\nx = tf.double(1)\n"))
    assert report.status == "import failed" and "line 2" in report.message


def test_a_cell_kept_for_what_it_may_change_costs_nothing_when_it_fails(grader: Grader) -> None:
    times = "TIMES = [1]\ndef times(): return TIMES\nDoubler.times = times"
    book = cells(RIGHT, times, "TIMES.sorted()")
    report = grader.grade(book)
    assert report.passed, report.message
    assert "code cell 3, line 1" in report.notices[0] and "`grade`" in report.notices[0]


TF = "import tensorflow as tf"
DOUBLER = "class Doubler" + RIGHT.split("class Doubler")[1]
ONLY_RUN = "class Doubler:\n    def __init__(self, times=1): self.times = times"
SAME = {
    "filled": [TF, "CFG = {}\ndef fill(c): c['by'] = 2", "fill(CFG)",
               "def double(x): return x * tf.constant(CFG['by'], x.dtype)", DOUBLER],
    "assigned": [TF + "\nBY = tf.Variable(1.0)", "BY.assign(2.0)",
                 "def double(x): return x * tf.cast(BY, x.dtype)", DOUBLER],
    "added": [RIGHT.split("class Doubler")[0], ONLY_RUN,
              "def add_to_class(cls):\n    return lambda f: setattr(cls, f.__name__, f)",
              "@add_to_class(Doubler)\ndef run(self, x):\n    for _ in range(self.times):\n"
              "        x = double(x)\n    return x"],
    "made wrong": [RIGHT, "def spoil():\n    global double\n    double = lambda x: x",
                   "print(double(tf.constant(2.0)))", "spoil()"],
}  # fmt: skip


@pytest.mark.parametrize("parts", SAME.values(), ids=SAME)
def test_a_notebook_gets_what_the_same_file_gets(grader: Grader, parts: list[str]) -> None:
    as_file = grader.grade(submission("\n\n".join(parts) + "\n"))
    as_notebook = grader.grade(cells(*parts))
    assert outcomes(as_notebook) == outcomes(as_file)
    assert as_notebook.score == as_file.score == (0 if "spoil" in parts[-1] else 12)
    assert as_notebook.notices == as_file.notices == ()


def test_own_modules_are_imported_and_their_lines_are_named(grader: Grader, tmp_path: Path) -> None:
    first, rest = RIGHT.split("class Doubler")
    (tmp_path / "helpers.py").write_text(
        first.replace("x + x", "plus(x)") + "from more import plus\n"
    )
    (tmp_path / "more.py").write_text("def plus(x):\n    return x + x\n")
    (tmp_path / "mine.py").write_text("from helpers import *\nclass Doubler" + rest)
    report = grader.grade(read(tmp_path / "mine.py", NAMES))
    assert report.passed, (report.message, report.checks)
    (tmp_path / "more.py").write_text("def plus(x):\n    return x.nothing\n")
    report = grader.grade(read(tmp_path / "mine.py", NAMES))
    (value,) = [check for check in report.checks if check.id == "value"]
    assert value.message.startswith("Line 2 of more.py: It raised AttributeError"), value.message
    (tmp_path / "more.py").write_text("def plus(x):\n    raise NotImplementedError('write')\n")
    report = grader.grade(read(tmp_path / "mine.py", NAMES))
    (value,) = [check for check in report.checks if check.id == "value"]
    assert (value.outcome, value.message) == ("blocked", "Not written yet: plus in more.py.")
    (tmp_path / "more.py").write_text("def plus(x):\n    return (\n")
    report = grader.grade(read(tmp_path / "mine.py", NAMES))
    assert report.status == "import failed" and "more.py, line 2" in report.message


@pytest.mark.parametrize("call", ["tf.math.add(x, x)", "getattr(tf.math, 'a' + 'dd')(x, x)"])
def test_own_modules_are_under_the_same_rules(grader: Grader, call: str) -> None:
    helpers = f"import tensorflow as tf\ndef plus(x):\n    return {call}\n"
    source = "from helpers import plus\n" + RIGHT.replace("x + x", "plus(x)")
    report = grader.grade(Submission(Path("mine.py"), source, modules={"helpers.py": helpers}))
    assert outcomes(report)["own_work"] == "failed" and report.score == 0


def test_a_notebook_writes_a_module_and_imports_it(grader: Grader) -> None:
    first, rest = RIGHT.split("class Doubler")
    report = grader.grade(
        cells("%%writefile twice.py\n" + first, "from twice import double", "class Doubler" + rest)
    )
    assert report.passed, (report.message, report.checks)


def test_a_look_alike_is_named_but_not_run(grader: Grader) -> None:
    double = RIGHT.split("class Doubler")[0]
    report = grader.grade(cells(double, "Doublers = open('nothing.csv').read()"))
    (repeated,) = [check for check in report.checks if check.id == "repeated"]
    assert outcomes(report)["value"] == "passed"
    assert repeated.message == "Doubler is not defined. Did you mean Doublers?"
