"""Which inputs are simpler than the one that Hypothesis ended with?

Its search changes one draw at a time. Two things it cannot do to several arrays at once: keep
only the rows that matter in each of them, and move two of them together towards zero. What comes
out is always an input as the deck has them: of shapes that occur in it, within its values.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice, product
from typing import Any

import numpy as np

from grader.asking.questions import Question
from grader.checking import Floats, Inputs

Shapes = Mapping[str, tuple[int, ...]]


def simplest(
    question: Question, deck: Sequence[Question], differs: Callable[[Question], bool], most: int
) -> Question:
    """The simplest input derived from one that `differs` which still does.

    most: questions that each kind of simplification may cost.
    """
    for simpler in (fewer, plainer, positive):
        candidates = map(Question.of, islice(simpler(question.inputs, deck), most))
        question = next((q for q in candidates if differs(q)), question)
    return question


def fewer(inputs: Inputs, deck: Sequence[Question]) -> Iterator[Inputs]:
    """With parts of the arrays only, the smallest shapes first."""
    arrays = _arrays(inputs)
    known = {_kind(q.inputs): _shapes(_arrays(q.inputs)) for q in deck}
    for kind, shapes in sorted(known.items(), key=lambda item: _size(item[1])):
        if kind[0] == _kind(inputs)[0] and _size(shapes) < _size(_shapes(arrays)):
            for parts in _parts(arrays, shapes):
                yield {**inputs, **parts}


def plainer(inputs: Inputs, deck: Sequence[Question]) -> Iterator[Inputs]:
    """With two arrays moved together until one of them is zero."""
    arrays = _arrays(inputs)
    for first, second in zip(arrays, list(arrays)[1:], strict=False):
        one, other = arrays[first], arrays[second]
        if one.dtype.kind == "f" and _twins(one, other) and one.any():
            moved = {**inputs, first: np.zeros_like(one), second: other - one}
            if _like(moved, deck) and any(_zero(q.inputs.get(first)) for q in deck):
                yield moved


def positive(inputs: Inputs, deck: Sequence[Question]) -> Iterator[Inputs]:
    """Without the signs."""
    plain = {**inputs, **{name: abs(array) for name, array in _arrays(inputs).items()}}
    if any((array < 0).any() for array in _arrays(inputs).values()) and _like(plain, deck):
        yield plain


def _parts(arrays: Mapping[str, Floats], shapes: Shapes) -> Iterator[dict[str, Floats]]:
    """The same part of every array that is larger than its new shape."""
    cut = [name for name in arrays if arrays[name].shape != shapes[name]]
    if len({arrays[name].shape[0] for name in cut}) != 1:
        return
    for number in range(max(arrays[name].size for name in cut)):
        parts = {name: _part(arrays[name], shapes[name], number) for name in cut}
        whole = {name: part for name, part in parts.items() if part is not None}
        if len(whole) == len(cut):
            yield whole


def _part(array: Floats, shape: tuple[int, ...], number: int) -> Floats | None:
    """One part of an array: of its rows, or of its elements when the dimensions are others."""
    if array.ndim == len(shape):
        starts = [range(n - m + 1) for n, m in zip(array.shape, shape, strict=True)]
        places = list(product(*starts))
        if number >= len(places):
            return None
        return array[tuple(slice(i, i + m) for i, m in zip(places[number], shape, strict=True))]
    size = int(np.prod(shape))
    part: Floats = array.reshape(-1)[number * size : (number + 1) * size]
    return part.reshape(shape) if part.size == size else None


def _like(inputs: Inputs, deck: Sequence[Question]) -> bool:
    """Whether the deck has numbers as small and as large under the same names."""
    for name, array in _arrays(inputs).items():
        others = [q.inputs[name] for q in deck if name in q.inputs]
        lowest = min((o.min(initial=np.inf) for o in others), default=np.inf)
        highest = max((o.max(initial=-np.inf) for o in others), default=-np.inf)
        if array.size and not lowest <= array.min() <= array.max() <= highest:
            return False
    return True


def _arrays(inputs: Inputs) -> dict[str, Floats]:
    return {
        name: value
        for name, value in inputs.items()
        if isinstance(value, np.ndarray) and value.ndim
    }


def _kind(inputs: Inputs) -> tuple[Any, Any]:
    """What must stay, with numbers that may stand for sizes; and the shapes of the arrays."""
    arrays = _arrays(inputs)
    rest = {name: value for name, value in inputs.items() if name not in arrays}
    stays = {name: value if type(value) is int else type(value) for name, value in rest.items()}
    return tuple({**stays, **dict.fromkeys(arrays)}.items()), tuple(_shapes(arrays).items())


def _twins(one: Floats, other: Floats) -> bool:
    return (one.shape, one.dtype) == (other.shape, other.dtype)


def _shapes(arrays: Mapping[str, Floats]) -> dict[str, tuple[int, ...]]:
    return {name: array.shape for name, array in arrays.items()}


def _size(shapes: Shapes) -> int:
    return sum(int(np.prod(shape)) for shape in shapes.values())


def _zero(value: object) -> bool:
    return isinstance(value, np.ndarray) and not value.any()
