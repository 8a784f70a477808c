"""Where questions are a secret, no word that student code makes of them reaches its report."""

from collections.abc import Iterator

import msgspec
import pytest

from grader.asking.forking import Zygote
from grader.judge.grader import Grader
from grader.reporting.report import Report
from tests.tiny import EXERCISE, RIGHT, changed, submission

# A question in words that do not stand in the source.
WORD = "def word(x):\n    return 'LE' + 'AK' + x.numpy().tobytes().hex()\n"
ROADS = {
    "a message": "raise ValueError(word(x))",
    "a message of TensorFlow": "tf.debugging.assert_equal(0, 1, message=word(x))",
    "a message of Python": "{}[word(x)]",
    "the name of an exception": "raise type(word(x), (Exception,), {})",
    "the name of a type": "return type(word(x), (), {})()",
    "an answer in words": "return tf.constant([word(x)] * 9)",
    "an answer in Python's words": "return word(x)",
    "a list of words": "return [word(x)]",
    "what is printed": "print(word(x))",
    "a name that is not defined": (
        "import sys; raise sys.modules['grader.worker.loading'].Missing(word(x))"
    ),
    "a forbidden name": (
        "import sys; raise sys.modules['grader.worker.built_ins'].Borrowed(word(x))"
    ),
    "the name of a function": (
        "f = lambda: exec('raise ValueError')\n"
        "    def f():\n"
        "        raise NotImplementedError\n"
        "    f.__code__ = f.__code__.replace(co_name=word(x))\n"
        "    f()"
    ),
    "the number of a line": (
        "file = word.__code__.co_filename\n"
        "    exec(compile('\\n' * 200123 + 'raise ValueError', file, 'exec'))"
    ),
    "an exit code": "import os; print('LE' 'AK', flush=True); os._exit(77)",
}


def leaking(road: str) -> str:
    return f"{RIGHT.replace('return x + x', ROADS[road])}\n\n{WORD}"


@pytest.fixture(scope="module")
def graders(zygote: Zygote) -> Iterator[dict[str, Grader]]:
    made = {r: Grader(EXERCISE, zygote, reveal=r) for r in ("all", "inputs", "none")}  # type: ignore[arg-type]
    yield made
    for one in made.values():
        one.close()


def told(report: Report) -> str:
    return msgspec.json.encode(msgspec.structs.replace(report, seconds=0.0)).decode()


def leaks(text: str) -> bool:
    return any(sign in text for sign in ("LEAK", "200124", "exit code 77"))


@pytest.mark.parametrize("road", ROADS)
def test_what_code_says_of_its_questions_is_told_only_where_all_is(
    graders: dict[str, Grader], road: str
) -> None:
    one = submission(leaking(road))
    assert leaks(told(graders["all"].grade(one))), "the attack itself does not work"
    for reveal in ("inputs", "none"):
        report = graders[reveal].grade(one)
        assert not leaks(told(report)), told(report)
        assert report.status == "graded"


def test_type_line_and_what_is_well_known_of_an_error_are_told(graders: dict[str, Grader]) -> None:
    one = changed("return x + x", "return x + tf.zeros((7, 7)) + tf.cast(x, 'int32')")
    for reveal in ("inputs", "none"):
        value = graders[reveal].grade(one).checks[0]
        assert value.line == 4 and value.message == (
            "Line 4: It raised InvalidArgumentError. Two tensors whose shapes do not fit "
            "together were combined: print their shapes."
        ), value.message
    own = changed("return x + x", "raise Mine('x')").source + "\nclass Mine(Exception): pass\n"
    assert "It raised Mine." in graders["none"].grade(submission(own)).checks[0].message
