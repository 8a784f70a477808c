"""How can students check their own work without the solutions? Against answers kept as data.

A sealed exercise holds its stub, its questions, the reference's answers to them, and the probes; no
reference, no checks' source, no misconceptions, no hint that quotes the solution. No smaller input
can be drawn, so the shortest question is asked first. Every verdict on the questions asked is the
same.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import msgspec
import numpy as np

from grader.asking.questions import Question
from grader.checking import Check, Tolerances, as_tolerance
from grader.course.exercise import CourseError, Exercise
from grader.course.kept_back import KeptBack
from grader.course.sealed import SCHEMA, Seal, SealedCheck
from grader.course.texts import messages_of
from grader.judge.grader import Grader
from grader.judge.trials import REFERENCE, unusable
from grader.languages import available
from grader.wire import Failure, Observation, encode_inputs


@dataclass(frozen=True)
class Sealed:
    """The file, and what its author should know of it."""

    data: bytes
    notices: tuple[str, ...]


def seal(grader: Grader, secret: KeptBack) -> Sealed:
    """The exercise of a grader as data, its reference asked with the grader's seed."""
    exercise = grader.exercise
    hints = exercise.metadata.hints
    told = tuple(hint for hint in hints if not secret.quoted_in(hint))
    metadata = msgspec.structs.replace(
        exercise.metadata,
        hints=told,
        equivalent=(),  # they quote the solution
    )
    checks = tuple(_sealed(grader, check, secret) for check in exercise.checks)
    kept = replace(exercise, metadata=metadata)
    said = {language: _texts(kept, language) for language in available()}
    content = Seal(SCHEMA, metadata, exercise.stub_text, exercise.probes, checks, said)
    return Sealed(
        msgspec.msgpack.encode(content),
        tuple(
            f"{exercise.id}: hint {number} quotes the solution and is not sealed."
            for number, hint in enumerate(hints, start=1)
            if hint not in told
        ),
    )


def _texts(exercise: Exercise, language: str) -> dict[str, str]:
    """Every text that a sealed exercise needs, with its translation where there is one."""
    kept = messages_of(exercise, with_misconceptions=False)
    words = exercise.said_in(language).words
    return {text: words(text) for text in kept if words(text) != text}


def _sealed(grader: Grader, check: Check, secret: KeptBack) -> SealedCheck:
    deck = _shortest_first(check, grader.deck(check))
    answers = grader.reference.ask(REFERENCE, check.probe, deck)
    right = tuple(answer for answer in answers if not isinstance(answer, Failure))
    if problem := unusable(check, answers):
        raise CourseError(f"{grader.exercise.id}, check {check.id}: {problem}.")
    quoted = secret.quoted_in("\n".join([check.sentence, check.advice, *map(_words, right)]))
    if quoted:
        raise CourseError(
            f"{grader.exercise.id}: the check {check.id} would seal a part of the solution, in its "
            f"words or in the right answers: {quoted}"
        )
    return SealedCheck(
        check.id, check.sentence, check.probe, check.points, check.advice,
        _numbers(check.tolerance),
        tuple(encode_inputs(question.inputs, as_drawn=True) for question in deck), right,
    )  # fmt: skip


def _shortest_first(check: Check, deck: tuple[Question, ...]) -> tuple[Question, ...]:
    """Drawn questions by their length; what authors put first, or say in full, stays there."""
    if check.inputs.strategy is None:
        return deck
    first = min(len(check.inputs.always), 1)
    return (*deck[:first], *sorted(deck[first:], key=_length))


def _length(question: Question) -> tuple[int, int, float]:
    numbers = np.concatenate(
        [np.ravel(value) for value in question.inputs.values() if _is_array(value)] or [np.zeros(0)]
    )
    return len(question.wire), len(str(numbers.tolist())), float(np.abs(numbers).sum())


def _is_array(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.dtype.kind in "biuf"


def _words(answer: Observation) -> str:
    return "\n".join(value for value in answer.values() if isinstance(value, str))


def _numbers(
    tolerance: Tolerances | None,
) -> tuple[float, float] | dict[str, tuple[float, float]] | None:
    if isinstance(tolerance, Mapping):
        named = {name: as_tolerance(one) for name, one in tolerance.items()}
        return {name: (one.relative, one.absolute) for name, one in named.items()}
    return (tolerance.relative, tolerance.absolute) if tolerance else None
