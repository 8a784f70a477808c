"""Which settings that hold for all code did a file change, and which of them are put back?

Probes run beside student code: what they do depends on such settings, and is not to.
"""

import warnings
from typing import Any

import keras
import tensorflow as tf
from keras.src.backend.common import global_state

from grader.wire import Setting

_POLICY = "dtype_policy"  # what Keras keeps it under; there is none until a layer is made
_get, _set = global_state.get_global_attribute, global_state.set_global_attribute


class Settings:
    """The settings as they are now."""

    def __init__(self) -> None:
        self._floatx: str = keras.config.floatx()
        self._policy: Any = _get(_POLICY)
        self._eagerly: bool = tf.config.functions_run_eagerly()
        self._filters = list(warnings.filters)
        self._numpy = _like_numpy()

    def put_back(self) -> tuple[Setting, ...]:
        """As they were, where that is possible; those that had been changed."""
        changed: list[Setting] = []
        floatx, policy = keras.config.floatx(), _get(_POLICY)
        if floatx != self._floatx:
            keras.config.set_floatx(self._floatx)
            changed.append("floatx")
        if policy is not self._policy:
            _set(_POLICY, self._policy)
            if policy is not None and policy.name not in (self._floatx, floatx):
                changed.append("policy")
        if tf.config.functions_run_eagerly() != self._eagerly:
            tf.config.run_functions_eagerly(self._eagerly)
            changed.append("functions")
        if any(one[0] == "error" for one in warnings.filters if one not in self._filters):
            warnings.filters[:] = self._filters  # type: ignore[index]
            warnings._filters_mutated()  # type: ignore[attr-defined]
            changed.append("warnings")
        if not tf.executing_eagerly():
            changed.append("eager" if _eager_again() else "graphs")
        if _like_numpy() != self._numpy:
            changed.append("numpy")
        return tuple(changed)


def _eager_again() -> bool:
    try:
        tf.compat.v1.enable_eager_execution()
    except ValueError:  # the file has made parts of a graph already
        return False
    return bool(tf.executing_eagerly())


def _like_numpy() -> bool:
    """Whether tensors behave as arrays do; the code may need it, so it stays."""
    return hasattr(tf.Tensor, "astype")
