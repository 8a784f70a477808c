"""How can students check their own work without the solutions? Against answers kept as data.

A sealed exercise holds its stub, its questions, the reference's answers to them, and the probes; no
reference, no checks' source, no misconceptions, no hint and no advice that quotes the solution. No
smaller input can be drawn, so the simplest ones there are belong to the questions, and the shortest
is asked first. Every verdict on the questions asked is the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import msgspec

from grader.checking import Check, Tolerances, as_tolerance
from grader.classroom.sealed_questions import in_order, questions_of
from grader.course.exercise import CourseError, Exercise
from grader.course.kept_back import KeptBack
from grader.course.sealed import SCHEMA, Seal, SealedCheck
from grader.course.texts import messages_of
from grader.judge.grader import Grader
from grader.judge.trials import REFERENCE, unusable
from grader.languages import available
from grader.wire import Failure, Observation


@dataclass(frozen=True)
class Sealed:
    """The file, and what its author should know of it."""

    data: bytes
    notices: tuple[str, ...]


def seal(grader: Grader, secret: KeptBack) -> Sealed:
    """The exercise of a grader as data, its reference asked with the grader's seed."""
    exercise = grader.exercise
    hints = exercise.metadata.ladder
    told = tuple(hint for hint in hints if not secret.quoted_in(hint.text))
    metadata = msgspec.structs.replace(
        exercise.metadata,
        hints=told,
        equivalent=(),  # they quote the solution
    )
    checks = tuple(_sealed(grader, check, secret) for check in exercise.checks)
    said = {language: _texts(exercise, language, secret) for language in available()}
    content = Seal(SCHEMA, metadata, exercise.stub_text, exercise.probes, checks, said)
    return Sealed(msgspec.msgpack.encode(content), tuple(_left_out(exercise, secret)))


def _left_out(exercise: Exercise, secret: KeptBack) -> Iterator[str]:
    said = [(f"hint {n}", hint.text) for n, hint in enumerate(exercise.metadata.ladder, start=1)]
    said += [
        (f"the advice of the check {check.id}", text)
        for check in exercise.checks
        for text in dict.fromkeys(check.advices.values())
    ]
    for what, text in said:
        if secret.quoted_in(text):
            yield f"{exercise.id}: {what} quotes the solution and is not sealed."


def _texts(exercise: Exercise, language: str, secret: KeptBack) -> dict[str, str]:
    """Every text that a sealed exercise needs, with its translation where there is one."""
    kept = messages_of(exercise, with_misconceptions=False)
    words = exercise.said_in(language).words
    said = {text: words(text) for text in kept if not secret.quoted_in(text)}
    return {text: other for text, other in said.items() if other != text}


def _sealed(grader: Grader, check: Check, secret: KeptBack) -> SealedCheck:
    deck = questions_of(grader, check)
    answers = grader.reference.ask(REFERENCE, check.probe, deck)
    right = tuple(answer for answer in answers if not isinstance(answer, Failure))
    if problem := unusable(check, answers):
        raise CourseError(f"{grader.exercise.id}, check {check.id}: {problem}.")
    quoted = secret.quoted_in("\n".join(map(_words, right)))
    if quoted:
        raise CourseError(
            f"{grader.exercise.id}: the right answers to the check {check.id} quote the solution, "
            f"and would be sealed: {quoted}"
        )
    advice = {k: text for k, text in check.advices.items() if not secret.quoted_in(text)}
    return SealedCheck(
        check.id, check.sentence, check.probe, check.points, advice, _numbers(check.tolerance),
        tuple(in_order(question, check.probe, grader.exercise) for question in deck), right,
        tuple(check.builds_on),
    )  # fmt: skip


def _words(answer: Observation) -> str:
    return "\n".join(value for value in answer.values() if isinstance(value, str))


def _numbers(
    tolerance: Tolerances | None,
) -> tuple[float, float] | dict[str, tuple[float, float]] | None:
    if isinstance(tolerance, Mapping):
        named = {name: as_tolerance(one) for name, one in tolerance.items()}
        return {name: (one.relative, one.absolute) for name, one in named.items()}
    return (tolerance.relative, tolerance.absolute) if tolerance else None
