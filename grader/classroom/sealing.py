"""How can students check their own work without the solutions? Against answers kept as data.

A sealed exercise holds its questions, the reference's answers to them, and the probes; no
reference, no checks' source, no misconceptions. There is no smaller input to be found, and no
diagnosis, but every verdict on the questions asked is the same.
"""

from collections.abc import Mapping

import msgspec

from grader.checking import Check, Tolerances, as_tolerance
from grader.course.exercise import CourseError, Exercise
from grader.course.sealed import SCHEMA, Seal, SealedCheck
from grader.course.texts import messages_of
from grader.judge.grader import Grader
from grader.judge.trials import REFERENCE, unusable
from grader.languages import available
from grader.wire import Failure


def seal(grader: Grader) -> bytes:
    """The exercise of a grader as data, its reference asked with the grader's seed."""
    exercise = grader.exercise
    metadata = msgspec.structs.replace(exercise.metadata, equivalent=())  # they quote the solution
    checks = tuple(_sealed(grader, check) for check in exercise.checks)
    said = {language: _texts(exercise, language) for language in available()}
    return msgspec.msgpack.encode(Seal(SCHEMA, metadata, exercise.probes, checks, said))


def _texts(exercise: Exercise, language: str) -> dict[str, str]:
    """Every text that a sealed exercise needs, with its translation where there is one."""
    kept = messages_of(exercise, with_misconceptions=False)
    words = exercise.said_in(language).words
    return {text: words(text) for text in kept if words(text) != text}


def _sealed(grader: Grader, check: Check) -> SealedCheck:
    deck = grader.deck(check)
    answers = grader.reference.ask(REFERENCE, check.probe, deck)
    right = tuple(answer for answer in answers if not isinstance(answer, Failure))
    if problem := unusable(check, answers):
        raise CourseError(f"{grader.exercise.id}, check {check.id}: {problem}.")
    return SealedCheck(
        check.id, check.sentence, check.probe, check.points, check.advice,
        _numbers(check.tolerance), tuple(question.wire for question in deck), right,
    )  # fmt: skip


def _numbers(
    tolerance: Tolerances | None,
) -> tuple[float, float] | dict[str, tuple[float, float]] | None:
    if isinstance(tolerance, Mapping):
        named = {name: as_tolerance(one) for name, one in tolerance.items()}
        return {name: (one.relative, one.absolute) for name, one in named.items()}
    return (tolerance.relative, tolerance.absolute) if tolerance else None
