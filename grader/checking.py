"""How a course author writes checks: sentences, probes, inputs, points.

    from hypothesis import strategies as st
    from grader.checking import Check, cases, given, grid, inputs

    batch = st.integers(1, 4).flatmap(lambda n: inputs(y_true=grid(n, 1), y_pred=grid(n, 1)))

    CHECKS = [
        Check("Every prediction has its own loss.", "loss", given(batch), points=3),
        Check("The config holds the threshold.", "config", cases({"threshold": 2.0}), points=1),
    ]

Runs in the judge: Hypothesis and NumPy only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from hypothesis import strategies as st

Inputs = Mapping[str, Any]
Floats = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Tolerance:
    """Numbers a and b agree when |a - b| <= absolute + relative * |b|, b being the reference's."""

    relative: float
    absolute: float


@dataclass(frozen=True)
class Given:
    """Where the inputs of a check come from: fixed ones first, then drawn ones."""

    strategy: st.SearchStrategy[Inputs] | None
    examples: int
    always: tuple[Inputs, ...]


@dataclass(frozen=True, kw_only=True)
class _Options:
    points: int
    id: str = ""
    advice: str = ""
    tolerance: Tolerance | None = None


@dataclass(frozen=True)
class Check(_Options):
    """A sentence true of a right solution, and the question that puts it to the test.

    sentence:  what the student reads, in the present tense.
    probe:     name of the function in `probes.py` that observes the code.
    inputs:    `given(strategy)` or `cases(...)`: keyword arguments of the probe.
    points:    what the check is worth; a check passes or fails as a whole.
    id:        short name, unique in the exercise; the probe's name unless given.
    advice:    what to try when it fails and no misconception explains why.
    tolerance: replaces the table per dtype in `grader.comparing`, for values that grow.
    """

    sentence: str
    probe: str
    inputs: Given

    def __post_init__(self) -> None:
        if not self.id:
            object.__setattr__(self, "id", self.probe)


def given(
    strategy: st.SearchStrategy[Inputs], *, examples: int = 100, always: tuple[Inputs, ...] = ()
) -> Given:
    """Draw `examples` inputs, after the ones that are `always` asked.

    Draw small and coarse (see `grid`): Hypothesis shrinks a failing input towards the strategy's
    simplest value, and the student sees what it ends with.
    """
    if examples < 1:
        raise ValueError("given(examples=...) needs at least one example")
    return Given(strategy, examples, tuple(always))


def cases(*inputs: Inputs) -> Given:
    """Ask exactly these inputs, the simplest first; nothing is drawn or shrunk."""
    if not inputs:
        raise ValueError("cases() needs at least one input")
    return Given(None, 0, tuple(inputs))


def inputs(**strategies: st.SearchStrategy[Any]) -> st.SearchStrategy[Inputs]:
    """A strategy for the keyword arguments of a probe, one strategy each."""
    return st.fixed_dictionaries(strategies)


def grid(
    *shape: int, low: float = -8, high: float = 8, step: float = 1 / 16, dtype: str = "float32"
) -> st.SearchStrategy[Floats]:
    """Arrays of this shape on a coarse grid of multiples of `step` in [low, high].

    Coarse values read well and keep rounding tiny. They shrink towards zero (or the bound
    nearest to it), and each towards whole numbers first.
    """
    size = int(np.prod(shape))
    ticks = _ticks(low, high, step)

    def build(drawn: bytes) -> Floats:
        # One draw of bytes for the whole array: ten times faster than a draw per element.
        places = np.frombuffer(drawn, dtype=">u2").astype("int64") * len(ticks) // 2**16
        return (ticks[places] * step).astype(dtype).reshape(shape)

    return st.binary(min_size=2 * size, max_size=2 * size).map(build)


@lru_cache
def _ticks(low: float, high: float, step: float) -> Floats:
    """The multiples of `step` to draw from, the simplest first."""
    whole = round(1 / step) if step < 1 else 1
    ticks = range(round(low / step), round(high / step) + 1)
    return np.array(sorted(ticks, key=lambda tick: (tick % whole != 0, abs(tick), tick < 0)))
