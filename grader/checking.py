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

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor
from typing import Any

import numpy as np
from hypothesis import strategies as st

# How an answer may differ: a value is not there; is None, or is not; is no tensor, or not that
# Python object; has another dtype or shape; is NaN or infinite; is another number or word.
KINDS = ("absent", "none", "type", "dtype", "shape", "nonfinite", "value")

Inputs = Mapping[str, Any]
Ask = Callable[..., Mapping[str, Any]]
Floats = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Tolerance:
    """Numbers a and b agree when |a - b| <= absolute + relative * |b|, b being the reference's."""

    relative: float
    absolute: float


Tolerances = Tolerance | Mapping[str, Tolerance | float]


def as_tolerance(value: Tolerance | float) -> Tolerance:
    """A number stands for an absolute tolerance."""
    return value if isinstance(value, Tolerance) else Tolerance(relative=0.0, absolute=value)


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
    advice: str | Mapping[str, str] = ""
    tolerance: Tolerances | None = None
    builds_on: str | tuple[str, ...] = ()
    from_own: Callable[[Ask, Inputs], Mapping[str, Any]] | None = None
    ties: Callable[[Inputs], bool] | None = None


@dataclass(frozen=True)
class Check(_Options):
    """A sentence true of a right solution, and the question that puts it to the test.

    sentence:  what the student reads, in the present tense.
    probe:     name of the function in `probes.py` that observes the code.
    inputs:    `given(strategy)` or `cases(...)`: keyword arguments of the probe.
    points:    what the check is worth; a check passes or fails as a whole.
    id:        short name, unique in the exercise; the probe's name unless given.
    advice:    what to try when a value is wrong and no misconception explains why; or a text for
               each kind of difference (`KINDS`) or observed value that it speaks of:
               {"value": "Compute one by hand.", "dtype": "Cast nothing.", "Python runs": "No
               NumPy."}. For others nothing is advised, and never for an exception.
    tolerance: a `Tolerance` in the place of the table per dtype in `grader.judge.comparing`, for
               values that grow; or one for each value that needs it, by name, where a number is an
               absolute one: {"spread": 0.04}. The others keep the table.
    builds_on: id of an earlier check (or several) on what this one uses. Where that fails, this one
               is not judged, but for a mistake of its own.
    from_own:  what is right for a student whose code below is wrong: `from_own(own, inputs)` makes
               it from what `own(probe, **inputs)` observed of their code, a dict of arrays. A check
               that answers so holds.
    ties:      whether right forms of the code may take different ways for these inputs, as `<` and
               `<=` do. Mistakes are told apart by the others where it can be.
    """

    sentence: str
    probe: str
    inputs: Given

    def __post_init__(self) -> None:
        if not self.id:
            object.__setattr__(self, "id", self.probe)
        others = [text for text in self.advices.values() if not isinstance(text, str)]
        if others:
            raise TypeError(f"check {self.id}: advice must be a text, or a text for each kind")
        if isinstance(self.builds_on, str):
            object.__setattr__(self, "builds_on", (self.builds_on,))
        named = self.tolerance if isinstance(self.tolerance, Mapping) else {}
        wrong = [name for name, value in named.items() if not _is_tolerance(value)]
        if wrong or not isinstance(self.tolerance, Tolerance | Mapping | None):
            raise TypeError(
                f"check {self.id}: tolerance{f' of {wrong[0]!r}' if wrong else ''} must be a "
                "Tolerance(relative=…, absolute=…), or such or a number for each name in a dict"
            )

    @property
    def advices(self) -> Mapping[str, str]:
        """What is advised, by the kind of difference or the name of the observed value."""
        if isinstance(self.advice, str):
            return dict.fromkeys(("value", "nonfinite"), self.advice) if self.advice else {}
        return self.advice

    def advice_on(self, kind: str, name: str) -> str:
        """What is advised on a difference of a kind in an observed value; empty if nothing is."""
        return "" if kind == "failure" else self.advices.get(name, self.advices.get(kind, ""))

    def said_in(self, words: Callable[[str], str]) -> "Check":
        """The check with the texts that students read translated."""
        advice = {what: words(text) for what, text in self.advices.items()}
        return replace(self, sentence=words(self.sentence), advice=advice)


def _is_tolerance(value: object) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, Tolerance) or (is_number and value >= 0)  # type: ignore[operator]


@dataclass(frozen=True)
class Plot:
    """A picture of what a probe observes, yours beside the reference's; no verdict hangs on it.

    title:  a few words above it.
    probe:  returns equally long one-dimensional arrays: the first one is the horizontal axis.
    inputs: the keyword arguments of the probe.
    mark:   where on the axis a counterexample of a check lies: the check's id, and a function from
            the inputs of the counterexample to numbers.
    """

    title: str
    probe: str
    inputs: Inputs
    mark: tuple[str, Callable[[Inputs], Any]] | None = None


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

    Coarse values read well and keep rounding tiny. They shrink to whole numbers first, and those
    towards zero (or the bound nearest to it).
    """
    size = int(np.prod(shape))
    wholes, parts = _wholes(low, high, step), _parts(step)

    def build(drawn: bytes) -> Floats:
        # One draw of three bytes an element: ten times faster than a draw per element.
        numbers = np.frombuffer(drawn, dtype=[("part", "u1"), ("whole", ">u2")])
        whole = wholes[numbers["whole"].astype("int64") * len(wholes) // 2**16]
        part = parts[numbers["part"].astype("int64") * len(parts) // 2**8]
        values: Floats = np.clip(whole + part, low, high).astype(dtype).reshape(shape)
        return values

    return st.binary(min_size=3 * size, max_size=3 * size).map(build)


def around(
    example: Any, *, low: float = -1, high: float = 1, step: float = 1 / 4
) -> st.SearchStrategy[Floats]:
    """Arrays that differ from an example by multiples of `step` in [low, high]; it is the simplest.

    For questions whose numbers were chosen with care, and that no table may hold all the same:
    `given(inputs(x=around(X)), examples=2)` asks the example, and one that the seed draws.
    """
    known = np.asarray(example)
    drawn = grid(*known.shape, low=low, high=high, step=step)
    return drawn.map(lambda by: (known + by).astype(known.dtype))


@lru_cache
def _wholes(low: float, high: float, step: float) -> Floats:
    """The whole numbers (or multiples of a larger step) in a range, the simplest first."""
    unit = max(step, 1.0)
    numbers = [n * unit for n in range(ceil(low / unit), floor(high / unit) + 1)]
    return np.array(sorted(numbers or [low], key=lambda n: (abs(n), n < 0)))


@lru_cache
def _parts(step: float) -> Floats:
    """The parts of one that may be added to a whole number: halves before sixteenths."""
    count = round(1 / step) if step < 1 else 1
    ticks = range(1 - count, count)
    simple = sorted(ticks, key=lambda k: (Fraction(k, count).denominator, abs(k), k < 0))
    return np.array(simple) / count
