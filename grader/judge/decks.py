"""Which inputs does a check ask, and which is the smallest that shows a difference?

A deck depends on the seed, the exercise and the strategy only: never on the submission, on the
clock, or on which modules happen to be loaded. Checks that share a `given(...)` share its deck.
"""

import hashlib
from collections.abc import Callable
from random import Random
from typing import Any

from hypothesis import HealthCheck, Phase, find, settings
from hypothesis.errors import Flaky, NoSuchExample
from hypothesis.internal.conjecture import providers

from grader.asking.questions import Question
from grader.checking import Given, Inputs

# Hypothesis mixes literals found in the modules loaded around it into its draws. A deck that
# depends on what else is imported would not be the same for everybody, so it finds none here.
_NO_CONSTANTS = providers.Constants()  # type: ignore[attr-defined]
providers._get_local_constants = lambda: _NO_CONSTANTS


def draw(given: Given, seed: int, exercise: str = "") -> tuple[Question, ...]:
    """The deck of a check: its fixed inputs, then the drawn ones, none twice."""
    asked = {q.wire: q for q in map(Question.of, given.always)}

    def collect(inputs: Inputs) -> bool:
        question = Question.of(inputs)
        asked.setdefault(question.wire, question)
        return False

    if given.strategy is not None:
        try:
            _find(given, seed, exercise, collect, shrink=False)
        except NoSuchExample:
            pass
    return tuple(asked.values())


def smallest(
    given: Given, seed: int, exercise: str, differs: Callable[[Question], bool], calls: int
) -> Question | None:
    """The smallest drawn input for which `differs`, asking it at most `calls` times.

    None when no drawn input differs (a fixed input may still).
    """
    left = calls
    found: list[Question] = []

    def condition(inputs: Inputs) -> bool:
        nonlocal left
        left -= 1
        if left < 0:
            return False
        question = Question.of(inputs)
        if differs(question):
            found[:] = [question]
            return True
        return False

    try:
        _find(given, seed, exercise, condition, shrink=True)
    except (NoSuchExample, Flaky):
        pass
    return found[0] if found else None


def _find(
    given: Given, seed: int, exercise: str, condition: Callable[[Any], bool], shrink: bool
) -> None:
    assert given.strategy is not None
    phases = (Phase.generate, Phase.shrink) if shrink else (Phase.generate,)
    find(
        given.strategy,
        condition,
        settings=settings(
            max_examples=given.examples,
            database=None,
            deadline=None,
            derandomize=False,
            phases=phases,
            suppress_health_check=list(HealthCheck),
        ),
        random=Random(_seed(seed, exercise)),
    )


def _seed(seed: int, exercise: str) -> int:
    text = f"{seed}/{exercise}".encode()
    return int.from_bytes(hashlib.sha256(text).digest()[:8], "big")
