"""Exercise 03: what to look at in a Dense layer. Inputs, kernels and biases are NumPy arrays."""

import json

import keras
import numpy as np
import tensorflow as tf

from grader.probing import Graph, dtype_policy, gradients, saved_and_loaded, shapes

# Activations that are handed over as functions; everything else is a name, or None.
FUNCTIONS = {
    "tf.nn.relu": tf.nn.relu,
    "keras.activations.softplus": keras.activations.softplus,
    "lambda z: z * z + 1": lambda z: z * z + 1,
}
NOT_GIVEN = "(not given)"


def weights_shapes(code, input_shape, units):
    """The weights that `build` makes."""
    layer = code.MyDense(units)
    layer.build(tuple(input_shape))
    return {
        "number of weights": len(layer.weights),
        "shapes of the weights": shapes(layer.weights),
        "number of trainable weights": len(layer.trainable_weights),
    }


def initial_values(code, inputs, units):
    """What the weights are before anything has trained them."""
    layer = code.MyDense(units)
    layer(tf.zeros((1, inputs)))
    observed = {"number of weights": len(layer.weights)}
    if len(layer.weights) != 2:
        return observed
    kernel, bias = layer.get_weights()
    return {
        **observed,
        "bias": bias,
        "the kernel holds numbers": bool(np.isfinite(kernel).all()),
        "the kernel is not all zeros": bool(kernel.any()),
        "the numbers in the kernel differ": len(np.unique(kernel)) > kernel.size / 2,
    }


def value(code, inputs, kernel, bias, activation):
    """The layer on a batch, by way of `set_weights`."""
    return {"outputs": _layer(code, inputs, kernel, bias, activation)(tf.constant(inputs))}


def activation_forms(code, inputs, kernel, bias, activation):
    """The activation as name, as function, as None, and not given at all."""
    if activation == NOT_GIVEN:
        layer = code.MyDense(units=len(bias))
    else:
        layer = code.MyDense(len(bias), activation=FUNCTIONS.get(activation, activation))
    layer(tf.zeros_like(inputs))
    layer.set_weights([kernel, bias])
    return {"outputs": layer(tf.constant(inputs))}


def layer_gradients(code, inputs, kernel, bias, activation):
    """The gradients of the sum of all outputs."""
    layer = _layer(code, inputs, kernel, bias, activation)
    _, found = gradients(
        lambda x, *_: tf.convert_to_tensor(layer(x)), tf.constant(inputs), *layer.weights
    )
    names = ("inputs", "kernel", "bias")
    return {f"gradient for the {n}": g for n, g in zip(names, found, strict=True)}


def curves(code, inputs, kernel, bias, activation):
    """Output and gradient of one unit with one input."""
    layer = _layer(code, inputs, kernel, bias, activation)
    outputs, (to_inputs,) = gradients(layer, tf.constant(inputs))
    flat = [tf.reshape(x, [-1]) for x in (inputs, outputs, to_inputs)]
    return dict(zip(("input", "output", "gradient for the input"), flat, strict=True))


def stateless_calls(code, inputs, kernel, bias):
    """Whether calls leave something behind, or differ in training."""
    layer = code.MyDense(len(bias), "tanh")
    layer(tf.zeros_like(inputs))
    number = len(layer.weights)
    layer.set_weights([kernel, bias])
    first = layer(tf.constant(inputs))
    trained = layer(tf.constant(inputs), training=True)
    layer(tf.constant(inputs[:1] + 1))
    again = layer(tf.constant(inputs))
    return {
        "further calls make no weights": len(layer.weights) == number,
        "equal inputs have equal outputs": _near(first, again),
        "different inputs have different outputs": not _near(first[0], first[1]),
        "training=True makes no difference": _near(first, trained),
        "weights are what was set": all(map(np.array_equal, layer.get_weights(), (kernel, bias))),
    }


def graph(code, inputs, kernel, bias):
    """Batches of different sizes through one `tf.function` that does not know the size."""
    layer = _layer(code, inputs, kernel, bias, None)
    static = []

    def outputs(x):
        result = layer(x)
        static.append(str(result.shape))
        return result

    traced = Graph(outputs, tf.TensorSpec((None, *inputs.shape[1:])))
    return {
        "outputs": traced(inputs),
        "outputs of the first sample alone": traced(inputs[:1]),
        "Python runs": traced.traces,
        "static shape of the outputs": static[0],
        "the graph calls back into Python": traced.leaves_graph(),
    }


def symbolic(code, inputs, kernel, bias):
    """The layer in a functional model."""
    x = keras.Input(inputs.shape[1:])
    layer = code.MyDense(len(bias), name="of_mine")
    y = layer(x)
    layer.set_weights([kernel, bias])
    return {
        "symbolic shape of the outputs": str(tuple(y.shape)),
        "outputs of the model": keras.Model(x, y)(tf.constant(inputs)),
    }


