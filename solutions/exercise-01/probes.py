"""What is observed of a Huber loss. Inputs are NumPy arrays; thresholds are Python floats."""

import keras
import numpy as np
import tensorflow as tf

from grader.probing import (
    Change,
    Graph,
    config_and_copy,
    gradients,
    gradients_of,
    losses,
    saved_and_loaded,
    shapes,
)  # fmt: skip


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
    at = {"y_pred": y_pred, "y_true": y_true}
    return gradients_of(lambda p, t: code.huber_loss(t, p, threshold), at)


def graph(code, y_true, y_pred):
    """Batches of any size through one `tf.function` with an unknown batch size."""
    spec = tf.TensorSpec((None, 2))
    traced = code.once("graph", lambda: Graph(code.huber_loss, spec, spec))
    return {"loss": traced(y_true, y_pred), **traced.facts()}


def class_value(code, y_true, y_pred, threshold):
    """The mean over a batch, as Keras computes it."""
    return {"mean loss": code.HuberLoss(threshold)(tf.constant(y_true), tf.constant(y_pred))}


def class_gradient(code, y_true, y_pred):
    """The gradient of that mean."""
    loss = code.HuberLoss(0.5)
    return gradients_of(lambda p: loss(tf.constant(y_true), p), {"y_pred": y_pred})


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
    loss = code.HuberLoss(1.0)
    loss.reduction = None  # whether __init__ takes it is asked elsewhere
    single = loss(y_true, y_pred, sample_weight=sample_weight)
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

    def of_copy(copy):
        y_true, y_pred = tf.constant([[0.0], [0.0]]), tf.constant([[0.25], [6.0]])
        doubles = tf.constant([[1.5], [0.25]], "float64")
        in_doubles = code.HuberLoss(dtype="float64")(doubles, doubles + 1)
        again = copy(y_true, y_pred)
        return {
            'dtype of a loss of HuberLoss(dtype="float64")': in_doubles.dtype.name,
            "loss of the copy": Change(loss(y_true, y_pred), again),
            "dtype of the loss of the copy": again.dtype.name,
            "shape of the loss of the copy": shapes([again]),
        }

    return config_and_copy(loss, ["threshold", "name", "reduction"], of_copy)


def curves(code, errors, threshold):
    """Loss and gradient of single predictions, over their errors."""
    loss, (to_pred,) = gradients(lambda p: code.huber_loss(tf.zeros_like(p), p, threshold), -errors)
    return {"error": errors, "loss": loss, "gradient for y_pred": to_pred}


X = np.array([[1, 2], [-1, 1], [3, 0], [0, -2]], "float32")
Y = np.array([[4], [-3], [8], [-0.25]], "float32")


def _model():
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.set_weights([np.array([[0.5], [0.25]], "float32"), np.array([0.0], "float32")])
    return model


def fit_save_load(code):
    """Two training steps with the class, then a save and a load; in a graph, as `fit` runs it."""
    loss = code.HuberLoss(0.5)
    model = _model()
    observed = losses(model, X, Y, steps=2, rate=0.05, loss=loss)
    loaded = saved_and_loaded(model, {"HuberLoss": code.HuberLoss})
    traced = Graph(loaded.loss, *[tf.TensorSpec((None, 1))] * 2)
    return {
        **observed,
        "loss of the loaded model": float(loaded.loss(tf.constant(Y), loaded(X))),
        "loss of the loaded model in a graph": float(traced(Y, loaded(X))),
        **traced.facts(),
    }


def fn_in_fit(code):
    """Two training steps with the function as the loss."""
    return losses(_model(), X, Y, steps=2, rate=0.05, loss=code.huber_loss)
