"""How can students check their own work without the solutions? Against answers kept as data.

A sealed exercise holds its stub, its questions, the reference's answers to them, and the probes; no
reference, no checks' source, no misconceptions, no hint and no advice that quotes the solution. No
smaller input can be drawn, so the simplest ones there are belong to the questions, and the shortest
is asked first. Every verdict on the questions asked is the same.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import ceil
from typing import Any

import msgspec
import numpy as np

from grader.asking.questions import Question
from grader.checking import Check, Tolerances, as_tolerance
from grader.course.exercise import CourseError, Exercise
from grader.course.kept_back import KeptBack
from grader.course.sealed import SCHEMA, Seal, SealedCheck
from grader.course.texts import messages_of
from grader.judge import decks
from grader.judge.grader import Grader
from grader.judge.trials import REFERENCE, SHRINKS, SHRINKS_AN_EXAMPLE, unusable
from grader.languages import available
from grader.wire import Failure, Observation, encode_inputs

SIMPLE = 1 / 4  # of the drawn questions at most: the others are to find what nobody thinks of


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
    said = {language: _texts(exercise, language, secret) for language in available()}
    content = Seal(SCHEMA, metadata, exercise.stub_text, exercise.probes, checks, said)
    return Sealed(msgspec.msgpack.encode(content), tuple(_left_out(exercise, secret)))


def _left_out(exercise: Exercise, secret: KeptBack) -> Iterator[str]:
    said = [(f"hint {n}", hint) for n, hint in enumerate(exercise.metadata.hints, start=1)]
    said += [(f"the advice of the check {check.id}", check.advice) for check in exercise.checks]
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
    deck = _asked(grader, check)
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
    advice = "" if secret.quoted_in(check.advice) else check.advice
    return SealedCheck(
        check.id, check.sentence, check.probe, check.points, advice, _numbers(check.tolerance),
        tuple(encode_inputs(question.inputs, as_drawn=True) for question in deck), right,
    )  # fmt: skip


def _asked(grader: Grader, check: Check) -> tuple[Question, ...]:
    """The deck, shortest first, its longest drawn questions replaced by the simplest there are.

    What authors put first, or say in full, stays there.
    """
    deck = grader.deck(check)
    if check.inputs.strategy is None:
        return deck
    fixed = {Question.of(inputs).wire for inputs in check.inputs.always}
    drawn = sorted((q for q in deck if q.wire not in fixed), key=_length)
    most = ceil(len(drawn) * SIMPLE)
    simple = dict(islice(((q.wire, q) for q in _simplest(grader, check, fixed)), most))
    drawn = [q for q in drawn if q.wire not in simple][: len(drawn) - len(simple)]
    first, *rest = [*(q for q in deck if q.wire in fixed), *simple.values(), *drawn]
    if not fixed:
        return tuple(sorted([first, *rest], key=_length))
    return (first, *sorted(rest, key=_length))


def _simplest(grader: Grader, check: Check, known: Collection[bytes]) -> Iterator[Question]:
    """The simplest question; then with one array that is not zero, and with none that is."""
    seen = set(known)
    calls = min(SHRINKS, SHRINKS_AN_EXAMPLE * check.inputs.examples)
    arrays = [name for name, value in grader.deck(check)[0].inputs.items() if _is_array(value)]
    for names in [[], *([name] for name in arrays), arrays]:

        def fits(question: Question, names: Sequence[str] = names) -> bool:
            return all(np.any(question.inputs.get(name, 0)) for name in names)

        found = decks.smallest(check.inputs, grader.seed, grader.exercise.id, fits, calls)
        if found is not None and found.wire not in seen:
            seen.add(found.wire)
            yield found


def _length(question: Question) -> tuple[int, int, float]:
    """In bytes; then as numbers are written; then as they are large."""
    arrays = [np.ravel(value) for value in question.inputs.values() if _is_array(value)]
    numbers = np.concatenate([np.zeros(0), *arrays])
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
