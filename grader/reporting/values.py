"""How is a value shown: as JSON in a report, and as a few readable characters on a screen?"""

import math
from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any

import numpy as np

from grader.languages import _
from grader.reporting.report import Shown
from grader.wire import Array, Change, Listed, Observation, Strange, Strings, Value

LONGEST = 400  # elements of an array that a report spells out
MOST_LETTERS = 120  # of a string that a student's code gave
MOST_OF_A_TEXT = 1000  # of its letters, in a report,
MOST_VALUES, MOST_SHOWN = 50, 2000  # values of one answer, and elements of them all
STRING = "string"  # TensorFlow's name of the dtype
MANY = 5  # entries of a dict from which on those that are zero go without saying


def shown(value: Any) -> Any:
    """A JSON-ready form of an input or of an observed value."""
    if isinstance(value, Change):
        value = value.after
    if isinstance(value, Listed):
        value = value.values
    if isinstance(value, Array):
        value = value.numpy()
    if isinstance(value, Strings):
        words = [_cut(word) for word in value.texts]
        values = np.array(words, dtype=object).reshape(value.shape).tolist()
        return Shown(STRING, value.shape, values if len(words) <= LONGEST else None)
    if isinstance(value, Strange):
        return _STRANGE[value.kind](value.detail)
    if isinstance(value, np.ndarray | np.generic):
        array = np.asarray(value)
        values = _plain(array.tolist()) if array.size <= LONGEST else None
        return Shown(array.dtype.name, tuple(array.shape), values)
    if isinstance(value, dict):
        return {str(key): shown(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [shown(item) for item in value]
    return _plain(value)


def shown_all(values: Observation) -> dict[str, Any]:
    """The values of an observation, JSON-ready; as many as a report has room for."""
    found: dict[str, Any] = {}
    room = MOST_SHOWN
    for key, value in islice(values.items(), MOST_VALUES):
        one = shown(value)
        if isinstance(one, str):
            one = one[:MOST_OF_A_TEXT]
        size = math.prod(one.shape) if isinstance(one, Shown) and one.values is not None else 1
        if size > room:
            one, size = Shown(one.dtype, one.shape, None), 1
        found[key[:MOST_LETTERS]] = one
        room -= size
    return found


def brief(value: Any, width: int = 60) -> str:
    """One line for a value: `[[0.5, -1.0]]`, `None`, `a float32 tensor of shape (3, 7)`."""
    return brief_shown(shown(value), width)


def brief_shown(value: Any, width: int = 60) -> str:
    """The same for a value that is JSON-ready already, or was read from JSON."""
    if isinstance(value, dict) and set(value) == set(Shown.__struct_fields__):
        value = Shown(value["dtype"], tuple(value["shape"]), value["values"])
    if isinstance(value, Shown):
        text = _words(value.values) if value.dtype == STRING else _numbers(_floats(value.values))
        if value.values is None or (len(text) > width and value.shape):
            return a_tensor(value.dtype, value.shape)
        return text
    if isinstance(value, list):
        return "[" + ", ".join(brief_shown(item, width) for item in value) + "]"
    if isinstance(value, dict):
        telling = {k: v for k, v in value.items() if len(value) < MANY or not _is_zero(v)}
        parts = [f"{key}={brief_shown(item, width)}" for key, item in telling.items()]
        return ", ".join(parts + ([_("all others 0")] if len(telling) < len(value) else []))
    return _cut(value) if isinstance(value, str) else _numbers(value)


def quoted(word: str) -> str:
    """One of several strings: `"relu"`."""
    return f'"{_cut(word)}"'


def _words(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_words(item) for item in value) + "]"
    return quoted(str(value))


def _cut(word: str) -> str:
    return word if len(word) <= MOST_LETTERS else word[:MOST_LETTERS] + "…"


def a_tensor(dtype: str, shape: tuple[int, ...]) -> str:
    """A tensor too large to be spelled out."""
    return _("a {dtype} tensor of shape {shape}").format(dtype=dtype, shape=shape)


_STRANGE: Mapping[str, Callable[[str], str]] = {
    "object": lambda name: _("a {type}, which is no tensor").format(type=name),
    "symbolic": lambda _nothing: _("a symbolic tensor, which has no value"),
    "int": lambda _nothing: _("a very large Python int"),
    "dtype": lambda name: _("a tensor of dtype {dtype}").format(dtype=name),
    "large": lambda shape: _("a tensor of shape {shape}, too large to be looked at").format(
        shape=shape
    ),
}


def _is_zero(value: Any) -> bool:
    values = value.get("values") if isinstance(value, dict) else getattr(value, "values", None)
    return values is not None and brief_shown(value, LONGEST).strip("[]0., ") == ""


def number(value: Value | complex, digits: int = 6) -> str:
    """A number as a person writes it: no more significant digits than these, no noise."""
    return _numbers(value, digits)


def _numbers(value: Any, digits: int = 6) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_numbers(item, digits) for item in value) + "]"
    if isinstance(value, bool) or value is None:
        return str(value)
    if isinstance(value, float):
        text = f"{value + 0.0:.{digits}g}"  # no -0
        return text if any(c in text for c in ".en") else text + ".0"
    if isinstance(value, complex):
        return f"{value:.{digits}g}"
    return str(value)


def _floats(value: Any) -> Any:
    """The undoing of `_plain`."""
    if isinstance(value, list):
        return [_floats(item) for item in value]
    return float(value) if value in ("NaN", "Infinity", "-Infinity") else value


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else ("Infinity" if value > 0 else "-Infinity")
    if isinstance(value, complex):
        return str(value)
    return value
