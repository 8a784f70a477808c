"""How a course author observes code: small pieces that probes share.

    from grader.probing import gradients

    def gradient(code, y_true, y_pred, threshold):
        loss, (to_pred,) = gradients(lambda p: code.huber_loss(y_true, p, threshold), y_pred)
        return {"loss": loss, "gradient for y_pred": to_pred}

A probe is a function of `code` (the student's names as attributes) and of keyword inputs; it
returns named tensors, arrays, Python numbers, strings or None. Runs in workers, beside
TensorFlow; it never sees an expected value.
"""

import contextlib
import json
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import keras
import tensorflow as tf


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


def is_variable(thing: Any) -> bool:
    """Whether a tape watches this by itself."""
    return isinstance(thing, tf.Variable | keras.Variable)


class Graph:
    """A function as `tf.function` runs it: how often Python ran, and which ops were traced.

    `signature` (TensorSpecs) fixes the accepted shapes, as an exported model does; without it
    every new shape or dtype is traced anew.
    """

    def __init__(self, function: Callable[..., Any], *signature: tf.TensorSpec) -> None:
        self.traces = 0
        self._ops: frozenset[str] = frozenset()
        self._function = tf.function(counted(self, function), input_signature=signature or None)

    def __call__(self, *args: Any) -> Any:
        return self._function(*[tf.convert_to_tensor(x) if _is_array(x) else x for x in args])

    def ops(self, *args: Any) -> frozenset[str]:
        """The op types of the traced graph, those of nested functions included."""
        if self._ops and not args:
            return self._ops
        concrete = self._function.get_concrete_function(*args)
        definition = concrete.graph.as_graph_def()
        nodes = [*definition.node, *(n for f in definition.library.function for n in f.node_def)]
        self._ops = frozenset(node.op for node in nodes)
        return self._ops

    def leaves_graph(self, *args: Any) -> bool:
        """Whether the graph calls back into Python (`tf.py_function`, `tf.numpy_function`)."""
        return not self.ops(*args).isdisjoint({"PyFunc", "EagerPyFunc", "PyFuncStateless"})


def counted(graph: Graph, function: Callable[..., Any]) -> Callable[..., Any]:
    """A function that counts in `graph.traces` how often Python runs it.

    AutoGraph converts it like everything it calls; the zygote has that done once (20 ms).
    """

    def count_and_call(*args: Any) -> Any:
        graph.traces += 1
        return function(*args)

    return count_and_call


def _is_array(x: Any) -> bool:
    return hasattr(x, "__array__") and not isinstance(x, tf.Tensor | tf.Variable | keras.Variable)


class CallCounter(keras.layers.Layer):  # type: ignore[misc]
    """A layer that changes nothing and counts how often Python runs through it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.python_calls = 0

    def call(self, inputs: Any) -> Any:
        self.python_calls += 1
        return inputs


class TrainingDoubler(keras.layers.Layer):  # type: ignore[misc]
    """A layer that doubles its input when `training` is true: the flag made visible."""

    def call(self, inputs: Any, training: bool = False) -> Any:
        return inputs * 2 if training else inputs


def config_of(thing: Any) -> dict[str, Any]:
    """`thing.get_config()` after a round trip through JSON; raises what either raises."""
    return dict(json.loads(json.dumps(thing.get_config())))


def saved_and_loaded(model: Any, custom_objects: dict[str, Any]) -> Any:
    """The model after `model.save("….keras")` and `keras.models.load_model`."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "model.keras")
        model.save(path)
        return keras.models.load_model(path, custom_objects=custom_objects)


@contextlib.contextmanager
def dtype_policy(name: str) -> Iterator[None]:
    """The global dtype policy ("float64", "mixed_float16" ...) for the time of the block."""
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy(name)
    try:
        yield
    finally:
        keras.config.set_dtype_policy(before)


def losses_of(history: Any, *names: str) -> dict[str, float | None]:
    """Last value of each named series in the history of a `fit` ("loss", "mae" ...)."""
    series = history.history
    return {name: float(series[name][-1]) if series.get(name) else None for name in names}


def shapes(tensors: Sequence[Any]) -> str:
    """The shapes of some tensors or variables in words, e.g. "(3, 2), (2,)"."""
    return ", ".join(str(tuple(int(n) for n in t.shape)) for t in tensors)
