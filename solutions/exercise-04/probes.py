"""Exercise 04: what to look at in a residual block and in the model made of two of them."""

import json
import random

import keras
import numpy as np
import tensorflow as tf

from grader.probing import Graph, config_of, gradients, saved_and_loaded, shapes

WEIGHTS = tuple(
    f"{part} {kind}"
    for part in (
        "hidden", "block 1 layer 1", "block 1 layer 2", "block 2 layer 1", "block 2 layer 2",
        "output",
    )
    for kind in ("kernel", "bias")
)  # fmt: skip
ARGUMENTS = ("output_dim", "n_neurons", "n_repeats", "dropout_rate")
SMALL = {"output_dim": 1, "n_neurons": 1, "n_repeats": 2, "dropout_rate": 0.0}
DROPPING = {"output_dim": 2, "n_neurons": 3, "n_repeats": 2, "dropout_rate": 0.25}


# The block


def block(code, n_layers, n_neurons, inputs, weights):
    layer = _block(code, n_layers, n_neurons)
    layer.set_weights(weights)
    return {"outputs": layer(tf.constant(inputs))}


def block_gradients(code, n_layers, n_neurons, inputs, weights):
    layer = _block(code, n_layers, n_neurons)
    layer.set_weights(weights)
    _, found = gradients(
        lambda x, *_: layer(x), tf.constant(inputs), *layer.weights[: 2 * n_layers]
    )
    names = [f"layer {i + 1} {kind}" for i in range(n_layers) for kind in ("kernel", "bias")]
    return {f"gradient for {n}": g for n, g in zip(["inputs", *names], found, strict=True)}


def block_config(code, n_layers, n_neurons, name):
    layer = code.ResidualBlock(n_layers=n_layers, n_neurons=n_neurons, name=name)
    config = config_of(layer)
    observed = {
        "name": layer.name,
        "n_layers in the config": config.get("n_layers"),
        "n_neurons in the config": config.get("n_neurons"),
    }
    if None in observed.values():
        return observed
    copy = code.ResidualBlock.from_config(config)
    copy(tf.ones((1, n_neurons)))
    return {**observed, "shapes of the weights of the copy": shapes(copy.weights)}


# The model


def weight_structure(code, input_dim, **arguments):
    model = _model(code, input_dim, **arguments)
    return {
        "number of weights": len(model.weights),
        "number of trainable weights": len(model.trainable_weights),
        "shapes of the weights": shapes(model.weights),
    }


def defaults(code, output_dim):
    def build():
        model = code.ResidualRegressor(output_dim)
        model(tf.zeros((1, 2)))
        return model

    model = _once(code, ("defaults", output_dim), build)
    parameters = int(model.count_params())
    layers = [(2, 30), (30, 30), (30, 30), (30, 30), (30, 30), (30, output_dim)]
    if parameters != sum((before + 1) * after for before, after in layers):
        return {"number of parameters": parameters}
    draw = np.random.default_rng(4)
    weights = [draw.integers(-1, 2, s) / np.float32(8) for b, a in layers for s in ((b, a), a)]
    inputs = np.array([[1.0, 2.0], [3.0, -1.0]], "float32")
    model.set_weights(weights)
    outputs = model(tf.constant(inputs)).numpy()
    dropping = model(tf.constant(inputs), training=True).numpy()
    return {
        "number of parameters": parameters,
        "block 1 is applied four times": _joined(code, outputs, inputs, weights, n_repeats=4),
        "nothing is dropped in training": _near(dropping, outputs),
    }


def value(code, inputs, weights, **arguments):
    return {"outputs": _outputs(code, inputs, weights, arguments)}


def output_curve(code, inputs):
    model = _model(code, 1, **SMALL)
    model.set_weights(_plain_weights(model))
    outputs = model(tf.constant(inputs[:, np.newaxis]), training=False)
    return {"input": inputs, "output": tf.reshape(outputs, [-1])}


