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
DROPPING = {"output_dim": 2, "n_neurons": 3, "n_repeats": 3, "dropout_rate": 0.25}


# The block


def block(code, n_layers, n_neurons, inputs, weights):
    layer = _block(code, n_layers, n_neurons)
    found = _weights_of(layer)
    if found != _like(weights):
        return found
    layer.set_weights(weights)
    return {**found, "outputs": layer(tf.constant(inputs))}


def block_gradients(code, n_layers, n_neurons, inputs, weights):
    layer = _block(code, n_layers, n_neurons)
    observed = _weights_of(layer)
    if observed != _like(weights):
        return observed
    layer.set_weights(weights)
    _, found = gradients(lambda x, *_: layer(x), tf.constant(inputs), *layer.weights)
    names = [f"layer {i + 1} {kind}" for i in range(n_layers) for kind in ("kernel", "bias")]
    named = zip(["inputs", *names], found, strict=True)
    return {**observed, **{f"gradient for {n}": g for n, g in named}}


def block_config(code, n_layers, n_neurons, name):
    arguments = {"n_layers": n_layers, "n_neurons": n_neurons}
    layer = code.ResidualBlock(**arguments, name=name, trainable=False)
    observed = {
        "it has the name that it was given": layer.name == name,
        "made with trainable=False it is frozen": not layer.trainable,
        "get_config returns a dict": _gives_dict(layer),
    }
    if not observed["get_config returns a dict"]:
        return observed
    config = config_of(layer)
    observed |= {
        "n_layers in the config": config.get("n_layers"),
        "n_neurons in the config": config.get("n_neurons"),
    }
    if None in observed.values():
        return observed
    copy = code.ResidualBlock.from_config(config)
    copy(tf.ones((1, n_neurons)))
    return {
        **observed,
        "shapes of the weights of the copy": shapes(copy.weights),
        "the copy has the same name": copy.name == layer.name,
    }


# The model


def weight_structure(code, input_dim, **arguments):
    model = _model(code, input_dim, **arguments)
    return {**_weights_of(model), "number of trainable weights": len(model.trainable_weights)}


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
    outputs = np.asarray(model(tf.constant(inputs)))
    observed = {"number of parameters": parameters}
    if not (
        _joined(code, outputs, inputs, weights, n_repeats=4)
        or _as_told(code, outputs, inputs, weights, output_dim)
    ):
        return {**observed, "block 1 is applied four times": False, "outputs": outputs}
    observed["block 1 is applied four times"] = True
    dropping = np.asarray(model(tf.constant(inputs), training=True))
    if _near(dropping, outputs):
        return {**observed, "nothing is dropped in training": True}
    told = _told(code, weights, output_dim)
    dropping = np.asarray(told(tf.constant(inputs), training=True))
    return {
        **observed,
        "nothing is dropped in training": False,
        "nothing is dropped with a dropout_rate of 0": _near(dropping, outputs),
    }


def value(code, inputs, weights, **arguments):
    return _outputs(code, inputs, weights, arguments)


def output_curve(code, inputs):
    model = _model(code, 1, **SMALL)
    model.set_weights(_plain_weights(model))
    outputs = model(tf.constant(inputs[:, np.newaxis]), training=False)
    return {"input": inputs, "output": tf.reshape(outputs, [-1])}


def wiring(code, inputs, weights, n_repeats, **arguments):
    # Right, or right but for what the student's own block computes: that has its own checks.
    observed = _outputs(code, inputs, weights, {**arguments, "n_repeats": n_repeats})
    outputs = observed.pop("outputs", None)
    if outputs is None:
        return observed
    arrays = [weights[name] for name in WEIGHTS]
    joined = _joined(code, np.asarray(outputs), inputs, arrays, n_repeats)
    observed["the layers and blocks are joined as asked"] = joined
    return observed if joined else {**observed, "outputs": outputs}


def model_gradients(code, inputs, weights, **arguments):
    model = _model(code, inputs.shape[1], **arguments)
    arrays = [weights[name] for name in WEIGHTS]
    observed = _weights_of(model)
    if observed != _like(arrays):
        return observed
    model.set_weights(arrays)
    _, found = gradients(lambda x, *_: model(x), tf.constant(inputs), *model.weights)
    named = zip(("the inputs", *WEIGHTS), found, strict=True)
    return {**observed, **{f"gradient for {n}": g for n, g in named}}


