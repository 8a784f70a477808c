"""One cause is worked out once: what is shrunk once is told once."""

from pathlib import Path

import numpy as np
import pytest

from grader.asking.questions import Question
from grader.asking.worker import Lost
from grader.checking import Check, cases
from grader.judge.causes import causes_of
from grader.judge.comparing import difference
from grader.judge.trials import Shortfall, Tried
from grader.submission.submission import Submission
from grader.wire import Failure, Frame

SOURCE = Submission(Path("mine.py"), "def f(x):\n    raise NotImplementedError\n    return x.y\n")
QUESTION = Question.of({"x": np.float32(1)})


def failed(id: str, observed: object) -> Tried:
    check = Check("It holds.", "probe", cases(QUESTION.inputs), points=1, id=id)
    found = difference({"y": 1.0}, observed, None)
    assert found is not None
    shortfall = Shortfall(QUESTION, observed, {"y": 1.0}, found)
    return Tried(check, (QUESTION,), (observed,), shortfall=shortfall)


def raised(id: str, message: str, line: int = 3) -> Tried:
    return failed(id, Failure("raised", "AttributeError", message, (Frame(line, "f"),)))


def lost(id: str, kind: str) -> Tried:
    check = Check("It holds.", "probe", cases(QUESTION.inputs), points=1, id=id)
    return Tried(check, (QUESTION,), (), lost=Lost(kind, "10 s"))


@pytest.mark.parametrize(
    ("tried", "explained", "causes"),
    [
        ([failed("a", {"y": 2.0}), failed("b", {"y": 2.0})], {}, "ab"),
        ([failed("a", {"y": 2.0}), failed("b", {"y": 3.0})], {"a": ("m",), "b": ("m",)}, "aa"),
        ([failed("a", {"y": 2.0}), failed("b", {"y": 3.0})], {"a": ("m",), "b": ("n",)}, "ab"),
        (
            [raised("a", "'A' has no attribute 'y'"), raised("b", "'A' has no attribute 'y'")],
            {},
            "aa",
        ),
        (
            [raised("a", "'A' has no attribute 'y'"), raised("b", "'A' has no attribute 'z'")],
            {},
            "ab",
        ),
        ([raised("a", "no"), raised("b", "no", line=1)], {}, "ab"),
        ([lost("a", "time"), failed("b", {"y": 2.0}), lost("c", "died")], {}, "aba"),
        ([raised("a", "", 2), raised("b", "", 2)], {"a": ("m",)}, "aa"),  # not written yet
    ],
)
def test_checks_of_one_cause_name_the_first_of_them(tried, explained, causes: str) -> None:
    assert "".join(causes_of(tried, explained, SOURCE).values()) == causes


def test_what_holds_has_no_cause() -> None:
    check = Check("It holds.", "probe", cases(QUESTION.inputs), points=1)
    assert causes_of([Tried(check, (QUESTION,), ({"y": 1.0},))], {}, SOURCE) == {}