def wiring(code, inputs, weights, n_repeats, **arguments):
    # Right, or right but for what the student's own block computes: that has its own checks.
    outputs = _outputs(code, inputs, weights, {**arguments, "n_repeats": n_repeats})
    arrays = [weights[name] for name in WEIGHTS]
    joined = _joined(code, np.asarray(outputs), inputs, arrays, n_repeats)
    return {"the layers and blocks are joined as asked": joined}


def model_gradients(code, inputs, weights, **arguments):
    model = _model(code, inputs.shape[1], **arguments)
    model.set_weights([weights[name] for name in WEIGHTS])
    _, found = gradients(
        lambda x, *_: model(x), tf.constant(inputs), *model.weights[: len(WEIGHTS)]
    )
    names = ("the inputs", *WEIGHTS)
    return {f"gradient for {n}": g for n, g in zip(names, found, strict=True)}


def training_flag(code, samples):
    model = _model(code, 2, **DROPPING)
    # Identities as kernels carry each hidden value to the outputs without mixing it with others;
    # biases before and after tell apart the places where dropout may stand.
    eye, none = np.eye(3, dtype="float32"), np.zeros(3, "float32")
    hidden = [np.array([[1, 0, 1], [0, 1, 0]], "float32"), none + 1]
    blocks = [eye, none, eye, none + 1, eye, none, eye, none]
    model.set_weights([*hidden, *blocks, eye[:, :2], none[:2]])
    inputs = tf.fill((samples, 2), 2.0)  # every hidden value is 3
    told = model(inputs, training=False).numpy()
    observed = {
        "two calls with training=False agree": _near(model(inputs, training=False), told),
        "a call without training agrees with them": _near(model(inputs), told),
    }
    if not all(observed.values()):
        return observed
    dropped = model(inputs, training=True).numpy()
    # Outputs grow in step with hidden values, whatever the blocks do: so they can be led back.
    of_0, of_4 = model(tf.constant([[-1.0, -1.0], [3.0, 3.0]]), training=False).numpy()[:, 0]
    back = (dropped - of_0) * 4 / (of_4 - of_0) if of_4 != of_0 else dropped * 0
    pairs = len(np.unique(back.round(3), axis=0))
    return {
        **observed,
        "training=True changes the outputs": not _near(dropped, told),
        "least that training makes of a hidden value of 3": float(back.min().round(3)),
        "most that training makes of a hidden value of 3": float(back.max().round(3)),
        "each hidden value is kept or dropped by itself": pairs == 4,
    }


def graph(code, inputs):
    model = _model(code, inputs.shape[1], **SMALL)
    model.set_weights(_plain_weights(model))
    traced = Graph(lambda x: model(x), tf.TensorSpec((None, inputs.shape[1])))
    one, all = traced(inputs[:1]), traced(inputs)
    return {
        "number of traces": traced.traces,
        "outputs of one sample are those without tf.function": _near(one, model(inputs[:1])),
        "outputs of a batch are those without tf.function": _near(all, model(inputs)),
        "the graph calls back into Python": traced.leaves_graph(tf.constant(inputs)),
    }


def no_new_weights(code, inputs):
    model = _model(code, inputs.shape[1], **SMALL)
    before = len(model.weights)
    first = model(tf.constant(inputs))
    model(tf.constant(inputs[:1]), training=True)
    again = model(tf.constant(inputs))
    return {
        "there are weights": before > 0,
        "further calls make no weights": len(model.weights) == before,
        "equal inputs have equal outputs": _near(first, again),
    }


def config(code, **arguments):
    entries = code.ResidualRegressor(**arguments).get_config()
    try:
        text = json.dumps(entries)
    except (TypeError, ValueError):
        return {"the config can be written as JSON": False}
    entries = json.loads(text)
    observed = {
        "the config can be written as JSON": True,
        **{f"{name} in the config": entries.get(name) for name in ARGUMENTS},
    }
    if None in observed.values():
        return observed
    copy = code.ResidualRegressor.from_config({**entries, "name": "a_copy"})
    again = copy.get_config()
    return {
        **observed,
        "name of the copy": copy.name,
        **{f"{name} in the config of the copy": again.get(name) for name in ARGUMENTS},
    }


