"""Exercise 05: what to look at in a train step, called by hand and called by `fit`."""

import keras
import numpy as np
import tensorflow as tf

from grader.probing import (
    CallCounter,
    Change,
    TrainingDoubler,
    functions_run_eagerly,
    history,
    plain_weights,
    python_runs,
    weights,
)

INPUTS = 2
EPOCHS = 3
OWN_STEP = "CustomModel has a train_step of its own"
OPTIMIZERS = {
    "sgd": lambda: keras.optimizers.SGD(0.125),
    "momentum": lambda: keras.optimizers.SGD(0.125, momentum=0.5),
    "adam": lambda: keras.optimizers.Adam(0.125),
}


class Exponential(keras.losses.Loss):
    """exp(e) - e - 1 for e = y_pred - y_true: too much is worse than too little.

    Summed over the outputs: targets and predictions keep their shapes.
    """

    def call(self, y_true, y_pred):
        error = y_pred - y_true
        return tf.reduce_sum(tf.exp(error) - error - 1, axis=-1)


class Samples(keras.metrics.Metric):
    """Counts the samples: a batch that is measured twice shows."""

    def __init__(self, name="samples"):
        super().__init__(name=name)
        self.seen = self.add_weight(initializer="zeros", name="seen")

    def update_state(self, y_true, y_pred, sample_weight=None):
        self.seen.assign_add(tf.cast(tf.shape(y_true)[0], "float32"))

    def result(self):
        return tf.identity(self.seen)


LOSSES = {"mse": keras.losses.MeanSquaredError, "exponential": Exponential}


# make_train_step


def step_sgd(code, x, y, kernel, bias):
    model, optimizer, step = _traced(code)
    observed = _steps(step, model, optimizer, [kernel, bias], x, y, times=2)
    losses = [value for name, value in observed.items() if name.startswith("loss of step")]
    # NumPy's scalars are compared like tensors: here they are told apart.
    return {**observed, "what the step returns is a tensor": all(map(tf.is_tensor, losses))}


def step_in_turn(code, x, y, start, optimizer, loss="mse"):
    model = _network(keras.Model, keras.layers.Dense(1))
    return _steps_by_hand(code, model, x, y, start, optimizer, loss)


def step_regularized(code, x, y, start, regularizer):
    settings = {
        "kernel": {"kernel_regularizer": keras.regularizers.L2(0.25)},
        "activity": {"activity_regularizer": keras.regularizers.L2(0.5)},
        "two": {
            "kernel_regularizer": keras.regularizers.L2(0.25),
            "bias_regularizer": keras.regularizers.L2(0.5),
        },
    }[regularizer]
    model = _network(keras.Model, keras.layers.Dense(1, **settings))
    return _steps_by_hand(code, model, x, y, start)


def step_batchnorm(code, x, y, start, layer):
    model = _network(keras.Model, *_training_layers(layer), keras.layers.Dense(1))
    return _steps_by_hand(code, model, x, y, start)


def step_frozen_after_making(code, x, y, start):
    hidden = keras.layers.Dense(1)
    model = _network(keras.Model, hidden, keras.layers.Dense(1))
    begin = plain_weights(model, start)
    optimizer = OPTIMIZERS["sgd"]()
    step = code.make_train_step(model, optimizer, LOSSES["mse"]())
    hidden.trainable = False
    with functions_run_eagerly():
        return _steps(step, model, optimizer, begin, x, y)


def step_unbuilt_model(code, x, y, start):
    constant = {"kernel_initializer": keras.initializers.Constant(start)}
    model = keras.Sequential([keras.layers.Dense(1, **constant), keras.layers.Dense(1, **constant)])
    optimizer = OPTIMIZERS["momentum"]()
    step = code.make_train_step(model, optimizer, LOSSES["mse"]())
    with functions_run_eagerly():
        return _steps(step, model, optimizer, None, x, y, times=2)


