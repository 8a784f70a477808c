"""What happens when a function runs as a graph, and layers that see it happen."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import keras
import tensorflow as tf

from grader.probing.named import Named


class Graph:
    """A function as `tf.function` runs it: how often Python ran, and which ops were traced.

    `signature` (TensorSpecs) fixes the accepted shapes, as an exported model does; without it
    every new shape or dtype is traced anew. `traces` and `static_shape` (text, of the last
    result traced) are known once it was called.
    """

    def __init__(self, function: Callable[..., Any], *signature: tf.TensorSpec) -> None:
        self.traces = 0
        self.static_shape = ""
        self._ops: frozenset[str] = frozenset()
        self._function = tf.function(counted(self, function), input_signature=signature or None)

    def __call__(self, *args: Any) -> Any:
        return self._function(*[tf.convert_to_tensor(x) if _is_array(x) else x for x in args])

    def facts(self, at_most: int = 1) -> Named:
        """What it takes to be one graph that serves all: after the calls that are looked at.

        "Python runs" (int): see `python_runs`.
        "ops that call back into Python" (strings): of `tf.py_function`, `tf.numpy_function`.
        "functions run eagerly" (bool): nothing is a graph where this was asked for.
        """
        return {
            **python_runs(self.traces, at_most),
            "ops that call back into Python": sorted(self.ops() & _PYTHON_OPS),
            "functions run eagerly": tf.config.functions_run_eagerly(),
        }

    def ops(self, *args: Any) -> frozenset[str]:
        """The op types of the traced graph, those of nested functions included."""
        if self._ops and not args:
            return self._ops
        concrete = self._function.get_concrete_function(*args)
        definition = concrete.graph.as_graph_def()
        nodes = [*definition.node, *(n for f in definition.library.function for n in f.node_def)]
        self._ops = frozenset(node.op for node in nodes)
        return self._ops


def python_runs(number: int, at_most: int = 1) -> Named:
    """ "Python runs" (int), or where several numbers are right the "Python runs beyond" these."""
    if at_most == 1:
        return {"Python runs": number}
    return {f"Python runs beyond {at_most}": max(0, number - at_most)}


_PYTHON_OPS = frozenset({"PyFunc", "EagerPyFunc", "PyFuncStateless"})


def counted(graph: Graph, function: Callable[..., Any]) -> Callable[..., Any]:
    """A function that counts in `graph.traces` how often Python runs it.

    AutoGraph converts it like everything it calls; the zygote has that done once (20 ms).
    """

    def count_and_call(*args: Any) -> Any:
        graph.traces += 1
        result = function(*args)
        graph.static_shape = _static_shape(result)
        return result

    return count_and_call


@tf.autograph.experimental.do_not_convert  # type: ignore[untyped-decorator]
def _static_shape(result: Any) -> str:
    return str(getattr(result, "shape", ""))


def _is_array(x: Any) -> bool:
    return hasattr(x, "__array__") and not isinstance(x, tf.Tensor | tf.Variable | keras.Variable)


@contextlib.contextmanager
def functions_run_eagerly() -> Iterator[None]:
    """In this block a tf.function runs as Python: the same numbers, without the time of a trace."""
    before = tf.config.functions_run_eagerly()
    tf.config.run_functions_eagerly(True)
    try:
        yield
    finally:
        tf.config.run_functions_eagerly(before)


class CallCounter(keras.layers.Layer):  # type: ignore[misc]
    """A layer that changes nothing and counts in `python_calls` how often Python runs through it.

    in_graph: whether the last of these runs was that of a trace, where there may be graphs.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.python_calls = 0
        self.in_graph = False

    def call(self, inputs: Any) -> Any:
        self.python_calls += 1
        if not tf.config.functions_run_eagerly():
            self.in_graph = not tf.executing_eagerly()
        return inputs


class TrainingDoubler(keras.layers.Layer):  # type: ignore[misc]
    """A layer that doubles its input when `training` is true: the flag made visible."""

    def call(self, inputs: Any, training: bool = False) -> Any:
        return inputs * 2 if training else inputs
