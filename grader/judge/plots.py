"""What can be drawn of a submission? Lines over an axis, the student's and the reference's."""

import math
from collections.abc import Sequence

import numpy as np

from grader.asking.questions import Answered, Answering, Question
from grader.asking.remembered import Remembered
from grader.asking.worker import Lost
from grader.checking import Floats, Plot
from grader.judge.trials import REFERENCE, STUDENT, Tried
from grader.languages import Words
from grader.reporting.report import Curve, Picture, Reveal
from grader.wire import Array, Listed

Line = tuple[float | None, ...]


def picture(
    plot: Plot,
    tried: Sequence[Tried],
    student: Remembered,
    reference: Answering,
    reveal: Reveal,
    name_of: Words,
) -> Picture | None:
    """The plot as numbers; None when there is nothing to be seen on it."""
    if reveal == "none":
        return None
    question = [Question.of(plot.inputs)]
    expected = _lines(_asked(reference, REFERENCE, plot, question))
    yours = _lines(_asked(student, STUDENT, plot, question)) if student.worker.left > 0 else {}
    if not expected:
        return None
    axis, *names = expected
    long = len(expected[axis])  # whatever else was sent cannot be drawn, and could be large
    yours = {name: line[:long] for name, line in yours.items() if name in names}
    curves = tuple(
        Curve(name_of(name), yours.get(name), expected[name] if reveal == "all" else None)
        for name in names
    )
    return Picture(plot.title, name_of(axis), expected[axis], curves, _marks(plot, tried))


def _asked(
    worker: Answering, code: str, plot: Plot, question: Sequence[Question]
) -> Answered | None:
    try:
        return worker.ask(code, plot.probe, question)[0]
    except Lost:
        return None


def _lines(answer: Answered | None) -> dict[str, Line]:
    """The numbers of an answer, where they are lines."""
    if not isinstance(answer, dict):
        return {}
    plain = {k: v.values if isinstance(v, Listed) else v for k, v in answer.items()}
    arrays = {k: v.numpy() for k, v in plain.items() if isinstance(v, Array)}
    return {k: _line(a) for k, a in arrays.items() if a.ndim == 1 and a.dtype.kind in "fiub"}


def _line(array: Floats) -> Line:
    return tuple(x if math.isfinite(x) else None for x in array.astype("float64").tolist())


def _marks(plot: Plot, tried: Sequence[Tried]) -> tuple[float, ...]:
    if plot.mark is None:
        return ()
    id, place = plot.mark
    for one in tried:
        if one.check.id == id and one.shortfall is not None:
            inputs = (one.smallest or one.shortfall).question.inputs
            marks = np.ravel(np.asarray(place(inputs), "float64"))
            return tuple(sorted({float(m) for m in marks if math.isfinite(m)}))[:20]
    return ()
