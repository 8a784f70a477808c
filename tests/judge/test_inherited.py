"""A check that builds on what fails is held against the student's own, or not judged."""

from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from grader.asking.questions import Answered, Question
from grader.checking import Check, cases
from grader.course.exercise import CourseError, _checks
from grader.judge.causes import causes_of
from grader.judge.comparing import difference
from grader.judge.inherited import settled
from grader.judge.trials import Shortfall as Short
from grader.judge.trials import Tried
from grader.submission.submission import Submission
from grader.wire import Array, Failure, Frame
from tests.judge.test_causes import SOURCE

INPUTS = tuple({"x": np.float32([n, 1])} for n in (1, 2, 3))
Code = Callable[..., Any]


def array(value: Any) -> Array:
    return Array.of(np.asarray(value, "float32"))


class Student:
    """A code that answers in this process."""

    def __init__(self, **probes: Code) -> None:
        self.probes = probes

    def ask(self, code: str, probe: str, questions: Sequence[Question]) -> list[Answered]:
        return [self.answer(probe, question) for question in questions]

    def answer(self, probe: str, question: Question) -> Answered:
        try:
            return {"y": array(self.probes[probe](question.inputs["x"]))}
        except ZeroDivisionError as error:
            return Failure("raised", "ZeroDivisionError", str(error), (Frame(3, "f"),))


RIGHT = Student(value=lambda x: x, mean=lambda x: x.mean(), other=lambda x: x + 1)


def check(id: str, below: str | tuple[str, ...] = (), from_own: Any = None) -> Check:
    given = cases(*INPUTS)
    return Check("It holds.", id, given, points=1, builds_on=below, from_own=from_own)


def of_mean(own: Any, inputs: Any) -> dict[str, Any]:
    return {"y": own("value", **inputs)["y"].mean()}


VALUE, OTHER = check("value"), check("other", "value")
MEAN = check("mean", "value", of_mean)


def tried(one: Check, student: Student) -> Tried:
    deck = tuple(Question.of(inputs) for inputs in INPUTS)
    answers, expected = student.ask("", one.probe, deck), RIGHT.ask("", one.probe, deck)
    short = None
    for question, mine, theirs in zip(deck, answers, expected, strict=True):
        found = difference(mine, theirs)
        if found is not None:
            short = short or Short(question, mine, theirs, found)
    return Tried(one, deck, tuple(answers), shortfall=short)


def outcomes(
    student: Student, *checks: Check, explained: dict[str, tuple[str, ...]] | None = None
) -> dict[str, str]:
    asked = [tried(one, student) for one in checks]
    found = settled(asked, explained or {}, SOURCE, student, RIGHT)  # type: ignore[arg-type]
    causes = causes_of(found, explained or {}, SOURCE)
    assert all(causes[one.check.id] == one.builds_on for one in found if one.builds_on)
    return {one.check.id: one.builds_on or ("holds" if one.passed else "fails") for one in found}


def double(x: Any) -> Any:
    return 2 * x


def test_a_right_class_beside_a_wrong_function_holds() -> None:
    student = Student(value=double, mean=lambda x: double(x).mean())
    assert outcomes(student, VALUE, MEAN) == {"value": "fails", "mean": "holds"}


def test_a_wrong_class_beside_a_wrong_function_fails_by_itself() -> None:
    student = Student(value=double, mean=lambda x: double(x).sum() + 1)
    assert outcomes(student, VALUE, MEAN) == {"value": "fails", "mean": "fails"}


def test_what_is_right_all_the_same_holds() -> None:
    student = Student(value=double, mean=lambda x: x.mean())
    assert outcomes(student, VALUE, MEAN) == {"value": "fails", "mean": "holds"}


def test_code_that_gives_one_number_for_everything_earns_nothing_by_it() -> None:
    student = Student(value=lambda x: 0 * x, mean=lambda x: np.float32(0))
    assert outcomes(student, VALUE, MEAN) == {"value": "fails", "mean": "value"}


def test_own_code_of_no_use_judges_nothing() -> None:
    student = Student(value=lambda x: 1 / 0, mean=lambda x: 1.0)
    assert outcomes(student, VALUE, MEAN) == {"value": "fails", "mean": "value"}


def test_where_nothing_is_right_for_their_own_it_is_not_judged() -> None:
    student = Student(value=double, other=double)
    assert outcomes(student, VALUE, OTHER) == {"value": "fails", "other": "value"}


def test_what_builds_on_nothing_wrong_fails() -> None:
    assert outcomes(Student(value=lambda x: x, other=double), VALUE, OTHER)["other"] == "fails"


def test_the_check_at_the_bottom_is_named() -> None:
    top = check("mean", ("other", "value"))
    student = Student(value=double, other=double, mean=lambda x: 7)
    assert outcomes(student, VALUE, OTHER, top)["mean"] == "value"


def test_what_its_own_base_has_wrong_is_not_told_again() -> None:
    """The function is right, and two checks of the class are wrong: one mistake."""
    sums = check("sums", ("value", "mean"), of_mean)
    wrong = lambda x: x.sum() + 1  # noqa: E731
    student = Student(value=lambda x: x, mean=wrong, sums=wrong)
    RIGHT.probes["sums"] = RIGHT.probes["mean"]
    assert outcomes(student, VALUE, MEAN, sums) == {
        "value": "holds", "mean": "fails", "sums": "mean",
    }  # fmt: skip


def test_an_error_of_its_own_is_a_mistake_of_its_own() -> None:
    student = Student(value=double, other=lambda x: 1 / 0)
    assert outcomes(student, VALUE, OTHER)["other"] == "fails"
    both = Student(value=lambda x: 1 / 0, other=lambda x: 1 / 0)
    assert outcomes(both, VALUE, OTHER)["other"] == "value"


def test_a_mistake_of_another_name_is_one_of_its_own() -> None:
    student = Student(value=double, other=double)
    named = {"value": ("doubled",), "other": ("forgotten",)}
    assert outcomes(student, VALUE, OTHER, explained=named)["other"] == "fails"
    named["other"] = ("doubled",)
    assert outcomes(student, VALUE, OTHER, explained=named)["other"] == "value"


def test_what_is_not_written_is_neither() -> None:
    part = Submission(Path("x.py"), "\n\nraise NotImplementedError\n")
    student = Student(value=lambda x: 1 / 0, other=double)
    asked = [tried(one, student) for one in (VALUE, OTHER)]
    found = settled(asked, {}, part, student, RIGHT)  # type: ignore[arg-type]
    assert not found[1].builds_on


def test_a_check_builds_on_earlier_ones() -> None:
    module: Any = SimpleNamespace(CHECKS=[OTHER, VALUE])
    with pytest.raises(CourseError, match="other builds on value, which is no earlier check"):
        _checks(Path("checks.py"), module)
