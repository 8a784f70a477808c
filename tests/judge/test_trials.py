"""Asking one check, shown with plain functions in the place of workers."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from grader.asking.questions import Answered, Question
from grader.asking.remembered import Remembered
from grader.asking.worker import Limits, Lost
from grader.checking import Check, Given, cases, given, grid, inputs
from grader.judge.decks import draw
from grader.judge.shares import Shares
from grader.judge.trials import Tried, shrink, try_check
from grader.wire import Array, Change, Failure, Strange, decode_inputs

X = given(inputs(x=grid(2)), examples=20)
CHECK = Check("Twice.", "value", X, points=1)


class FakeWorker:
    """Answers with a function of the inputs; loses itself where the function raises `Lost`."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function, self.limits, self.left = function, Limits(), 60.0
        self.asked: list[bytes] = []

    def send(self, code: str, probe: str, questions: Sequence[Question]) -> None:
        self.questions = questions

    def collect(self) -> list[Answered]:
        answers: list[Answered] = []
        for question in self.questions:
            self.asked.append(question.wire)
            try:
                answers.append(self.function(**decode_inputs(question.wire)))
            except Lost as loss:
                raise Lost(loss.kind, loss.detail, answers) from None
        return answers


def double(x: Any) -> Answered:
    return {"y": Array.of(2 * x)}


def tried(function: Callable[..., Any], inputs: Given = X, right: Any = double) -> Tried:
    check = Check("Twice.", "value", inputs, points=1)
    student, reference = FakeWorker(function), FakeWorker(right)
    return try_check(
        check,
        draw(inputs, 0),
        Remembered(student, trusted=False),  # type: ignore[arg-type]
        Remembered(reference, trusted=True),  # type: ignore[arg-type]
    )


def test_all_answers_right_is_a_pass() -> None:
    assert tried(double).passed


def test_one_wrong_answer_is_none() -> None:
    found = tried(lambda x: {"y": Array.of(2 * x if x[0] < 3 else x)})
    assert not found.passed and found.shortfall is not None


def test_an_empty_deck_is_broken_and_no_pass() -> None:
    found = try_check(CHECK, (), Remembered(FakeWorker(double), trusted=False), Remembered(FakeWorker(double), trusted=True))  # type: ignore[arg-type]  # fmt: skip
    assert not found.passed and found.broken


def test_a_reference_that_fails_is_our_fault() -> None:
    found = tried(double, right=lambda x: Failure("raised", "ValueError", "no"))
    assert not found.passed and "the reference raised ValueError" in found.broken


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Strange("object", "dict"), "is a dict, which does not travel: return its entries"),
        (Strange("object", "list"), "return np.array(…)"),
        (Strange("object", "EagerThing"), "is an EagerThing, which"),
        (Strange("symbolic", ""), "is a symbolic tensor, which does not travel: return its shape"),
        (Strange("int", ""), "return float(…) or str(…)"),
        (Strange("dtype", "bfloat16"), 'return tf.cast(…, "float32")'),
        (Strange("large", "(9, 9)"), "is a tensor of shape (9, 9), which"),
    ],
)
def test_a_reference_s_answer_that_does_not_travel_is_our_fault(value: Strange, words: str) -> None:
    """Everybody who answered with a list would have been right."""

    def answer(x: Any) -> Answered:
        return {**double(x), "names": value}

    found = tried(answer, right=answer)
    assert not found.passed and found.shortfall is None
    assert found.broken.startswith("probes.py, probe value: 'names' is ") and words in found.broken


@pytest.mark.parametrize("after", [np.ones(3), np.float32([1, 1]), np.array([np.nan, 1])])
def test_a_reference_s_change_between_unlike_tensors_is_our_fault(after: Any) -> None:
    def answer(x: Any) -> Answered:
        return {"again": Change(Array.of(np.ones(2)), Array.of(after))}

    found = tried(answer, right=answer)
    assert not found.passed and found.broken.startswith("probes.py, probe value: 'again' changes")


def test_a_reference_that_is_lost_is_our_fault() -> None:
    def lost(x: Any) -> Answered:
        raise Lost("died", "it crashed")

    assert "the reference was lost" in tried(double, right=lost).broken


def test_a_loss_keeps_the_answers_before_it_but_is_no_pass() -> None:
    def lost(x: Any) -> Answered:
        if x.any():
            raise Lost("time", "3 s")
        return double(x)

    found = tried(lost, cases({"x": np.zeros(2)}, {"x": np.ones(2)}))
    assert not found.passed and found.lost is not None and len(found.answers) == 1


def test_too_few_answers_are_no_pass() -> None:
    assert not Tried(CHECK, draw(X, 0), ()).passed


