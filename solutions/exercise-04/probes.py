"""Exercise 04: what to look at in a residual block and in the model made of two of them."""

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
SMALL = {"output_dim": 1, "n_neurons": 2, "n_repeats": 3, "dropout_rate": 0.0}
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
        lambda x, *_: layer(x), tf.constant(inputs), *layer.trainable_weights[: 2 * n_layers]
    )
    names = [f"layer {i + 1} {kind}" for i in range(n_layers) for kind in ("kernel", "bias")]
    return {f"gradient for {n}": g for n, g in zip(["the inputs", *names], found, strict=True)}


def block_config(code, n_layers, n_neurons, name):
    layer = code.ResidualBlock(n_layers=n_layers, n_neurons=n_neurons, name=name)
    config = config_of(layer)
    copy = code.ResidualBlock.from_config(config)
    copy(tf.ones((1, n_neurons)))
    return {
        "name": layer.name,
        "n_layers in the config": config.get("n_layers"),
        "n_neurons in the config": config.get("n_neurons"),
        "shapes of the weights of the copy": shapes(copy.weights),
    }


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
    observed = {"number of parameters": int(model.count_params())}
    random = np.random.default_rng(4)
    weights = [random.integers(-1, 2, w.shape).astype("float32") / 8 for w in model.weights]
    inputs = np.array([[1.0, 2.0], [3.0, -1.0]], "float32")
    model.set_weights(weights)
    outputs = model(tf.constant(inputs)).numpy()
    dropping = model(tf.constant(inputs), training=True).numpy()
    return {
        **observed,
        "block 1 is applied four times": _joined(code, outputs, inputs, weights, n_repeats=4),
        "nothing is dropped in training": _near(dropping, outputs),
    }


def value(code, inputs, weights, **arguments):
    return {"outputs": _outputs(code, inputs, weights, arguments)}


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
        lambda x, *_: model(x), tf.constant(inputs), *model.trainable_weights[: len(WEIGHTS)]
    )
    names = ("the inputs", *WEIGHTS)
    return {f"gradient for {n}": g for n, g in zip(names, found, strict=True)}


def training_flag(code, samples):
    model = _model(code, 2, **DROPPING)
    # Every hidden value is 3. Where 0 or 4 comes out of the dropout instead, an identity in each
    # kernel and a bias after it carry it to the outputs without mixing it with others.
    eye, none = np.eye(3, dtype="float32"), np.zeros(3, "float32")
    hidden = [np.array([[1, 0, 1], [0, 1, 0]], "float32"), none + 1]
    blocks = [eye, none, eye, none + 1, eye, none, eye, none]
    weights = [*hidden, *blocks, eye[:, :2], none[:2]]
    model.set_weights(weights)
    inputs = tf.fill((samples, 2), 2.0)
    silent, told = model(inputs).numpy(), model(inputs, training=False).numpy()
    dropped = model(inputs, training=True).numpy()
    dropping = _near(np.unique(dropped.round(3)), np.unique(_after_dropout(weights, _right_block)))
    if not dropping:
        own = _after_dropout(weights, _own_block(code))
        dropping = _near(np.unique(dropped.round(3)), np.unique(own.round(3)))
    return {
        "a call without training is one with training=False": _near(silent, told),
        "training=True changes the outputs": not _near(dropped, told),
        "hidden values are dropped or divided by 1 - dropout_rate": dropping,
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


def config(code, name, **arguments):
    model = code.ResidualRegressor(**arguments, name=name)
    entries = config_of(model)
    copy = config_of(code.ResidualRegressor.from_config(entries))
    return {
        "name": model.name,
        **{f"{key} in the config": entries.get(key) for key in ARGUMENTS},
        **{f"{key} in the config of the copy": copy.get(key) for key in ARGUMENTS},
    }


def save_load(code, inputs):
    model = _model(code, inputs.shape[1], **DROPPING)
    model.set_weights(_plain_weights(model))
    classes = {n: getattr(code, n) for n in ("ResidualRegressor", "ResidualBlock")}
    loaded = saved_and_loaded(model, classes)
    outputs, many = loaded(tf.constant(inputs)), tf.constant(np.repeat(inputs, 64, axis=0))
    return {
        "outputs are the same after loading": _near(outputs, model(inputs)),
        "dropout is the same after loading": not _near(loaded(many, training=True), loaded(many)),
        "number of weights after loading": len(loaded.weights),
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
    changed = [not _near(a, b) for a, b in zip(model.get_weights(), weights, strict=True)]
    predicted = model.predict_on_batch(x)
    return {
        "the loss falls": _mean_squared_error(predicted, targets) < before,
        "number of weights that change": sum(changed),
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


def _after_dropout(weights, block):
    """The outputs that `training_flag` may see: of a dropped and of a scaled hidden value."""
    hidden = np.repeat(np.array([[0.0], [3 / 0.75]], "float32"), 3, axis=1)
    return _after_hidden(hidden, weights, DROPPING["n_repeats"], block)


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
    """Small positive numbers, different in each place: no relu is at rest."""
    return [
        (0.25 + np.arange(w.size, dtype="float32").reshape(w.shape) / 8) / (1 + i % 3)
        for i, w in enumerate(model.get_weights())
    ]


def _mean_squared_error(outputs, targets):
    return float(np.mean(np.square(np.asarray(outputs) - targets)))


def _near(a, b):
    a, b = np.asarray(a), np.asarray(b)
    scale = max(1.0, float(np.max(np.abs(b), initial=0.0)))
    return a.shape == b.shape and bool(np.allclose(a, b, rtol=1e-3, atol=1e-3 * scale))