def save_load(code, inputs):
    model = _model(code, inputs.shape[1], **SMALL)
    model.set_weights(_plain_weights(model))
    classes = {n: getattr(code, n) for n in ("ResidualRegressor", "ResidualBlock")}
    random.seed(4)  # weights that are not loaded must not be equal by their seed
    loaded = saved_and_loaded(model, classes)
    outputs = loaded(tf.constant(inputs), training=False)
    return {
        "outputs are the same after loading": _near(outputs, model(inputs, training=False)),
        "there are as many weights as before": len(loaded.weights) == len(model.weights),
    }


def trains(code, inputs, targets, steps):
    model = _model(code, inputs.shape[1], **SMALL)
    weights = _plain_weights(model)
    model.set_weights(weights)
    x, y = tf.constant(inputs), tf.constant(targets)
    model.compile(loss="mse", optimizer=keras.optimizers.SGD(0.01), run_eagerly=True)
    before = _mean_squared_error(model(x), targets)
    for _ in range(steps):
        model.train_on_batch(x, y)
    after = model.get_weights()
    changed = [not np.array_equal(a, b) for a, b in zip(after, weights, strict=True)]
    predicted = model.predict_on_batch(x)
    return {
        "the loss falls": _mean_squared_error(predicted, targets) < before,
        "every weight changes": bool(changed) and all(changed),
        "predict agrees with a call": _near(predicted, model(x)),
    }


# What the probes share


def _block(code, n_layers, n_neurons):
    def build():
        layer = code.ResidualBlock(n_layers, n_neurons)
        layer(tf.zeros((1, n_neurons)))
        return layer

    return _once(code, ("block", n_layers, n_neurons), build)


def _model(code, input_dim, **arguments):
    def build():
        model = code.ResidualRegressor(**arguments)
        model(tf.zeros((1, input_dim)))
        return model

    return _once(code, ("model", input_dim, *sorted(arguments.items())), build)


def _once(code, key, build):
    """What `build()` gave or raised the first time: a model that fails is costly as well."""

    def attempt():
        try:
            return build(), None, None
        except Exception as error:
            return None, error, error.__traceback__

    built, error, traceback = code.once(key, attempt)
    if error is not None:
        raise error.with_traceback(traceback)
    return built


def _outputs(code, inputs, weights, arguments):
    model = _model(code, inputs.shape[1], **arguments)
    model.set_weights([weights[name] for name in WEIGHTS])
    return model(tf.constant(inputs), training=False)


def _joined(code, outputs, inputs, weights, n_repeats):
    """Do the outputs follow from the parts, with a right block or with the student's own?"""
    hidden = np.maximum(inputs @ weights[0] + weights[1], 0)
    right = _after_hidden(hidden, weights, n_repeats, _right_block)
    if _near(outputs, right):
        return True
    return _near(outputs, _after_hidden(hidden, weights, n_repeats, _own_block(code)))


def _after_hidden(hidden, weights, n_repeats, block):
    for _ in range(n_repeats):
        hidden = block(hidden, weights[2:6])
    return block(hidden, weights[6:10]) @ weights[10] + weights[11]


def _right_block(inputs, weights):
    first = np.maximum(inputs @ weights[0] + weights[1], 0)
    return inputs + np.maximum(first @ weights[2] + weights[3], 0)


def _own_block(code):
    def run(inputs, weights):
        layer = _block(code, 2, inputs.shape[1])
        layer.set_weights(weights)
        return np.asarray(layer(tf.constant(inputs)))

    return run


def _plain_weights(model):
    """Small positive numbers, different in each place: no relu is at rest, nothing grows."""
    return [
        ((0.25 + np.arange(w.size) % 5 / 16) / len(w)).astype("float32").reshape(w.shape)
        for w in model.get_weights()
    ]


def _mean_squared_error(outputs, targets):
    return float(np.mean(np.square(np.asarray(outputs) - targets)))


def _near(a, b):
    a, b = np.asarray(a), np.asarray(b)
    scale = max(1.0, float(np.max(np.abs(b), initial=0.0)))
    return a.shape == b.shape and bool(np.allclose(a, b, rtol=1e-3, atol=1e-3 * scale))
