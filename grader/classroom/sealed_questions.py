"""What does a seal ask? Mostly what is drawn, and the simplest questions there are."""

import ast
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from math import ceil
from typing import Any

import numpy as np

from grader.asking.questions import Question
from grader.checking import Check
from grader.course.exercise import Exercise
from grader.judge import decks
from grader.judge.grader import Grader
from grader.judge.trials import SHRINKS, SHRINKS_AN_EXAMPLE
from grader.wire import encode_inputs

SIMPLE = 1 / 4  # of the drawn questions at most: the others are to find what nobody thinks of
VALUES = 4  # of each number or text that is no array


def questions_of(grader: Grader, check: Check) -> tuple[Question, ...]:
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


def in_order(question: Question, probe: str, exercise: Exercise) -> bytes:
    """A question in the order of the probe's parameters: Hypothesis draws in any order."""
    found = [n for n in ast.parse(exercise.probes).body if getattr(n, "name", "") == probe]
    asked = [a.arg for node in found for a in ast.walk(node) if isinstance(a, ast.arg)]
    inputs = question.inputs
    ordered = [*(name for name in asked if name in inputs), *inputs]
    return encode_inputs({name: inputs[name] for name in ordered}, in_order=True)


def _simplest(grader: Grader, check: Check, known: Collection[bytes]) -> Iterator[Question]:
    """The simplest question of each kind that mistakes can hide from."""
    seen = set(known)
    calls = min(SHRINKS, SHRINKS_AN_EXAMPLE * check.inputs.examples)
    for fits in _kinds(grader.deck(check)):
        found = decks.smallest(check.inputs, grader.seed, grader.exercise.id, fits, calls)
        if found is not None and found.wire not in seen:
            seen.add(found.wire)
            yield found


def _kinds(deck: Sequence[Question]) -> Iterator[Callable[[Question], bool]]:
    """Any; one array is not zero; none is; not all are, with each value of what is no array."""
    first = deck[0].inputs
    arrays = [name for name, value in first.items() if _is_array(value)]
    yield lambda question: True
    for names in (*([name] for name in arrays), arrays):
        yield partial(_is_like, {}, all, names)
    for name in (name for name, value in first.items() if isinstance(value, int | float | str)):
        values = dict.fromkeys(question.inputs.get(name) for question in deck)
        for value in islice(values, VALUES):
            yield partial(_is_like, {name: value}, any, arrays)


def _is_like(
    values: Mapping[str, Any],
    so_many: Callable[[Iterable[object]], bool],
    arrays: Sequence[str],
    question: Question,
) -> bool:
    """Whether it has these values, and so many of these arrays are not zero."""
    inputs = question.inputs
    same = all(inputs.get(name) == value for name, value in values.items())
    return same and (not arrays or so_many(np.any(inputs.get(name, 0)) for name in arrays))


def _length(question: Question) -> tuple[int, int, float]:
    """In bytes; then as numbers are written; then as they are large."""
    arrays = [np.ravel(value) for value in question.inputs.values() if _is_array(value)]
    numbers = np.concatenate([np.zeros(0), *arrays])
    return len(question.wire), len(str(numbers.tolist())), float(np.abs(numbers).sum())


def _is_array(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.dtype.kind in "biuf"
