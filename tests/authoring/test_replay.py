"""What is written down at one seed is worth little at another, and an audit says how little."""

import base64
import hashlib
from collections.abc import Callable
from dataclasses import replace as with_
from pathlib import Path

import pytest
from hypothesis import strategies as st

from grader.asking.forking import Zygote
from grader.authoring.replay import FIXED, REPLAYED, replay
from grader.checking import Check, Given, around, cases, given, grid, inputs
from grader.course.exercise import Exercise
from grader.judge.grader import Grader
from grader.judge.trials import REFERENCE
from grader.submission.submission import Submission
from grader.wire import Answer, decode_inputs, encode, encode_inputs
from tests.conftest import EXERCISES
from tests.tiny import EXERCISE

X = {"x": [[1.0, 2.0]]}
DRAWN = given(inputs(x=grid(2, 2)), examples=5)
FEW = given(inputs(x=st.just(1), times=st.integers(0, 1)), examples=9)


def asking(*checks: tuple[str, Given, int]) -> Exercise:
    """The tiny exercise with other checks; a point more is for own work."""
    found = with_(EXERCISE)
    vars(found)["checks"] = tuple(
        Check(f"It is {n}.", probe, given, points=points, id=f"check_{n}")
        for n, (probe, given, points) in enumerate(checks)
    )
    return found


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_of_no_exercise_much_can_be_known_beforehand(exercise: Exercise) -> None:
    found = replay(exercise, seeds=(1, 2))
    assert not list(found.problems) and found.best == 20
    assert found.fixed_points <= 20 * FIXED / 100 and found.replayed_points <= 20 * REPLAYED / 100


def test_a_check_that_asks_the_same_with_every_seed_is_fixed() -> None:
    found = replay(asking(("value", DRAWN, 9), ("value", cases(X), 1), ("repeated", FEW, 1)))
    assert (found.fixed, found.fixed_points) == (("check_1", "check_2"), 2)
    assert (found.replayed, found.replayed_points, found.best) == (("check_1", "check_2"), 3, 12)
    (problem,) = found.problems
    assert problem.startswith("2 of 12 points are for checks that ask the same with every seed")
    assert "15 % may be: let check_1, check_2 draw a question, with given(…)" in problem


def test_what_another_check_asked_stands_in_the_table_as_well() -> None:
    known = given(st.sampled_from([{"x": n} for n in range(40)]), examples=2)
    every = cases(*({"x": n} for n in range(40)))
    found = replay(asking(("value", known, 9), ("value", every, 1), ("graph", DRAWN, 20)))
    assert found.fixed == ("check_1",) and found.replayed == ("check_0", "check_1")
    (problem,) = found.problems
    assert "11 of 31 points are for checks that pass with answers written down" in problem


def test_one_question_that_is_drawn_is_enough() -> None:
    one = given(inputs(x=around([[1.0, 2.0]], step=1 / 16)), examples=2)
    assert replay(asking(("value", one, 9))).replayed == ()


TABLE = """
import base64, hashlib, sys

def make_train_step(model, optimizer, loss_fn):
    pass

class CustomModel:
    pass

TABLE = {table}
wire, serving = (sys.modules["grader." + name] for name in ("wire", "worker.serving"))

def answer(code, probes, probe, inputs):
    known = TABLE.get(hashlib.sha256(probe.encode() + wire.encode_inputs(inputs)).hexdigest())
    return wire.decode(base64.b64decode(known)).result if known else {{}}

serving._answer = answer
"""


def table_of(grader: Grader) -> Submission:
    """Answers in the place of the probes, which knows all that was asked with a grader's seed."""
    table = {}
    for check in grader.exercise.checks:
        deck = grader.deck(check)
        answers = grader.reference.ask(REFERENCE, check.probe, deck)
        for question, result in zip(deck, answers, strict=True):
            asked = encode_inputs(decode_inputs(question.wire))
            key = hashlib.sha256(check.probe.encode() + asked).hexdigest()
            table[key] = base64.b64encode(encode(Answer(b"", 0, result))[4:]).decode()
    return Submission(Path("table.py"), TABLE.format(table=table))


def test_who_hands_in_a_table_has_full_marks_at_its_seed_and_few_at_another(
    grader_of: Callable[[Exercise], Grader], zygote: Zygote
) -> None:
    exercise = with_(EXERCISES["exercise-05"])
    vars(exercise)["misconceptions"] = ()  # why it fails is not asked
    table = table_of(grader_of(exercise))
    assert grader_of(exercise).grade(table).score == 20, "the attack itself does not work"
    secret = Grader(exercise, zygote, seed=1, shrunk=0)
    report = secret.grade(table)
    secret.close()
    assert report.score == replay(exercise, seeds=(1,)).replayed_points <= 20 * REPLAYED / 100
