"""Exercise 04: what to look at in a residual block and in the model made of two of them."""

import numpy as np
import tensorflow as tf

from grader.probing import (
    Change,
    Graph,
    config_and_copy,
    distinct,
    further_calls,
    gradients_of,
    losses,
    nearest,
    plain_weights,
    saved_and_loaded,
    shapes,
    share_that_differs,
    unnumbered,
    weight_shapes,
    with_weights,
)

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
    return with_weights(layer, weights, lambda: {"outputs": layer(tf.constant(inputs))})


def block_gradients(code, n_layers, n_neurons, inputs, weights):
    layer = _block(code, n_layers, n_neurons)
    names = [f"layer {i + 1} {kind}" for i in range(n_layers) for kind in ("kernel", "bias")]
    return with_weights(layer, weights, lambda: _gradients(layer, inputs, names))


def block_config(code, n_layers, n_neurons, name):
    layer = code.ResidualBlock(n_layers=n_layers, n_neurons=n_neurons, name=name, trainable=False)

    def of_copy(copy):
        copy(tf.ones((1, n_neurons)))
        return {"shapes of the weights of the copy": shapes(copy.weights)}

    return {**_made(layer), **config_and_copy(layer, ["n_layers", "n_neurons"], of_copy)}


# The model


def weight_structure(code, input_dim, **arguments):
    model = _model(code, input_dim, **arguments)
    return {**weight_shapes(model), "number of trainable weights": len(model.trainable_weights)}


def defaults(code, output_dim):
    def build():
        model = code.ResidualRegressor(output_dim)
        model(tf.zeros((1, 2)))
        return model

    model = code.once(("defaults", output_dim), build)
    observed = {"number of parameters": int(model.count_params())}
    layers = [(2, 30), (30, 30), (30, 30), (30, 30), (30, 30), (30, output_dim)]
    if observed["number of parameters"] != sum((before + 1) * after for before, after in layers):
        return observed
    draw = np.random.default_rng(4)
    arrays = [draw.integers(-1, 2, s) / np.float32(8) for b, a in layers for s in ((b, a), a)]
    inputs = np.array([[1.0, 2.0], [3.0, -1.0]], "float32")
    model.set_weights(arrays)
    outputs = np.asarray(model(tf.constant(inputs)))
    right = _joined(code, outputs, inputs, arrays, n_repeats=4)
    if not _near(outputs, right):
        right = _as_told(code, outputs, right, inputs, arrays, output_dim)
    observed["outputs"] = Change(right, outputs)
    dropping = share_that_differs(outputs, model(tf.constant(inputs), training=True))
    observed["share of outputs that training changes"] = dropping
    if dropping:
        told = _told(code, arrays, output_dim)(tf.constant(inputs), training=True)
        share = share_that_differs(outputs, told)
        observed["share of outputs that training changes with a dropout_rate of 0"] = share
    return observed


def value(code, inputs, weights, **arguments):
    return _outputs(code, inputs, weights, arguments)


def output_curve(code, inputs):
    model = _model(code, 1, **SMALL)
    model.set_weights(plain_weights(model))
    outputs = model(tf.constant(inputs[:, np.newaxis]), training=False)
    return {"input": inputs, "output": tf.reshape(outputs, [-1])}


def wiring(code, inputs, weights, n_repeats, **arguments):
    # Right, or right but for what the student's own block computes: that has its own checks.
    observed = _outputs(code, inputs, weights, {**arguments, "n_repeats": n_repeats})
    if "outputs" in observed:
        outputs = np.asarray(observed["outputs"])
        arrays = [weights[name] for name in WEIGHTS]
        observed["outputs"] = Change(_joined(code, outputs, inputs, arrays, n_repeats), outputs)
    return observed


def model_gradients(code, inputs, weights, **arguments):
    model = _model(code, inputs.shape[1], **arguments)
    arrays = [weights[name] for name in WEIGHTS]
    return with_weights(model, arrays, lambda: _gradients(model, inputs, WEIGHTS))


def training_flag(code, samples):
    model = _model(code, 2, **DROPPING)
    # Identities as kernels carry each hidden value to the outputs without mixing it with others;
    # biases before and after tell apart the places where dropout may stand.
    eye, none = np.eye(3, dtype="float32"), np.zeros(3, "float32")
    hidden = [np.array([[1, 0, 1], [0, 1, 0]], "float32"), none + 1]
    blocks = [eye, none, eye, none + 1, eye, none, eye, none]
    inputs = tf.fill((samples, 2), 2.0)  # every hidden value is 3
    return with_weights(
        model, [*hidden, *blocks, eye[:, :2], none[:2]], lambda: _dropped(model, inputs)
    )


def _dropped(model, inputs):
    told = model(inputs, training=False).numpy()
    again, plain = model(inputs, training=False), model(inputs)
    observed = {
        "share of outputs that change when asked again": share_that_differs(told, again),
        "share of outputs that change without training=False": share_that_differs(told, plain),
    }
    if any(observed.values()):
        return observed
    again = model(inputs, training=True).numpy()
    dropped = model(inputs, training=True).numpy()
    # Outputs grow in step with hidden values, whatever the blocks do: so they can be led back.
    of_0, of_4 = model(tf.constant([[-1.0, -1.0], [3.0, 3.0]]), training=False).numpy()[:, 0]
    back = (dropped - of_0) * 4 / (of_4 - of_0) if of_4 != of_0 else dropped * 0
    return {
        **observed,
        "share of outputs that training changes": share_that_differs(told, dropped),
        "share of outputs that differ from those of a second training=True": share_that_differs(
            again, dropped
        ),
        "least that training makes of a hidden value of 3": float(back.min().round(3)),
        "most that training makes of a hidden value of 3": float(back.max().round(3)),
        "different pairs of hidden values in training": distinct(back),
    }