def test_the_smallest_input_is_found_and_nothing_is_asked_twice() -> None:
    student = FakeWorker(lambda x: {"y": Array.of(2 * x if (abs(x) <= 3).all() else x)})
    remembered = Remembered(student, trusted=False)  # type: ignore[arg-type]
    reference = Remembered(FakeWorker(double), trusted=True)  # type: ignore[arg-type]
    one = try_check(CHECK, draw(X, 0), remembered, reference)
    smallest = shrink(one, remembered, reference, 0, "")
    assert smallest is not None
    assert sorted(np.abs(smallest.question.inputs["x"]).tolist()) == [0, 4]
    assert len(student.asked) == len(set(student.asked))


def test_a_loss_while_shrinking_keeps_what_was_found() -> None:
    def answer(x: Any) -> Answered:
        if len(asked) > 22:
            raise Lost("time", "3 s")
        asked.append(x)
        return {"y": Array.of(x)}

    asked: list[Any] = []
    student = Remembered(FakeWorker(answer), trusted=False)  # type: ignore[arg-type]
    reference = Remembered(FakeWorker(double), trusted=True)  # type: ignore[arg-type]
    one = try_check(CHECK, draw(X, 0), student, reference)
    assert one.shortfall is not None
    assert shrink(one, student, reference, 0, "") is not None


def test_a_tolerance_for_a_value_that_is_not_observed_is_our_fault() -> None:
    check = Check("Twice.", "value", X, points=1, tolerance={"yy": 0.5})
    student, reference = FakeWorker(double), FakeWorker(double)
    found = try_check(check, draw(X, 0), Remembered(student, trusted=False), Remembered(reference, trusted=True))  # type: ignore[arg-type]  # fmt: skip
    assert not found.passed
    assert (
        found.broken == "checks.py, check value: a tolerance for 'yy', which value does not observe"
    )


class Clock:
    """A worker that takes as many seconds for a check as it is told, if it has them."""

    def __init__(self, seconds: float) -> None:
        self.limits = Limits(seconds=seconds)
        self.left = self.allowed = seconds
        self.given: list[float] = []
        self.taken: list[float] = []

    def take(self, seconds: float) -> Tried:
        self.given.append(round(self.left, 3))
        taken = min(seconds, self.left, self.limits.seconds_per_answer)
        self.left -= taken
        self.taken.append(taken)
        lost = None if taken == seconds else Lost("time", "10 s")
        return Tried(CHECK, (), (), lost)


STEP, MODEL = frozenset({"step"}), frozenset({"model"})


def given_to(
    about: list[frozenset[str]], *seconds: float, worker: Clock | None = None
) -> list[float]:
    """The seconds that each check may take when asked in turn."""
    worker = worker or Clock(60.0)
    shares = Shares(worker, about)  # type: ignore[arg-type]
    for number, wanted in enumerate(seconds):
        shares.ask(number, lambda wanted=wanted: worker.take(wanted))  # type: ignore[misc]
    return worker.given


def test_a_part_that_hangs_leaves_the_others_their_time() -> None:
    """All ten of the step took 10 s, and those of the model had none."""
    given = given_to([STEP] * 10 + [MODEL] * 8, *[99.0] * 10, *[0.5] * 8)
    assert given[:10] == [round(60 - 8 * 60 / 18, 3), *[round(60 / 18, 3)] * 9]
    assert given[10] >= 49 and given[-1] >= 45


def test_a_part_that_is_slow_leaves_the_others_their_time() -> None:
    worker = Clock(60.0)
    shares = Shares(worker, [STEP, STEP, MODEL, MODEL])  # type: ignore[arg-type]

    def all_of_it() -> Tried:
        worker.left = 0.0
        return Tried(CHECK, (), (), Lost("total time", "60 s in all"))

    shares.ask(0, all_of_it)
    shares.ask(1, lambda: worker.take(1.0))
    shares.ask(2, lambda: worker.take(9.0))
    assert worker.given == [15.0, 30.0] and worker.left == pytest.approx(21.0)


@pytest.mark.parametrize("about", [[STEP] * 9, [STEP, MODEL] * 9, [STEP | MODEL] * 4 + [STEP] * 9])
def test_all_checks_take_at_most_twice_the_time(about: list[frozenset[str]]) -> None:
    for seconds in (99.0, 9.0, 3.0):
        worker = Clock(60.0)
        given_to(about, *[seconds] * len(about), worker=worker)
        assert sum(worker.taken) <= 2 * 60 + 0.1


def test_who_looks_at_what_hung_as_well_gets_a_share_only() -> None:
    given = given_to([STEP, STEP | MODEL, MODEL], 99.0, 1.0, 1.0)
    assert given == [40.0, 20.0, 50.0]
