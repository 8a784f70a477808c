"""Which gradients does a function have?"""

from collections.abc import Callable, Mapping
from typing import Any

import keras
import tensorflow as tf

from grader.probing.named import Named


def gradients(function: Callable[..., Any], *at: Any) -> tuple[Any, list[Any]]:
    """`function(*tensors)` and the gradient of its sum with respect to each tensor or variable.

    A gradient is None where nothing connects the result to that argument.
    """
    sources = [x if is_variable(x) else tf.convert_to_tensor(x) for x in at]
    with tf.GradientTape() as tape:
        for source in sources:
            if not is_variable(source):
                tape.watch(source)
        value = function(*sources)
    watched = [x.value if isinstance(x, keras.Variable) else x for x in sources]
    found = tape.gradient(value, watched)
    return value, [tf.convert_to_tensor(x) if isinstance(x, tf.IndexedSlices) else x for x in found]


def gradients_of(function: Callable[..., Any], at: Mapping[str, Any]) -> Named:
    """The same by name: "gradient for y_pred" ..., each of the shape and dtype of its source."""
    _, found = gradients(function, *at.values())
    return {f"gradient for {name}": one for name, one in zip(at, found, strict=True)}


def is_variable(thing: Any) -> bool:
    """Whether a tape watches this by itself."""
    return isinstance(thing, tf.Variable | keras.Variable)
