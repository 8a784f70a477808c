"""How do two things observed in one code compare? The judge is told, not asked to trust."""

from typing import Any, NamedTuple

import numpy as np


class Change(NamedTuple):
    """The same observed twice in one code, such as outputs before and after saving.

    Right when it changes as in the reference: wrong outputs that stay as they are, are kept. Both
    are tensors, arrays or numbers.
    """

    before: Any
    after: Any


def nearest(outputs: Any, *candidates: Any) -> Any:
    """The candidate that is nearest to some outputs, as an array of their dtype.

    Of those of the same shape; else the first. For what may follow from parts that are right or
    wrong: `Change(nearest(y, a, b), y)`.
    """
    found = np.asarray(outputs)
    arrays = [np.asarray(one, found.dtype) for one in candidates]
    alike = [one for one in arrays if one.shape == found.shape]
    gaps = [np.nan_to_num(np.abs(found - one), nan=np.inf).max(initial=0.0) for one in alike]
    return alike[int(np.argmin(gaps))] if alike else arrays[0]


def distinct(rows: Any, decimals: int = 3) -> int:
    """How many different rows (or numbers) there are; NaNs are alike."""
    return len(np.unique(np.asarray(rows).round(decimals), axis=0))


def share_that_differs(one: Any, other: Any) -> float:
    """How many of the numbers in two arrays of one shape are apart, from 0 to 1; else 1.

    For what is random where it is wrong: no two wrong solutions would have the same outputs.
    """
    a, b = np.asarray(one, "float64"), np.asarray(other, "float64")
    if a.shape != b.shape:
        return 1.0
    near = np.abs(a - b) <= 1e-3 * np.maximum(1.0, np.abs(b))
    return float(1 - near.mean()) if near.size else 0.0