def output_shape(code, input_shape, units):
    """What `compute_output_shape` says of a layer that is built."""
    layer = code.MyDense(units)
    layer.build((None, input_shape[-1]))
    found = layer.compute_output_shape(tuple(input_shape))
    sized = isinstance(found, tuple | list | tf.TensorShape)
    return {"output shape": str(tuple(found)) if sized else f"a {type(found).__name__}: {found}"}


def dtype_policies(code, policy, inputs, kernel, bias, activation):
    """The layer made, built and called under a global dtype policy."""
    with dtype_policy(policy):
        layer = code.MyDense(len(bias), activation)
        layer.build(inputs.shape)
        layer(tf.zeros_like(inputs))
        layer.set_weights([kernel, bias])
        outputs = layer(tf.constant(inputs))
    return {
        "outputs": outputs,
        "dtypes of the weights": ", ".join(str(w.dtype) for w in layer.weights),
    }


def config(code, units, activation):
    """The promised entries of the config, and the layer made from it."""
    layer = code.MyDense(units, activation, name="of_mine", trainable=False, dtype="float64")
    entries = layer.get_config()
    try:
        entries = json.loads(json.dumps(entries))
    except (TypeError, ValueError):
        return {"the config can be written as JSON": False}
    if not isinstance(entries, dict):
        return {"the config can be written as JSON": True, "the config is a dict": False}
    if type(layer).get_config is keras.layers.Layer.get_config:
        entries.setdefault("name", "of_mine")  # Keras writes some configs without the name
    observed = {
        "the config can be written as JSON": True,
        "the config is a dict": True,
        "units in the config": entries.get("units"),
        "the config has an activation": "activation" in entries,
        "the config has a name": "name" in entries,
        "it is the name that was given": entries.get("name") == "of_mine",
    }
    if observed["units in the config"] is None:
        return observed
    copy = code.MyDense.from_config(dict(entries))
    return {
        **observed,
        "the copy has the same name": copy.name == "of_mine",
        "the copy is trainable": bool(copy.trainable),
        "dtype of the copy": str(copy.compute_dtype),
        **_copied(code, units, activation),
    }


def save_load(code, inputs):
    """A model of two such layers before and after `save` and `load_model`."""
    layers = code.MyDense(3, "tanh", name="first"), code.MyDense(1, name="second")
    model = keras.Sequential([keras.Input(inputs.shape[1:]), *layers])
    model.set_weights(
        [np.array([[0.5, -1, 0.25], [1, 0.5, -0.5]]), np.array([0.5, 0, -0.25]),
         np.array([[1], [2], [-1.5]]), np.array([4.5])]
    )  # fmt: skip
    before = model(tf.constant(inputs))
    loaded = saved_and_loaded(model, {"MyDense": code.MyDense})
    return {
        "there are as many weights as before": len(loaded.weights) == len(model.weights),
        "change of the outputs by saving and loading": loaded(tf.constant(inputs)) - before,
        "different inputs have different outputs": not _near(before[0], before[1]),
    }


def trains(code, inputs, targets, kernel, bias, steps):
    """Some steps of gradient descent on the squared error."""
    layer = code.MyDense(len(bias))
    model = keras.Sequential([keras.Input(inputs.shape[1:]), layer])
    layer.set_weights([kernel, bias])
    model.compile(loss="mse", optimizer=keras.optimizers.SGD(0.05), run_eagerly=True)
    x, y = tf.constant(inputs), tf.constant(targets)
    losses = [float(model.train_on_batch(x, y)) for _ in range(steps)]
    trained, shifted = layer.get_weights()
    return {
        "loss in the first step": losses[0],
        "the loss falls": losses[-1] < losses[0],
        "kernel after training": trained,
        "bias after training": shifted,
    }


# What the probes share


def _layer(code, inputs, kernel, bias, activation):
    """A layer built for such inputs, with these weights."""

    def build():
        layer = code.MyDense(len(bias), activation)
        layer(tf.zeros((1, *inputs.shape[1:])))
        return layer

    layer = code.once((*inputs.shape[1:], len(bias), activation), build)
    if len(layer.weights) != 2:  # calls leave weights behind: what it answers depends on them
        layer = build()
    layer.set_weights([kernel, bias])
    return layer


def _copied(code, units, activation):
    """What a layer and the one made from its config have in common."""
    layer = code.MyDense(units, activation)
    copy = code.MyDense.from_config(json.loads(json.dumps(layer.get_config())))
    x = tf.constant([[-1.0, 2.0], [0.5, 0.25]])
    layer(x), copy(x)
    weights = [(np.arange(2 * units).reshape(2, units) - 1) / 4, np.full(units, -0.5)]
    others = [w + 1 for w in weights]
    copy.set_weights(others)
    layer.set_weights(weights)
    own = all(map(np.array_equal, copy.get_weights(), others))
    copy.set_weights(weights)
    return {
        "the copy has weights of its own": own,
        "the copy answers like the original": _near(layer(x), copy(x)),
    }


def _near(a, b):
    a, b = np.asarray(a), np.asarray(b)
    return a.shape == b.shape and bool(np.allclose(a, b, rtol=1e-4, atol=1e-5))
