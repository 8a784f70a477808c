"""What weights does a model have, at first, in training, and after it was saved?"""

import os
import random
import tempfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from grader.probing.named import Named
from grader.probing.pairs import Change


def weights(thing: Any) -> Named:
    """What the weights are, by the order of their making: "weight 1, kernel" ..., arrays."""
    return {f"weight {i + 1}, {v.name}": v.numpy() for i, v in enumerate(thing.weights)}


def weight_shapes(thing: Any) -> Named:
    """The "number of weights" (int) of a layer or model and their shapes (text, "(3, 2), (2,)")."""
    return {"number of weights": len(thing.weights), "shapes of the weights": shapes(thing.weights)}


def further_calls(thing: Any, inputs: Any) -> Named:
    """What calls leave behind in a layer or model that was called before, as changes.

    "number of weights after further calls", and "outputs when asked again" after other inputs.
    """
    x, number = tf.constant(inputs), len(thing.weights)
    first = thing(x)
    thing(x[:1] + 1, training=True)
    again = thing(x)
    return {
        "number of weights after further calls": Change(number, len(thing.weights)),
        "outputs when asked again": Change(first, again),
    }


def with_weights(
    thing: Any, arrays: Sequence[Any], observe: Callable[[], Mapping[str, Any]]
) -> Named:
    """`weight_shapes(thing)`, and if these arrays fit what is observed once they have been set."""
    found = weight_shapes(thing)
    if found != {"number of weights": len(arrays), "shapes of the weights": shapes(arrays)}:
        return found
    thing.set_weights(arrays)
    return {**found, **observe()}


def plain_weights(thing: Any, first: float = 0.25) -> list[Any]:
    """Weights to start with: small, positive, different in each place, of the sizes there are.

    No relu is at rest, nothing grows from layer to layer.
    """
    return [
        ((first + np.arange(w.size) % 5 / 16) / max((1, *w.shape[:1])))
        .astype("float32")
        .reshape(w.shape)
        for w in thing.get_weights()
    ]


def shapes(tensors: Sequence[Any]) -> str:
    """The shapes of some tensors or variables in words, e.g. "(3, 2), (2,)"."""
    return ", ".join(str(tuple(int(n) for n in t.shape)) for t in tensors)


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