def graph(code, inputs):
    model = _model(code, inputs.shape[1], **SMALL)
    model.set_weights(plain_weights(model))
    traced = Graph(lambda x: model(x), tf.TensorSpec((None, inputs.shape[1])))
    return {
        "outputs of the first sample alone": Change(model(inputs[:1]), traced(inputs[:1])),
        "outputs in a graph": Change(model(inputs), traced(inputs)),
        **traced.facts(),
    }


def no_new_weights(code, inputs):
    model = _model(code, inputs.shape[1], **SMALL)
    return {"there are weights": len(model.weights) > 0, **further_calls(model, inputs)}


def config(code, **arguments):
    in_order = [arguments[name] for name in ARGUMENTS]
    model = code.ResidualRegressor(*in_order, name="a_regressor", trainable=False)

    def of_copy(copy):
        again = copy.get_config()
        return {f"{name} in the config of the copy": again.get(name) for name in ARGUMENTS}

    return {**_made(model), **config_and_copy(model, ARGUMENTS, of_copy)}


def save_load(code, inputs):
    model = _model(code, inputs.shape[1], **SMALL)
    model.set_weights(plain_weights(model))
    classes = {n: getattr(code, n) for n in ("ResidualRegressor", "ResidualBlock")}
    loaded = saved_and_loaded(model, classes)
    built = bool(loaded.built)  # whether Keras could make the weights before it filled them
    before, after = (one(tf.constant(inputs), training=False) for one in (model, loaded))
    pairs = zip(loaded.get_weights(), model.get_weights(), strict=False)
    why = {
        "Keras could build the loaded model": built,
        "the weights were filled in": all(np.array_equal(a, b) for a, b in pairs),
        "n_repeats in the config of the loaded model": loaded.get_config().get("n_repeats"),
    }
    return {
        "outputs after loading": Change(before, after),
        "number of weights after loading": Change(len(model.weights), len(loaded.weights)),
        **({} if _near(after, before) else why),
    }


def trains(code, inputs, targets, steps):
    model = _model(code, inputs.shape[1], **SMALL)
    arrays = plain_weights(model)
    model.set_weights(arrays)
    before = _mean_squared_error(model(tf.constant(inputs)), targets)
    losses(model, inputs, targets, steps=steps, rate=0.01)
    after = model.get_weights()
    names = WEIGHTS if len(after) == len(WEIGHTS) else [v.path for v in model.weights]
    same = [n for n, a, b in zip(names, after, arrays, strict=True) if np.array_equal(a, b)]
    after_training = model(tf.constant(inputs))
    predicted = model.predict_on_batch(tf.constant(inputs))
    change = _mean_squared_error(predicted, targets) - before
    return {
        "sign of the change of the loss": float(np.sign(change)),
        "weights that stay as they are": same,
        "outputs of predict": Change(after_training, predicted),
        "number of losses of the model's own": len(model.losses),
        **({"predictions": after_training} if same else {}),
    }


# What the probes share


def _made(thing):
    """What a layer or model took over that was made with a name and trainable=False."""
    return {"its name": unnumbered(thing.name), "it is trainable": bool(thing.trainable)}


def _gradients(layer, inputs, names):
    at = dict(zip(("inputs", *names), (inputs, *layer.weights), strict=True))
    return gradients_of(lambda x, *_: layer(x), at)


def _block(code, n_layers, n_neurons):
    def build():
        layer = code.ResidualBlock(n_layers, n_neurons)
        layer(tf.zeros((1, n_neurons)))
        return layer

    return code.once(("block", n_layers, n_neurons), build)


def _model(code, input_dim, **arguments):
    def build():
        model = code.ResidualRegressor(**arguments)
        model(tf.zeros((1, input_dim)))
        return model

    return code.once(("model", input_dim, *sorted(arguments.items())), build)


def _outputs(code, inputs, weights, arguments):
    model = _model(code, inputs.shape[1], **arguments)
    arrays = [weights[name] for name in WEIGHTS]
    x = tf.constant(inputs)
    return with_weights(model, arrays, lambda: {"outputs": model(x, training=False)})


def _joined(code, outputs, inputs, weights, n_repeats):
    """What follows from the parts, with a right block or the student's own: what is nearer."""
    hidden = np.maximum(inputs @ weights[0] + weights[1], 0)
    right = _after_hidden(hidden, weights, n_repeats, _right_block)
    if _near(outputs, right):
        return nearest(outputs, right)
    return nearest(outputs, right, _after_hidden(hidden, weights, n_repeats, _own_block(code)))


def _as_told(code, outputs, right, inputs, weights, output_dim):
    """What the student's model gives if told to repeat four times, if that differs from three."""
    four, three = (
        _told(code, weights, output_dim, n_repeats)(tf.constant(inputs)) for n_repeats in (4, 3)
    )
    return right if _near(four, three) else nearest(outputs, right, four)


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


def _mean_squared_error(outputs, targets):
    return float(np.mean(np.square(np.asarray(outputs) - targets)))


def _near(a, b):
    a, b = np.asarray(a), np.asarray(b)
    scale = max(1.0, float(np.max(np.abs(b), initial=0.0)))
    return a.shape == b.shape and bool(np.allclose(a, b, rtol=1e-3, atol=1e-3 * scale))
