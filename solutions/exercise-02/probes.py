"""What is observed of a metric: numbers that come back while operations are done in order.

An operation is "reset_state()", "result()", or an update or call with its tensors. A new metric is
made for every question, and reset at the end, so that none leaves anything behind for the next.
"""

import contextlib
import warnings

import keras
import numpy as np
import tensorflow as tf

from grader.probing import Change, Graph, config_and_copy

TENSORS = {
    "y_true": tf.TensorSpec((None, 1)),
    "y_pred": tf.TensorSpec((None, 1)),
    "sample_weight": tf.TensorSpec((None,)),
}


def sequence(code, threshold=None, dtype=None, **steps):
    """A metric through "step 1", "step 2" ...: what it answers when asked, and in the end."""
    settings = {"threshold": threshold, "dtype": dtype}
    with _metric(code, **{k: v for k, v in settings.items() if v is not None}) as metric:
        return _answers(metric, steps)


def instances(code, **steps):
    """Two metrics with thresholds of their own, updated in turn."""
    with _metric(code, threshold=0.5) as first, _metric(code, threshold=2.5) as second:
        for index, name in enumerate(sorted(steps)):
            _update((first, second)[index % 2], **steps[name])
        return {
            "HuberMetric(0.5) after the odd steps": _number(first.result()),
            "HuberMetric(2.5) after the even steps": _number(second.result()),
        }


def variables(code, metric_a, metric_b):
    """Two metrics with an update each; then the second takes over the variables of the first."""
    with _metric(code) as a, _metric(code) as b:
        number = len(a.variables)
        _update(a, **metric_a)
        _update(b, **metric_b)
        made_late = len(a.variables) - number
        for mine, theirs in zip(b.variables, a.variables, strict=False):
            mine.assign(theirs)
        return {
            "variables that update_state has made": made_late,
            "metric_b.result() with metric_a's variables": _number(b.result()),
        }


def graph(code, **steps):
    """Batches through one `tf.function` that accepts every batch size, and resets between them.

    They go through Keras's own `metric(...)`, which AutoGraph does not convert: as in `fit`.
    """
    with _metric(code) as metric:
        names = [k for k in TENSORS if k in steps["step 1"]]
        traced = Graph(metric.__call__, *(TENSORS[name] for name in names))
        observed = {}
        for name in sorted(steps):
            if steps[name] == "reset_state()":
                metric.reset_state()
            else:
                answer = traced(*(steps[name][k] for k in names))
                observed[f"what metric(...) returns in {name}"] = _number(answer, as_shaped=True)
        return {
            **observed,
            "result() at the end": _number(metric.result(), as_shaped=True),
            **traced.facts(at_most=2),
        }


def config(code, threshold, update):
    """The promised entries of the config of a metric in use, and the empty one made from it."""
    with _metric(code, threshold=threshold, name="my_huber") as metric:
        _update(metric, **update)
        mine = _number(metric.result())
        _update(metric, update["y_pred"], update["y_pred"])

        def of_copy(copy):
            _update(copy, **update)
            doubles = code.HuberMetric(dtype="float64").get_config()
            return {
                'dtype in the config of HuberMetric(dtype="float64")': doubles.get("dtype"),
                "result() of the copy": Change(mine, _number(copy.result())),
            }

        return config_and_copy(metric, ["threshold", "name", "dtype"], of_copy)


X = np.array([[0], [1], [2], [3], [-2]], "float32")
Y = np.array([[0.25], [0.5], [5], [3.25], [2]], "float32")


def fit_epochs(code):
    """Three epochs of training on the same five samples, in batches of 2, 2 and 1."""
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.set_weights([np.array([[1]], "float32"), np.array([0], "float32")])
    model.compile(
        optimizer=keras.optimizers.SGD(1 / 16),
        loss="mse",
        metrics=[code.HuberMetric(0.5)],
        jit_compile=False,
    )
    batches = tf.data.Dataset.from_tensor_slices((X, Y)).batch(2)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        history = model.fit(batches, epochs=3, verbose=0).history
    series = next((history[name] for name in history if name != "loss"), [None] * 3)
    return {f"the metric after epoch {i}": value for i, value in enumerate(series, 1)}


# Pieces


def running(code, errors):
    """What the metric says after each batch of a few samples."""
    with _metric(code) as metric:
        results = []
        for batch in errors:
            y_pred = batch.reshape(-1, 1)
            _update(metric, np.zeros_like(y_pred), y_pred)
            results.append(float(metric.result()))
    return {"batch": np.arange(1, len(results) + 1), "result": np.array(results)}


@contextlib.contextmanager
def _metric(code, **settings):
    """A new metric. Afterwards it is reset, in case it shares its state with the next one."""
    metric = code.HuberMetric(**settings)
    try:
        yield metric
    finally:
        with contextlib.suppress(Exception):
            metric.reset_state()


def _answers(metric, steps):
    """What a metric answers while the steps are done; nothing is asked of an empty one."""
    answers, empty = {}, True
    for name in sorted(steps):
        step = steps[name]
        if step == "reset_state()":
            metric.reset_state()
            empty = True
        elif step == "result()":
            answers[f"result() in {name}"] = _number(metric.result())
        else:
            answer = _update(metric, **step)
            if step["do"] == "call":
                answers[f"what metric(...) returns in {name}"] = _number(answer)
            empty = False
    if not empty and step != "result()":
        answers["result() at the end"] = _number(metric.result())
    return answers


def _update(metric, y_true, y_pred, sample_weight=None, do="update_state"):
    """One batch, through `update_state` or through the metric itself."""
    operation = metric if do == "call" else metric.update_state
    batch = [tf.constant(y_true), tf.constant(y_pred)]
    if sample_weight is None:
        return operation(*batch)
    return operation(*batch, sample_weight=tf.constant(sample_weight))


def _number(result, as_shaped=False):
    """The result as float32, whatever precision a metric has chosen, and whatever its shape.

    One number in an array is a mistake that `graph` and `fit_epochs` show; the rest is right.
    A copy: a metric may return one of its variables, which goes on changing.
    """
    numeric = tf.Tensor | tf.Variable | keras.Variable | np.ndarray | np.generic | float | int
    if not isinstance(result, numeric):
        return result
    number = tf.identity(tf.cast(result, tf.float32))
    return tf.reshape(number, ()) if number.shape.num_elements() == 1 and not as_shaped else number
