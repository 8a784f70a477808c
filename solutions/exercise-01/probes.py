"""What is observed of a Huber loss. Inputs are NumPy arrays; thresholds are Python floats."""

import json
import re

import keras
import numpy as np
import tensorflow as tf

from grader.probing import Graph, gradients, saved_and_loaded


def value(code, y_true, y_pred, threshold):
    """The function on two tensors."""
    return {"loss": code.huber_loss(tf.constant(y_true), tf.constant(y_pred), threshold)}


def default_threshold(code, y_true, y_pred):
    """The function without a threshold, and with one given by name."""
    y_true, y_pred = tf.constant(y_true), tf.constant(y_pred)
    return {
        "loss without a threshold": code.huber_loss(y_true, y_pred),
        "loss with threshold=2.0": code.huber_loss(y_true, y_pred, threshold=2.0),
    }


def gradient(code, y_true, y_pred, threshold):
    """The gradients of the summed losses with respect to both arguments."""
    _, (to_true, to_pred) = gradients(lambda t, p: code.huber_loss(t, p, threshold), y_true, y_pred)
    return {"gradient for y_pred": to_pred, "gradient for y_true": to_true}


def graph(code, y_true, y_pred):
    """Batches of any size through one `tf.function` with an unknown batch size."""
    spec = tf.TensorSpec((None, 2))
    traced = code.once("graph", lambda: Graph(code.huber_loss, spec, spec))
    return {
        "loss": traced(y_true, y_pred),
        "Python runs": traced.traces,
        "the graph calls back into Python": traced.leaves_graph(),
    }


def class_value(code, y_true, y_pred, threshold):
    """The mean over a batch, as Keras computes it."""
    return {"mean loss": code.HuberLoss(threshold)(tf.constant(y_true), tf.constant(y_pred))}


def class_gradient(code, y_true, y_pred):
    """The gradient of that mean."""
    loss = code.HuberLoss(0.5)
    _, (to_pred,) = gradients(lambda p: loss(tf.constant(y_true), p), y_pred)
    return {"gradient for y_pred": to_pred}


def class_default(code, y_true, y_pred):
    """The class without arguments, and with the threshold by name."""
    y_true, y_pred = tf.constant(y_true), tf.constant(y_pred)
    plain, other = code.HuberLoss(), code.HuberLoss(threshold=2.0)
    return {
        "mean loss of HuberLoss()": plain(y_true, y_pred),
        "mean loss of HuberLoss(threshold=2.0)": other(y_true, y_pred),
    }


def class_reduction(code, y_true, y_pred):
    """Losses that are not reduced, and their sum; one output, so that both right forms agree."""
    y_true, y_pred = tf.constant(y_true), tf.constant(y_pred)
    single = code.HuberLoss(0.5, reduction=None)(y_true, y_pred)
    return {
        "losses with reduction=None": tf.reshape(single, [-1]),
        'loss with reduction="sum"': code.HuberLoss(0.5, reduction="sum")(y_true, y_pred),
        "rows in the losses of 3 samples with 2 outputs": code.once("rows", lambda: _rows(code)),
    }


def _rows(code):
    zeros = tf.zeros((3, 2))
    return ([*np.shape(code.HuberLoss(reduction=None)(zeros, zeros))] or [0])[0]


def class_sample_weight(code, y_true, y_pred, sample_weight):
    """The weighted mean, and the weighted losses; one output per sample."""
    y_true, y_pred = tf.constant(y_true), tf.constant(y_pred)
    single = code.HuberLoss(1.0, reduction=None)(y_true, y_pred, sample_weight=sample_weight)
    return {
        "weighted mean": code.HuberLoss(1.0)(y_true, y_pred, sample_weight=sample_weight),
        "weighted losses": tf.reshape(single, [-1]),
    }


def class_int_targets(code, y_true, y_pred):
    """Integer targets, which Keras casts before `call`."""
    return {"mean loss": code.HuberLoss(2.0)(tf.constant(y_true), tf.constant(y_pred))}


def config(code, threshold):
    """The promised entries of the config, and the loss made from it."""
    loss = code.HuberLoss(threshold, name="my_huber", reduction="sum")
    found = loss.get_config()
    try:
        found = json.loads(json.dumps(found))
    except (TypeError, ValueError):
        return {"the config can be written as JSON": False}
    observed = {
        "the config can be written as JSON": True,
        "the config is a dict": isinstance(found, dict),
    }
    if not observed["the config is a dict"]:
        return observed
    observed |= {
        "threshold in the config": _number(found.get("threshold")),
        "name in the config": _unnumbered(found.get("name")),
        "reduction in the config": found.get("reduction"),
        'dtype of a loss of HuberLoss(dtype="float64")': _dtype(code.HuberLoss(dtype="float64")),
    }
    if "threshold" not in found:
        return observed
    again = code.HuberLoss.from_config(dict(found))
    y_true, y_pred = tf.constant([[0.0], [0.0]]), tf.constant([[0.25], [6.0]])
    change = again(y_true, y_pred) - loss(y_true, y_pred)
    return {**observed, "what from_config(get_config()) changes in the loss": change}


def _number(entry):
    """An entry of a config as a float; as it is where it is no number."""
    return float(entry) if isinstance(entry, int | float) else entry and repr(entry)


def _unnumbered(name):
    """Without the number that Keras gives to its own names, which depends on what came before."""
    return re.sub(r"_\d+$", "", name) if isinstance(name, str) else name


def _dtype(loss):
    doubles = tf.constant([[1.5], [0.25]], "float64")
    return str(loss(doubles, doubles + 1).dtype.name)


def curves(code, errors, threshold):
    """Loss and gradient of single predictions, over their errors."""
    loss, (to_pred,) = gradients(lambda p: code.huber_loss(tf.zeros_like(p), p, threshold), -errors)
    return {"error": errors, "loss": loss, "gradient for y_pred": to_pred}


X = np.array([[1, 2], [-1, 1], [3, 0], [0, -2]], "float32")
Y = np.array([[4], [-3], [8], [-0.25]], "float32")


def _model(loss):
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.set_weights([np.array([[0.5], [0.25]], "float32"), np.array([0.0], "float32")])
    model.compile(optimizer=keras.optimizers.SGD(0.05), loss=loss, run_eagerly=True)
    return model


def fit_save_load(code):
    """Two training steps with the class, then a save and a load; in a graph, as `fit` runs it."""
    model = _model(code.HuberLoss(0.5))
    losses = [float(model.train_on_batch(X, Y)) for _ in range(2)]
    loaded = saved_and_loaded(model, {"HuberLoss": code.HuberLoss})
    traced = Graph(loaded.loss, *[tf.TensorSpec((None, 1))] * 2)
    return {
        "loss in the first step": losses[0],
        "loss in the second step": losses[1],
        "loss of the loaded model": float(loaded.loss(tf.constant(Y), loaded(X))),
        "loss of the loaded model in a graph": float(traced(Y, loaded(X))),
        "the graph calls back into Python": traced.leaves_graph(),
    }


def fn_in_fit(code):
    """Two training steps with the function as the loss."""
    model = _model(code.huber_loss)
    first, second = (float(model.train_on_batch(X, Y)) for _ in range(2))
    return {"loss in the first step": first, "loss in the second step": second}
