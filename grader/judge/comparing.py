"""Do two answers agree, and if not, where do they first differ?

The order of the questions is fixed: is it there, is it a tensor, its dtype, its shape, is it
finite, its values. NaN never agrees with a number, and nothing broadcasts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from grader.checking import Floats, Tolerance, Tolerances, as_tolerance
from grader.wire import Array, Change, Failure, Listed, Observation, Strange, Strings, Value

Kind = Literal["failure", "absent", "none", "type", "dtype", "shape", "nonfinite", "value"]

TOLERANCES: Mapping[str, Tolerance] = {
    "float16": Tolerance(relative=1e-2, absolute=1e-2),
    "float32": Tolerance(relative=1e-4, absolute=1e-5),
    "float64": Tolerance(relative=1e-9, absolute=1e-10),
    "complex64": Tolerance(relative=1e-4, absolute=1e-5),
    "complex128": Tolerance(relative=1e-9, absolute=1e-10),
}
PYTHON_FLOAT = Tolerance(relative=1e-4, absolute=1e-5)
_EXACT = Tolerance(relative=0.0, absolute=0.0)


@dataclass(frozen=True)
class _Allowed:
    """How far a value may be off: what the check says, or else what the dtype does."""

    tolerance: Tolerance | None
    for_whole_numbers: bool = False

    def of(self, dtype: str) -> Tolerance:
        usual = TOLERANCES.get(dtype, _EXACT)
        whole = usual == _EXACT and (dtype == "bool" or not self.for_whole_numbers)
        return usual if whole or self.tolerance is None else self.tolerance


@dataclass(frozen=True)
class Difference:
    """The first place where an answer departs from the expected one.

    key:   the name of the observation, e.g. "loss" ("" when the whole answer differs).
    kind:  which question got the wrong answer.
    where: index of the first element that differs, or None.
    """

    key: str
    kind: Kind
    observed: Value | Failure
    expected: Value | Failure
    where: tuple[int, ...] | None = None


def difference(
    observed: Observation | Failure,
    expected: Observation | Failure,
    tolerance: Tolerances | None = None,
) -> Difference | None:
    """The first difference between two answers to one input, or None when they agree."""
    named = tolerance if isinstance(tolerance, Mapping) else {}
    for_all = tolerance if isinstance(tolerance, Tolerance) else None
    if isinstance(observed, Failure) or isinstance(expected, Failure):
        return _failures(observed, expected)
    for key, value in expected.items():
        if key not in observed:
            return Difference(key, "absent", None, value)
        allowed = _Allowed(for_all)
        if key in named:
            allowed = _Allowed(as_tolerance(named[key]), for_whole_numbers=True)
        found = _values(key, observed[key], value, allowed)
        if found:
            return found
    extra = next((key for key in observed if key not in expected), None)
    return None if extra is None else Difference(extra, "absent", observed[extra], None)


def as_expected(observed: Observation, expected: Observation) -> Observation:
    """The right values for a code that gave some: what changes does so from what that code had."""
    right = dict(expected)
    for name, value in expected.items():
        mine = observed.get(name)
        if isinstance(value, Change):
            right[name] = _changed(mine if isinstance(mine, Change) else value, value)
    return right


def _failures(
    observed: Observation | Failure, expected: Observation | Failure
) -> Difference | None:
    if isinstance(observed, Failure) and isinstance(expected, Failure):
        if (observed.kind, observed.error) == (expected.kind, expected.error):
            return None
    whole = [answer if isinstance(answer, Failure) else None for answer in (observed, expected)]
    return Difference("", "failure", whole[0], whole[1])


def _values(key: str, observed: Value, expected: Value, allowed: _Allowed) -> Difference | None:
    if isinstance(observed, Array) and isinstance(expected, Array):
        return _arrays(key, observed, expected, allowed)
    if isinstance(observed, Strings) and isinstance(expected, Strings):
        return _strings(key, observed, expected)
    if isinstance(observed, Listed) and isinstance(expected, Listed):
        found = _values(key, observed.values, expected.values, allowed)
        alike = found is None or found.kind in ("value", "nonfinite")
        return found if alike else Difference(key, "value", observed, expected)
    if isinstance(observed, Change) and isinstance(expected, Change):
        return _changes(key, observed, expected, allowed)
    if (observed is None) != (expected is None):
        return Difference(key, "none", observed, expected)
    if isinstance(observed, Strange) or type(observed) is not type(expected):
        alike = observed == expected and type(observed) is type(expected)
        return None if alike else Difference(key, "type", observed, expected)
    if isinstance(observed, float) and isinstance(expected, float):
        return _python_floats(key, observed, expected, allowed.tolerance or PYTHON_FLOAT)
    if type(observed) is int and type(expected) is int and allowed.for_whole_numbers:
        return _python_floats(key, observed, expected, allowed.of("int64"))
    return None if observed == expected else Difference(key, "value", observed, expected)


def _python_floats(
    key: str, observed: float, expected: float, tolerance: Tolerance
) -> Difference | None:
    if np.isfinite(expected) and not np.isfinite(observed):
        return Difference(key, "nonfinite", observed, expected)
    if _close(np.float64(observed), np.float64(expected), tolerance):
        return None
    return Difference(key, "value", observed, expected)


def _arrays(key: str, observed: Array, expected: Array, allowed: _Allowed) -> Difference | None:
    if observed.dtype != expected.dtype:
        return Difference(key, "dtype", observed, expected)
    if observed.shape != expected.shape:
        return Difference(key, "shape", observed, expected)
    ours, theirs = expected.numpy(), observed.numpy()
    lost = np.isfinite(ours) & ~np.isfinite(theirs)
    if lost.any():
        return Difference(key, "nonfinite", observed, expected, _first(lost))
    wrong = ~_close(theirs, ours, allowed.of(expected.dtype))
    return Difference(key, "value", observed, expected, _first(wrong)) if wrong.any() else None


def _changes(key: str, observed: Change, expected: Change, allowed: _Allowed) -> Difference | None:
    right = _changed(observed, expected)
    before, after = observed.before.numpy(), observed.after.numpy()
    if is_sound(expected) and before.shape == after.shape:
        lost = ~(np.isfinite(before) & np.isfinite(after))  # nothing stays that is no number
        if lost.any():
            return Difference(key, "nonfinite", observed.after, right, _first(lost))
    return _arrays(key, observed.after, right, allowed)


def is_sound(change: Change) -> bool:
    """Whether it is one between finite numbers of one shape and dtype, as every right one is."""
    old, new = change.before.numpy(), change.after.numpy()
    return _twins(old, new) and bool(np.isfinite(old).all() and np.isfinite(new).all())


def _changed(observed: Change, expected: Change) -> Array:
    """What a code should have after a change, given what it had before."""
    before, old, new = (a.numpy() for a in (observed.before, expected.before, expected.after))
    if not is_sound(expected):  # that of a wrong solution
        return expected.after
    if _close(new, old, TOLERANCES.get(new.dtype.name, _EXACT)).all():
        return observed.before
    if before.shape != old.shape:
        return expected.after
    wide = {"c": "complex128", "f": "float64"}.get(before.dtype.kind, "int64")
    with np.errstate(all="ignore"):
        moved = before.astype(wide) + (new.astype(wide) - old.astype(wide))
        return Array.of(moved.astype(before.dtype))


def _twins(one: Floats, other: Floats) -> bool:
    return (one.dtype, one.shape) == (other.dtype, other.shape)


def _strings(key: str, observed: Strings, expected: Strings) -> Difference | None:
    if observed.shape != expected.shape:
        return Difference(key, "shape", observed, expected)
    wrong = np.asarray(observed.numpy() != expected.numpy(), dtype=bool)
    return Difference(key, "value", observed, expected, _first(wrong)) if wrong.any() else None


def _close(observed: Any, expected: Any, tolerance: Tolerance) -> Any:
    with np.errstate(all="ignore"):
        if tolerance == _EXACT:
            return np.asarray((observed == expected) | (np.isnan(observed) & np.isnan(expected)))
        wide = "complex128" if np.asarray(expected).dtype.kind == "c" else "float64"
        a, b = np.asarray(observed).astype(wide), np.asarray(expected).astype(wide)
        near = np.abs(a - b) <= tolerance.absolute + tolerance.relative * np.abs(b)
        same = (a == b) | (np.isnan(a) & np.isnan(b))
        return np.where(np.isfinite(b), near, same)


def _first(mask: Any) -> tuple[int, ...]:
    return tuple(int(axis[0]) for axis in np.nonzero(np.atleast_1d(mask)))[: np.ndim(mask)]
