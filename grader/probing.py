"""The vocabulary of probes: what a course author observes, each said once and named once.

    from grader.probing import gradients_of

    def gradient(code, y_true, y_pred):
        return gradients_of(lambda p: code.huber_loss(y_true, p), {"y_pred": y_pred})

A probe is a function of `code` (the student's names as attributes) and of keyword inputs. It
returns what it saw by name: tensors, arrays, numbers, strings, lists of them, None, `Change`s.
It decides nothing: the judge compares with what the reference shows, and what students can
change in their own process decides nothing either. So return both outputs, not whether they are
near each other. Functions here that return a dict return named values, ready to be returned.

Runs in workers, beside TensorFlow.
"""

import contextlib
import json
import os
import random
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import keras
import numpy as np
import tensorflow as tf

Named = dict[str, Any]


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


# Gradients


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


# Graphs


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

    def leaves_graph(self, *args: Any) -> bool:
        """Whether the graph calls back into Python (`tf.py_function`, `tf.numpy_function`)."""
        return not self.ops(*args).isdisjoint(_PYTHON_OPS)


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


# Configs and copies


def config(thing: Any, *entries: str) -> Named:
    """What `thing.get_config()` says of these entries, as JSON gives them back.

    "type of the config" (text): "dict", or all that there is to say.
    "entries that JSON does not know" (strings): none, or all else that there is to say.
    "… in the config" for each entry: a float, a bool, text or None; as JSON what is none of these;
    a name without the number that Keras gives to names of its own making.
    """
    return _config(thing, entries)[0]


def config_and_copy(
    thing: Any,
    entries: Sequence[str],
    of_copy: Callable[[Any], Mapping[str, Any]],
    *,
    also: Sequence[str] = (),
) -> Named:
    """The same, and what `of_copy` observes of the copy that `from_config` makes of the config.

    No copy is made where one of the entries is missing.
    also: entries that must be there, but whose form is free: "(any)" or None.
    """
    observed, found = _config(thing, entries)
    if found is None:
        return observed
    observed |= {f"{name} in the config": "(any)" if name in found else None for name in also}
    if not set(entries) <= set(found):
        return observed
    return {**observed, **of_copy(type(thing).from_config(found))}


def _config(thing: Any, entries: Sequence[str]) -> tuple[Named, dict[str, Any] | None]:
    found = thing.get_config()
    if not isinstance(found, dict):
        return {"type of the config": type(found).__name__}, None
    unknown = [str(name) for name, entry in found.items() if not _is_json({name: entry})]
    observed = {"type of the config": "dict", "entries that JSON does not know": unknown}
    if unknown:
        return observed, None
    found = json.loads(json.dumps(found))
    if type(thing).get_config is keras.layers.Layer.get_config:
        found.setdefault("name", thing.name)  # Keras leaves it out of some that it makes itself
    said = {f"{name} in the config": _entry(name, found.get(name)) for name in entries}
    return {**observed, **said}, found


def _entry(name: str, entry: Any) -> Any:
    if isinstance(entry, str):
        return unnumbered(entry) if name == "name" else entry
    if isinstance(entry, bool) or entry is None:
        return entry
    return float(entry) if isinstance(entry, int | float) else json.dumps(entry)


def unnumbered(name: str) -> str:
    """A name without the number that Keras gives to names of its own making: it depends on luck."""
    return re.sub(r"_\d+$", "", name)


def _is_json(thing: Any) -> bool:
    try:
        return bool(json.dumps(thing))
    except (TypeError, ValueError):
        return False


@contextlib.contextmanager
def dtype_policy(name: str) -> Iterator[None]:
    """The global dtype policy ("float64", "mixed_float16" ...) for the time of the block."""
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy(name)
    try:
        yield
    finally:
        keras.config.set_dtype_policy(before)


# Weights


def weights(thing: Any) -> Named:
    """The "number of weights" (int) of a layer or model and their shapes (text, "(3, 2), (2,)")."""
    return {"number of weights": len(thing.weights), "shapes of the weights": shapes(thing.weights)}


def with_weights(
    thing: Any, arrays: Sequence[Any], observe: Callable[[], Mapping[str, Any]]
) -> Named:
    """`weights(thing)`, and if these arrays fit what is observed once they have been set."""
    found = weights(thing)
    if found != {"number of weights": len(arrays), "shapes of the weights": shapes(arrays)}:
        return found
    thing.set_weights(arrays)
    return {**found, **observe()}


def plain_weights(thing: Any) -> list[Any]:
    """Weights to start with: small, positive, different in each place, of the sizes there are.

    No relu is at rest, nothing grows from layer to layer.
    """
    return [
        ((0.25 + np.arange(w.size) % 5 / 16) / max((1, *w.shape[:1])))
        .astype("float32")
        .reshape(w.shape)
        for w in thing.get_weights()
    ]


def shapes(tensors: Sequence[Any]) -> str:
    """The shapes of some tensors or variables in words, e.g. "(3, 2), (2,)"."""
    return ", ".join(str(tuple(int(n) for n in t.shape)) for t in tensors)


# Training, saving


def losses(model: Any, x: Any, y: Any, *, steps: int, rate: float, loss: Any = "mse") -> Named:
    """ "loss of each step" (float32, (steps,)) of plain gradient descent on one batch.

    As `train_on_batch` gives them: each the mean of all so far. Eager: nothing is compiled.
    """
    optimizer = keras.optimizers.SGD(rate)
    model.compile(optimizer=optimizer, loss=loss, run_eagerly=True)
    x, y = tf.constant(x), tf.constant(y)
    return {"loss of each step": [float(model.train_on_batch(x, y)) for _ in range(steps)]}


def history(fitted: Any) -> Named:
    """What `fit` returned: "names in the history" (strings), and for each "… of each epoch".

    The series are float32, (epochs,).
    """
    series = fitted.history
    return {
        "names in the history": sorted(series),
        **{f"{name} of each epoch": np.array(series[name], "float32") for name in sorted(series)},
    }


def saved_and_loaded(model: Any, custom_objects: Mapping[str, Any]) -> Any:
    """The model after `model.save("….keras")` and `keras.models.load_model`."""
    random.seed(4)  # what is not saved must not come back by its seed
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "model.keras")
        model.save(path)
        return keras.models.load_model(path, custom_objects=dict(custom_objects))


def save_and_load(model: Any, custom_objects: Mapping[str, Any], inputs: Any) -> Named:
    """ "number of weights after loading" and "outputs after loading", as changes.

    inputs: a batch, or several in a list.
    """
    before = model(inputs, training=False)
    loaded = saved_and_loaded(model, custom_objects)
    return {
        "number of weights after loading": Change(len(model.weights), len(loaded.weights)),
        "outputs after loading": Change(before, loaded(inputs, training=False)),
    }
