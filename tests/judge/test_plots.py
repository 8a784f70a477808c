"""A plot is as large as its axis, whatever a student's code sent."""

import msgspec
import numpy as np

from grader.asking.questions import Answered
from grader.checking import Plot
from grader.judge.plots import picture
from grader.wire import Array

PLOT = Plot("Loss", "curve", {}, None)


class Sent:
    """A worker that answers with lines of so many numbers."""

    def __init__(self, **lines: int) -> None:
        self.lines, self.worker, self.left = lines, self, 1.0

    def ask(self, *_: object) -> list[Answered]:
        return [{name: Array.of(np.full(n, 0.123456789)) for name, n in self.lines.items()}]


def test_what_is_longer_than_the_axis_is_not_reported() -> None:
    student = Sent(error=500_000, loss=500_000, other=500_000)
    reference = Sent(error=100, loss=100)
    found = picture(PLOT, [], student, reference, "all", lambda name: name)
    assert found is not None and [len(curve.yours) for curve in found.curves] == [100]
    assert len(msgspec.json.encode(found)) < 10_000
