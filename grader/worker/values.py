"""What does one value that a probe observed look like on the wire?"""

import re
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from grader import probing
from grader.wire import (
    DTYPES,
    MAX_ARRAY,
    MAX_STRINGS,
    MAX_TEXT,
    Array,
    Change,
    Listed,
    Strange,
    Strings,
    Value,
)


def value_of(value: Any) -> Value:
    """The wire form of one value; what has none becomes `Strange`.

    Numbers, strings, None, tensors, variables, arrays, and lists and tuples of numbers or of
    strings have one. Bytes are decoded, what is no UTF-8 in them replaced.
    """
    if value is None or type(value) in (bool, float):
        return value  # type: ignore[no-any-return]
    if type(value) is int:
        return value if -(2**63) <= value < 2**63 else Strange("int", "")
    if type(value) in (str, bytes):
        return text(steady(_decoded(value)))
    if type(value) in (list, tuple):
        return _listed(value)
    if type(value) is probing.Change:
        return _change_of(value)
    if isinstance(value, _TENSORS):
        value = _numpy(value)
        if value is None:
            return Strange("symbolic", "")
        return _array_of(np.array(value, dtype=object if type(value) is bytes else None))
    if isinstance(value, np.ndarray | np.generic):
        return _array_of(np.asarray(value))
    return Strange("object", text(type(value).__name__))


def _change_of(change: probing.Change) -> Value:
    """What is no tensor and no number is told in its place."""
    before, after = (_as_array(value_of(one)) for one in change)
    if isinstance(before, Listed) and isinstance(after, Listed):
        before, after = before.values, after.values
    if isinstance(before, Array) and isinstance(after, Array):
        return Change(before, after)
    odd = before if isinstance(after, Array) else after
    if isinstance(odd, Listed):
        return Strange("object", "list")
    return odd if odd is None or isinstance(odd, Strange) else Strange("object", "Change")


def _as_array(value: Value) -> Value:
    if isinstance(value, bool | int | float):
        return _array_of(np.asarray(value, "float32" if isinstance(value, float) else None))
    return value


_TENSORS = (keras.Variable, tf.Variable, tf.Tensor)


def _numpy(tensor: Any) -> Any:
    """What a tensor or variable holds; None when it is symbolic."""
    tensor = tensor.value if isinstance(tensor, keras.Variable) else tensor
    return tensor.numpy() if hasattr(tensor, "numpy") else None


def _array_of(array: np.ndarray[Any, Any]) -> Value:
    array = np.array(array, copy=True, subok=False)
    if array.dtype.kind in "SUO":
        return _strings_of(array)
    if array.dtype.name not in DTYPES:
        return Strange("dtype", text(array.dtype.name))
    if array.nbytes > MAX_ARRAY:
        return Strange("large", text(str(array.shape)))
    return Array.of(array.astype(array.dtype.newbyteorder("<"), copy=False))


def _strings_of(array: np.ndarray[Any, Any]) -> Value:
    found = array.ravel().tolist() if array.size <= MAX_STRINGS else []
    if len(found) < array.size or any(type(one) in _WORDS and len(one) > MAX_TEXT for one in found):
        return Strange("large", text(str(array.shape)))
    if not all(type(one) in _WORDS for one in found):
        return Strange("dtype", array.dtype.name)
    return Strings(tuple(array.shape), tuple(text(steady(_decoded(one))) for one in found))


_WORDS = (str, bytes, np.str_, np.bytes_)


def _decoded(words: str | bytes) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)


class _Unlike(Exception):
    """A list holds something that no array can."""

    def __init__(self, found: Strange) -> None:
        self.found = found


def _listed(value: list[Any] | tuple[Any, ...]) -> Value:
    """An array of all that a list holds, if that is numbers of one shape, or strings."""
    strange = Strange("object", type(value).__name__)
    try:
        leaves: list[Any] = []
        plain = _plain(value, strange, leaves)
        words = {type(leaf) in _WORDS for leaf in leaves}
        if len(words) > 1:
            return strange
        array = np.array(plain, dtype=object if True in words else None)
    except _Unlike as unlike:
        return unlike.found
    except ValueError:  # of several shapes
        return strange
    if array.dtype == object and not words <= {True}:
        return Strange("int", "") if all(type(leaf) is int for leaf in leaves) else strange
    if array.dtype == object and not all(type(one) in _WORDS for one in array.ravel().tolist()):
        return strange  # lists of several lengths
    found = _array_of(_as_single(array, leaves))
    return Listed(found) if isinstance(found, Array | Strings) else found


def _plain(value: Any, strange: Strange, leaves: list[Any], depth: int = 0) -> Any:
    """The same lists with arrays for tensors; what they hold is collected in `leaves`."""
    if type(value) in (list, tuple):
        if len(value) + len(leaves) > MAX_ARRAY:
            raise _Unlike(Strange("large", f"({len(value)},)"))
        if depth == 32:
            raise _Unlike(strange)
        return [_plain(one, strange, leaves, depth + 1) for one in value]
    if isinstance(value, _TENSORS):
        value = _numpy(value)
        if value is None:
            raise _Unlike(Strange("symbolic", ""))
    is_number = type(value) in (bool, int, float) or isinstance(value, np.ndarray | np.generic)
    if not (is_number or type(value) in _WORDS):
        raise _Unlike(strange)
    leaves.append(value)
    return value


def _as_single(array: np.ndarray[Any, Any], leaves: list[Any]) -> np.ndarray[Any, Any]:
    """Python's floats stand for what TensorFlow computed: as precise as that, if they fit."""
    if array.dtype != "float64" or any(getattr(one, "dtype", None) == "float64" for one in leaves):
        return array
    finite = array[np.isfinite(array)]
    fits = np.abs(finite).max(initial=0.0) <= np.finfo("float32").max
    return array.astype("float32") if fits else array


_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{4,}|(?<=\bid=)\d{6,}")
_WORD = re.compile("'[^']*'")
_SET = re.compile(r"\{('[^'{}]*'(?:, '[^'{}]*')+)\}")


def steady(words: str) -> str:
    """Without what differs from run to run: addresses, and the order of a set that is shown."""
    words = _ADDRESS.sub(lambda found: "0x…" if found[0][:2] == "0x" else "…", words)
    return _SET.sub(lambda found: f"{{{', '.join(sorted(_WORD.findall(found[1])))}}}", words)


def text(anything: str) -> str:
    """A plain, valid, capped string."""
    whole = str(anything).encode("utf-8", "replace").decode("utf-8")
    return whole if len(whole) <= MAX_TEXT else whole[: MAX_TEXT // 2] + " … " + whole[-1500:]