def step_compiled(code, x, y, start):
    model, optimizer, step = _traced(code)
    watcher = next(layer for layer in model.layers if isinstance(layer, CallCounter))
    _restart(model, optimizer, plain_weights(model, start))
    for number in range(2):  # a function whose first call makes variables is traced twice
        step(tf.constant(x + number), tf.constant(y))
    before = watcher.python_calls
    for number in range(4):
        step(tf.constant(x), tf.constant(y - number))
    runs = watcher.python_calls - before
    return {
        "Python runs in four later steps": runs,
        "the last of its runs traced a graph": watcher.in_graph,
        "updates counted by the optimizer": int(optimizer.iterations.numpy()),
    }


def loss_per_step(code, x, y, steps):
    model, optimizer, step = _traced(code)
    _restart(model, optimizer, plain_weights(model))
    losses = [float(step(tf.constant(x), tf.constant(y))) for _ in range(steps)]
    return {"step": np.arange(1, steps + 1), "loss": np.array(losses)}


def step_two_models(code, x, y, start):
    first, first_optimizer, first_step = _traced(code)
    observed = _steps(
        first_step, first, first_optimizer, plain_weights(first, start), x, y, times=1
    )

    def build():
        model = _network(keras.Model, keras.layers.Dense(2))
        optimizer = OPTIMIZERS["momentum"]()
        return model, optimizer, code.make_train_step(model, optimizer, LOSSES["exponential"]())

    second, second_optimizer, second_step = code.once("a second step", build)
    # Another number of samples and of outputs, another loss: the second step is another step.
    more_x, more_y = np.concatenate([x, -x[:1]]), np.concatenate([y, y[:1] / 2])
    more_y = np.concatenate([more_y, -more_y], axis=1)
    begin = plain_weights(second, start)
    found = _steps(second_step, second, second_optimizer, begin, more_x, more_y, times=1)
    with functions_run_eagerly():  # where a first trace keeps nothing of the first model
        again = _steps(
            first_step, first, first_optimizer, plain_weights(first, start), x, y, times=1
        )
    return {
        **{f"first model: {name}": value for name, value in observed.items()},
        **{f"second model: {name}": value for name, value in found.items()},
        **{f"first model again: {name}": value for name, value in again.items()},
    }


# CustomModel


def fit_basic(code, x, y, start):
    return _looked_at(_basic(code, x, y, start))


def fit_evaluate_after(code, x, y, start):
    fitted = _basic(code, x, y, start)
    if fitted is None:
        return _looked_at(fitted)
    model = fitted["model"]
    model.set_weights(plain_weights(model, start))  # so that only what evaluate does is judged
    found = model.evaluate(_batches(x, y), verbose=0, return_dict=True)
    return {
        OWN_STEP: True,
        "names in the result of evaluate": sorted(found),
        **{f"{name} by evaluate": float(found[name]) for name in sorted(found)},
    }


def fit_no_metrics(code, x, y, start):
    layers = [keras.layers.Dense(1)]
    return _looked_at(_fit(code, layers, _batches(x, y), start, loss=Exponential()))


def fit_adam(code, x, y, start):
    frozen = keras.layers.Dense(1, trainable=False)
    layers = [frozen, keras.layers.Dense(1)]
    return _looked_at(_fit(code, layers, _batches(x, y), start, optimizer="adam"))


def fit_compiled(code, x, y, start):
    """The only fit that Keras compiles: the others take less time."""
    counter = CallCounter()
    layers = [counter, keras.layers.Dense(1)]
    fitted = _fit(code, layers, _batches(x, y), start, epochs=EPOCHS, run_eagerly=False)
    if fitted is None:
        return _looked_at(fitted)
    # Right, or as wrong as the fit that was not compiled: the numbers have their own checks.
    compiled, eager = fitted["weights"], _basic(code, x, y, start)["weights"]
    return {
        OWN_STEP: True,
        **python_runs(fitted["calls"], at_most=5),  # in six steps
        **{name: Change(eager[name], compiled[name]) for name in eager},
    }


def fit_regularized(code, x, y, start):
    layer = keras.layers.Dense(
        1,
        kernel_regularizer=keras.regularizers.L2(0.25),
        activity_regularizer=keras.regularizers.L2(0.5),
    )
    return _looked_at(_fit(code, [layer], _batches(x, y), start, epochs=1))


