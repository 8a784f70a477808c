"""Exercise 03: what to look at in a Dense layer. Inputs, kernels and biases are NumPy arrays."""

import keras
import numpy as np
import tensorflow as tf

from grader.probing import (
    Change,
    Graph,
    config_and_copy,
    distinct,
    dtype_policy,
    further_calls,
    gradients,
    gradients_of,
    losses,
    save_and_load,
    shapes,
    weight_shapes,
)

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
    return {**weight_shapes(layer), "number of trainable weights": len(layer.trainable_weights)}


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
        "finite numbers in the kernel": int(np.isfinite(kernel).sum()),
        "zeros in the kernel": int((kernel == 0).sum()),
        "different numbers in the kernel": distinct(kernel.ravel(), decimals=9),
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
    at = dict(zip(("inputs", "kernel", "bias"), (inputs, *layer.weights), strict=True))
    return gradients_of(lambda x, *_: tf.convert_to_tensor(layer(x)), at)


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
    layer.set_weights([kernel, bias])
    observed = further_calls(layer, inputs)
    plain, trained = layer(tf.constant(inputs)), layer(tf.constant(inputs), training=True)
    return {
        **observed,
        "number of different outputs": distinct(plain),
        "outputs with training=True": Change(plain, trained),
        **{f"{name} after further calls": found for name, found in _parts(layer)},
    }


def graph(code, inputs, kernel, bias):
    """Batches of different sizes through one `tf.function` that does not know the size."""
    layer = _layer(code, inputs, kernel, bias, None)
    traced = Graph(lambda x: layer(x), tf.TensorSpec((None, *inputs.shape[1:])))
    return {
        "outputs": traced(inputs),
        "outputs of the first sample alone": traced(inputs[:1]),
        "static shape of the outputs": traced.static_shape,
        **traced.facts(),
    }


def symbolic(code, inputs, kernel, bias):
    """The layer in a functional model."""
    x = keras.Input(inputs.shape[1:])
    layer = code.MyDense(len(bias))
    layer.name = "of_mine"  # messages have it; whether __init__ takes it is asked elsewhere
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

    def of_copy(copy):
        return {
            "the copy is trainable": bool(copy.trainable),
            "dtype of the copy": str(copy.compute_dtype),
            **_copied(code, units, activation),
        }

    return config_and_copy(layer, ["units", "name"], of_copy, also=["activation"])


def save_load(code, inputs):
    """A model of two such layers before and after `save` and `load_model`."""
    layers = code.MyDense(3, "tanh", name="first"), code.MyDense(1, name="second")
    model = keras.Sequential([keras.Input(inputs.shape[1:]), *layers])
    model.set_weights(
        [np.array([[0.5, -1, 0.25], [1, 0.5, -0.5]]), np.array([0.5, 0, -0.25]),
         np.array([[1], [2], [-1.5]]), np.array([4.5])]
    )  # fmt: skip
    x = tf.constant(inputs)
    observed = save_and_load(model, {"MyDense": code.MyDense}, x)
    return {
        **observed,
        "number of different outputs": distinct(model(x)),
        "shape of the outputs": shapes([model(x)]),
    }


def trains(code, inputs, targets, kernel, bias, steps):
    """Some steps of gradient descent on the squared error."""
    layer = code.MyDense(len(bias))
    model = keras.Sequential([keras.Input(inputs.shape[1:]), layer])
    layer.set_weights([kernel, bias])
    observed = losses(model, inputs, targets, steps=steps, rate=0.05)
    return {**observed, **{f"{name} after training": found for name, found in _parts(layer)}}


# What the probes share


def _parts(layer):
    """The kernel and the bias that a layer has now, with their names."""
    return zip(("kernel", "bias"), layer.get_weights(), strict=False)


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
    """What a layer and the one made from its config answer, each with weights of its own."""
    layer = code.MyDense(units, activation)
    x = tf.constant([[-1.0, 2.0], [0.5, 0.25]])
    arrays = [(np.arange(2 * units).reshape(2, units) - 1) / 4, np.full(units, -0.5)]

    def of_copy(copy):
        layer(x), copy(x)
        copy.set_weights([array + 1 for array in arrays])
        layer.set_weights(arrays)
        own = {f"{name} of the copy": found for name, found in _parts(copy)}
        copy.set_weights(arrays)
        return {**own, "outputs of the copy": Change(layer(x), copy(x))}

    return config_and_copy(layer, [], of_copy)
