"""How can students check their own work without the solutions? Against answers kept as data.

A sealed exercise holds its questions, the reference's answers to them, and the probes; no
reference, no checks' source, no misconceptions. There is no smaller input to be found, and no
diagnosis, but every verdict on the questions asked is the same.
"""

import msgspec

from grader.checking import Check
from grader.course.exercise import CourseError, Exercise
from grader.course.sealed import SCHEMA, Seal, SealedCheck
from grader.course.texts import messages_of
from grader.judge.grader import Grader
from grader.judge.trials import REFERENCE
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
    if len(right) < len(deck):
        raise CourseError(f"{grader.exercise.id}: the reference fails the check {check.id}.")
    tolerance = (check.tolerance.relative, check.tolerance.absolute) if check.tolerance else None
    return SealedCheck(
        check.id, check.sentence, check.probe, check.points, check.advice, tolerance,
        tuple(question.wire for question in deck), right,
    )  # fmt: skip
