"""Lines that are harmless where students work cost nothing where they are graded."""

from collections.abc import Iterator

import pytest

from grader.asking.forking import Zygote
from grader.judge.explaining import failure_sentence
from grader.judge.grader import Grader
from grader.wire import Failure
from tests.tiny import EXERCISE, RIGHT, submission


@pytest.fixture(scope="module")
def grader(zygote: Zygote) -> Iterator[Grader]:
    grader = Grader(EXERCISE, zygote)
    yield grader
    grader.close()


HARMLESS = {
    "the arguments": "import os, sys\nassert [*map(os.path.basename, sys.argv)] == ['submission.py']",
    "how Python was started": "import sys\nassert 'judge' not in str(sys.orig_argv)",
    "argparse": "import argparse\np = argparse.ArgumentParser()\np.add_argument('-n', type=int,"
    " default=3)\nassert p.parse_args().n == 3",
    "display": "display(3)",
    "magics after nbconvert": "get_ipython().run_line_magic('matplotlib', 'inline')",
    "the user": "import getpass\nassert getpass.getuser() == 'student'",
    "a window": "import matplotlib\nmatplotlib.use('TkAgg')\nimport matplotlib.pyplot as plt\n"
    "plt.plot([1, 2])\nplt.show()",
    "nine megabytes": "print('early')\nprint('x' * 9_000_000)",
    "many lines": "import sys\nfor n in range(200_000): print('a line of thirty characters', n)\n"
    "sys.stderr.write('x' * 9_000_000)",
}


@pytest.mark.parametrize("lines", HARMLESS.values(), ids=HARMLESS)
def test_what_is_harmless_costs_nothing_and_is_not_worth_a_word(grader: Grader, lines: str) -> None:
    report = grader.grade(submission(f"{lines}\n{RIGHT}"))
    assert report.passed and report.notices == (), (report.message, report.notices)
    assert len(report.printed) <= 4000


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (("raised", "EOFError", "EOF when reading a line"), "Nobody answers input()"),
        (("raised", "PermissionError", "[Errno 1] Operation not permitted"), "asyncio"),
        (("raised", "ImportError", "Cannot load backend 'TkAgg' which …"), "there is no screen"),
        (("exit", "SystemExit", "2"), "let each have a default"),
    ],
)
def test_what_cannot_work_says_what_to_do(failure: tuple[str, str, str], words: str) -> None:
    assert words in failure_sentence(Failure(*failure))  # type: ignore[arg-type]