def fit_batchnorm(code, x, y, start):
    layers = [*_training_layers("both"), keras.layers.Dense(1)]
    return _looked_at(_fit(code, layers, _batches(x, y), start, epochs=1, metrics=["mae"]))


def fit_sample_weight(code, x, y, start, sample_weight):
    return _looked_at(_fit(code, [keras.layers.Dense(1)], _batches(x, y, sample_weight), start))


def _basic(code, x, y, start):
    def fit():
        layers = [CallCounter(), keras.layers.Dense(1)]
        return _fit(
            code, layers, _batches(x, y), start, epochs=EPOCHS, metrics=["mae", "mape", Samples()]
        )

    return code.once(("basic", x.tobytes(), y.tobytes(), start), fit)


def _fit(
    code, layers, data, start, *, optimizer="sgd", loss="mse", epochs=2, metrics=None,
    run_eagerly=True,
):  # fmt: skip
    """What `fit` leaves: the model, its weights, the history, and the Python runs through it."""
    if code.CustomModel.train_step is keras.Model.train_step:
        return None
    model = _network(code.CustomModel, *layers)
    model.set_weights(plain_weights(model, start))
    model.compile(
        optimizer=OPTIMIZERS[optimizer](),
        loss=loss,
        metrics=metrics,
        run_eagerly=run_eagerly,
        jit_compile=False,
    )
    counters = [layer for layer in layers if isinstance(layer, CallCounter)]
    before = sum(counter.python_calls for counter in counters)
    fitted = model.fit(data, epochs=epochs, verbose=0)
    return {
        "model": model,
        "weights": weights(model),
        "history": history(fitted),
        "calls": sum(counter.python_calls for counter in counters) - before,
    }


def _looked_at(fitted):
    if fitted is None:
        return {OWN_STEP: False}
    return {OWN_STEP: True, **fitted["history"], **fitted["weights"]}


def _batches(*arrays):
    return tf.data.Dataset.from_tensor_slices(arrays).batch(2)


# What both share


def _traced(code):
    """A linear model and its step, run as the graph that the student made: built once."""

    def build():
        model = _network(keras.Model, CallCounter(), keras.layers.Dense(1))
        optimizer = OPTIMIZERS["sgd"]()
        return model, optimizer, code.make_train_step(model, optimizer, LOSSES["mse"]())

    return code.once("a step", build)


def _steps_by_hand(code, model, x, y, start, optimizer="sgd", loss="mse"):
    optimizer = OPTIMIZERS[optimizer]()
    step = code.make_train_step(model, optimizer, LOSSES[loss]())
    with functions_run_eagerly():  # that a step works as a graph is seen with `_traced`
        return _steps(step, model, optimizer, plain_weights(model, start), x, y)


def _steps(step, model, optimizer, start, x, y, times=3):
    """What some steps on one batch return, and what they make of the model."""
    if start is not None:
        _restart(model, optimizer, start)
    x, y = tf.constant(x), tf.constant(y)
    observed = {f"loss of step {i + 1}": step(x, y) for i in range(times)}
    return {
        **observed,
        "updates counted by the optimizer": int(optimizer.iterations.numpy()),
        **weights(model),
    }


def _restart(model, optimizer, start):
    """Put weights and optimizer back to the start, so that a step can serve many inputs."""
    model.set_weights(start)
    for variable in optimizer.variables:
        if not variable.path.endswith("learning_rate"):
            variable.assign(tf.zeros_like(variable))


def _network(cls, *layers):
    inputs = keras.Input((INPUTS,))
    outputs = inputs
    for layer in layers:
        outputs = layer(outputs)
    return cls(inputs, outputs)


def _training_layers(which):
    """Layers that behave differently in training."""
    normalize = keras.layers.BatchNormalization(momentum=0.5)
    return {
        "doubler": [TrainingDoubler()],
        "batch normalization": [normalize],
        "both": [normalize, TrainingDoubler()],
    }[which]