def training_flag(code, samples):
    model = _model(code, 2, **DROPPING)
    # Identities as kernels carry each hidden value to the outputs without mixing it with others;
    # biases before and after tell apart the places where dropout may stand.
    eye, none = np.eye(3, dtype="float32"), np.zeros(3, "float32")
    hidden = [np.array([[1, 0, 1], [0, 1, 0]], "float32"), none + 1]
    blocks = [eye, none, eye, none + 1, eye, none, eye, none]
    weights = [*hidden, *blocks, eye[:, :2], none[:2]]
    found = _weights_of(model)
    if found != _like(weights):
        return found
    model.set_weights(weights)
    inputs = tf.fill((samples, 2), 2.0)  # every hidden value is 3
    told = model(inputs, training=False).numpy()
    observed = {
        **found,
        "two calls with training=False agree": _near(model(inputs, training=False), told),
        "a call without training agrees with them": _near(model(inputs), told),
    }
    if not all(observed.values()):
        return observed
    again = model(inputs, training=True).numpy()
    dropped = model(inputs, training=True).numpy()
    # Outputs grow in step with hidden values, whatever the blocks do: so they can be led back.
    of_0, of_4 = model(tf.constant([[-1.0, -1.0], [3.0, 3.0]]), training=False).numpy()[:, 0]
    back = (dropped - of_0) * 4 / (of_4 - of_0) if of_4 != of_0 else dropped * 0
    pairs = len(np.unique(back.round(3), axis=0))
    return {
        **observed,
        "training=True changes the outputs": not _near(dropped, told),
        "two calls with training=True drop the same": _near(again, dropped),
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
    in_order = [arguments[name] for name in ARGUMENTS]
    model = code.ResidualRegressor(*in_order, name="a_regressor", trainable=False)
    observed = {
        "it has the name that it was given": model.name == "a_regressor",
        "made with trainable=False it is frozen": not model.trainable,
        "get_config returns a dict": _gives_dict(model),
    }
    if not observed["get_config returns a dict"]:
        return observed
    entries = model.get_config()
    unwritable = ", ".join(str(name) for name, entry in entries.items() if not _written(entry))
    if unwritable or not _written(entries):
        return {
            **observed,
            "the config can be written as JSON": False,
            "entries that JSON does not know": unwritable,
        }
    entries = json.loads(json.dumps(entries))
    observed |= {
        "the config can be written as JSON": True,
        **{f"{name} in the config": entries.get(name) for name in ARGUMENTS},
    }
    if None in observed.values():
        return observed
    copy = code.ResidualRegressor.from_config(entries)
    again = copy.get_config()
    return {
        **observed,
        "the copy has the same name": copy.name == model.name,
        **{f"{name} in the config of the copy": again.get(name) for name in ARGUMENTS},
    }


def save_load(code, inputs):
    model = _model(code, inputs.shape[1], **SMALL)
    model.set_weights(_plain_weights(model))
    classes = {n: getattr(code, n) for n in ("ResidualRegressor", "ResidualBlock")}
    random.seed(4)  # weights that are not loaded must not be equal by their seed
    loaded = saved_and_loaded(model, classes)
    built = bool(loaded.built)  # whether Keras could make the weights before it filled them
    outputs = loaded(tf.constant(inputs), training=False)
    same = _near(outputs, model(inputs, training=False))
    pairs = zip(loaded.get_weights(), model.get_weights(), strict=False)
    filled = all(np.array_equal(a, b) for a, b in pairs)
    why = {
        "Keras could build the loaded model": built,
        "the weights were filled in": filled,
        "n_repeats in the config of the loaded model": loaded.get_config().get("n_repeats"),
    }
    return {
        "outputs are the same after loading": same,
        "there are as many weights as before": len(loaded.weights) == len(model.weights),
        **({} if same else why),
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
    names = WEIGHTS if len(after) == len(WEIGHTS) else [v.path for v in model.weights]
    same = [n for n, a, b in zip(names, after, weights, strict=True) if np.array_equal(a, b)]
    after_training = model(x)
    predicted = model.predict_on_batch(x)
    return {
        "the loss falls": _mean_squared_error(predicted, targets) < before,
        "every weight changes": bool(after) and not same,
        "predict agrees with a call": _near(predicted, after_training),
        "the model adds losses of its own": bool(model.losses),
        **(
            {"weights that stay as they are": ", ".join(same), "predictions": after_training}
            if same
            else {}
        ),
    }


# What the probes share


def _weights_of(layer):
    return {"number of weights": len(layer.weights), "shapes of the weights": shapes(layer.weights)}


def _like(arrays):
    """What `_weights_of` says where these arrays can be set."""
    return {"number of weights": len(arrays), "shapes of the weights": shapes(arrays)}


def _gives_dict(thing):
    return isinstance(thing.get_config(), dict)


def _written(entry):
    try:
        return bool(json.dumps(entry))
    except (TypeError, ValueError):
        return False


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
    arrays = [weights[name] for name in WEIGHTS]
    observed = _weights_of(model)
    if observed != _like(arrays):
        return observed
    model.set_weights(arrays)
    return {**observed, "outputs": model(tf.constant(inputs), training=False)}


def _joined(code, outputs, inputs, weights, n_repeats):
    """Do the outputs follow from the parts, with a right block or with the student's own?"""
    hidden = np.maximum(inputs @ weights[0] + weights[1], 0)
    right = _after_hidden(hidden, weights, n_repeats, _right_block)
    if _near(outputs, right):
        return True
    return _near(outputs, _after_hidden(hidden, weights, n_repeats, _own_block(code)))


def _as_told(code, outputs, inputs, weights, output_dim):
    """Are the outputs those of the student's model if told to repeat four times, not three?"""
    four, three = (
        _told(code, weights, output_dim, n_repeats)(tf.constant(inputs)) for n_repeats in (4, 3)
    )
    return _near(outputs, four) and not _near(outputs, three)


def _told(code, weights, output_dim, n_repeats=4):
    """The student's model, told what it should do by default."""
    model = code.ResidualRegressor(
        output_dim=output_dim, n_neurons=30, n_repeats=n_repeats, dropout_rate=0.0
    )
    model(tf.zeros((1, 2)))
    model.set_weights(weights)
    return model


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
