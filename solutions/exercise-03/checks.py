"""Exercise 03: a Dense layer."""

import numpy as np
from hypothesis import strategies as st

from grader.checking import Check, Plot, around, cases, given, grid, inputs


def a_case(shape, units, activation, size=4.0):
    """Inputs of a shape, and weights that fit."""
    return inputs(
        inputs=grid(*shape, low=-size, high=size),
        kernel=grid(shape[-1], units, low=-size, high=size),
        bias=grid(units, low=-size, high=size),
        activation=st.just(activation),
    )


def one_of(*kinds, size=4.0):
    """Batches of one to three samples; a kind is the shape of one, the units, the activation."""
    return st.tuples(st.sampled_from(kinds), st.integers(1, 3)).flatmap(
        lambda drawn: a_case((drawn[1], *drawn[0][0]), *drawn[0][1:], size)
    )


def case(x, kernel, bias, activation=None, dtype="float32", **others):
    arrays = {"inputs": x, "kernel": kernel, "bias": bias}
    return {**arrays_of(dtype, **arrays), "activation": activation, **others}


def arrays_of(dtype, **arrays):
    return {name: np.array(numbers, dtype) for name, numbers in arrays.items()}


KERNEL = [[1, 0, -1], [2, 1, 0.5]]
BIAS = [0.5, -3, 0.25]
EXAMPLE = case([[1, 2]], KERNEL, BIAS)
batches = given(
    one_of(
        ((1,), 1, None), ((2,), 1, "tanh"), ((1,), 2, "relu"), ((2,), 2, None), ((3,), 2, "relu"),
        ((2,), 3, None),
    ),
    examples=60,
    always=(
        case([[1]], [[1]], [0]),
        case([[0]], [[0]], [1]),
        case([[1]], [[2, -1]], [0, -1], "relu"),
        case([[1, 2]], [[0.5], [0.25]], [-0.5], "tanh"),
        case([[1, 2]], [[1, 0], [1, 1]], [0, 0.5]),
        EXAMPLE,
        case([[500, -200]], [[1, 2, 3, 4, 5, 6], [1, 0, 1, 0, 1, 0]], [0, 1, 2, 3, 4, 5]),
    ),
)  # fmt: skip
sequences = given(
    one_of(((1, 2), 1, None), ((3, 2), 3, None), ((2, 2), 2, "softmax"), ((2, 1, 2), 1, None)),
    examples=25,
    always=(
        case([[[1, 0]]], [[1], [2]], [0]),
        case([[[1, 0], [0, 1], [1, 1]]], KERNEL, BIAS),
        case([[[[1, 0]], [[0, 1]]]], [[1], [2]], [0.5]),
    ),
)
slopes = given(
    one_of(
        ((1,), 1, None), ((2,), 1, "tanh"), ((2,), 2, None), ((3, 2), 3, None), ((2, 2), 2, "tanh"),
        size=1.0,
    ),
    examples=20,
    always=(
        case([[1]], [[1]], [0]),
        case([[1, -0.5]], [[0.5], [-1]], [0.25], "tanh"),
        case([[[1, 0], [-0.5, 1]]], [[0.5, 1], [-1, 0.25]], [0, 0.25], "tanh"),
    ),
)  # fmt: skip

FORMS = (
    "relu", None, "(not given)", "linear", "sigmoid", "softmax", "exponential", "gelu",
    "tf.nn.relu", "keras.activations.softplus", "lambda z: z * z + 1",
)  # fmt: skip
two = arrays_of("float32", inputs=[[1], [-2]], kernel=[[1, -1]], bias=[0.25, 0.5])
# All sums are positive here: what relu makes of the others has checks of its own.
vectors = arrays_of("float32", inputs=[[1, 2], [-1, 0.5], [0, 3]], kernel=KERNEL, bias=[0.5, 3, 4])
small = arrays_of(
    "float32", inputs=[[1, 2], [-1, 0.5]], kernel=[[0.5, 0], [-0.25, 1]], bias=[0, 0.5]
)
series = arrays_of(
    "float32",
    inputs=[[[1, 2], [0, 1], [2, -1]], [[-1, 0.5], [1, 1], [0, 3]]],
    kernel=KERNEL,
    bias=[0.5, 3, 4],
)
precise = case(
    [[0.1, 0.7], [1.3, 0.2]], [[0.3, 1.1], [0.9, 0.1]], [0.2, 0.6], "relu", "float64",
    policy="float64",
)  # fmt: skip
mixed = case([[1, 2], [0.5, 1]], [[1, 0.5], [2, 1]], [0.5, 1], "relu", policy="mixed_float16")
a_run = {
    **arrays_of("float32", inputs=[[1, 2], [-1, 0.5]], targets=[[1, 0], [0, 2]],
                kernel=[[0.5, -0.25], [0.25, 1]], bias=[0.5, -0.5]),
    "steps": 3,
}  # fmt: skip


def like(known, *varied, low=0, high=1, step=1 / 8):
    """The same question with other numbers in these arrays; the one given is the simplest."""
    drawn = {name: around(known[name], low=low, high=high, step=step) for name in varied}
    return inputs(**{name: drawn.get(name, st.just(value)) for name, value in known.items()})


sizes = st.integers(1, 9)
layer_shapes = st.lists(sizes, min_size=1, max_size=2).map(lambda known: [None, *known])
batch_shapes = st.tuples(st.none() | sizes, st.lists(sizes, min_size=1, max_size=3)).map(
    lambda drawn: [drawn[0], *drawn[1]]
)
rows_and_series = given(
    st.sampled_from([vectors, series]).flatmap(lambda one: like(one, "inputs")),
    examples=2,
    always=(vectors, series),
)
forms = given(
    st.sampled_from(FORMS).flatmap(
        lambda form: like({**two, "activation": form}, "inputs", "kernel", "bias", low=-1)
    ),
    examples=4,
    always=tuple({**two, "activation": form} for form in FORMS),
)

CHECKS = [
    Check(
        "build makes two trainable weights: a kernel (inputs, units), then a bias (units,).",
        "weights_shapes",
        given(
            inputs(input_shape=layer_shapes, units=sizes),
            examples=4,
            always=(
                {"input_shape": [None, 3], "units": 2},
                {"input_shape": [None, 7, 3], "units": 4},
            ),
        ),
        points=1,
        advice="In build, and nowhere else: self.kernel = self.add_weight(shape=(input_shape[-1], "
        "self.units), ...), then the bias. A plain tf.Variable is invisible to Keras.",
    ),
    Check(
        "The kernel starts with random numbers, the bias with zeros.",
        "initial_values",
        cases({"inputs": 3, "units": 4}),
        points=1, tolerance={"zeros in the kernel": 2, "different numbers in the kernel": 5},
        builds_on="weights_shapes",
        advice='initializer="glorot_uniform" (or another random one) for the kernel, '
        'initializer="zeros" for the bias.',
    ),
    Check(
        "The outputs are activation(inputs · kernel + bias).",
        "value", batches, points=3,
        builds_on="weights_shapes",
        advice="Compute the counterexample by hand, and print what you have after the product, "
        "after the sum and after the activation.",
    ),
    Check(
        "Inputs with more axes are multiplied along the last one.",
        "value", sequences, points=1, id="rank3",
        builds_on=("weights_shapes", "value"),
        advice=dict.fromkeys(
            ("value", "shape"),
            "The last axis is -1, in input_shape[-1] as well as in the product; @ and "
            "tf.matmul take inputs with more axes as they are.",
        ),
    ),
    Check(
        "The activation may be a name, a function or None, and is None by default.",
        "activation_forms", forms, points=2,
        builds_on=("weights_shapes", "value"),
        advice="self.activation = keras.activations.get(activation) makes a function of all three.",
    ),
    Check(
        "Inputs, kernel and bias have the right gradients.",
        "layer_gradients", slopes, points=3, id="gradients",
        builds_on=("weights_shapes", "value"),
        advice={
            "none": "Use TensorFlow or Keras operations only, from the inputs to the result, and "
            "the weights themselves rather than copies of their values.",
        },
    ),
    Check(
        "Calls leave nothing behind: the same inputs give the same outputs, in training too.",
        "stateless_calls", given(like(small, "inputs", "kernel", "bias"), examples=2), points=1,
        builds_on=("weights_shapes", "value"),
        advice="Make the weights in build; call only reads them, and asks for nothing but inputs.",
    ),
    Check(
        "It runs as a graph: one trace for every batch size, the width of the outputs known.",
        "graph", rows_and_series, points=1,
        builds_on=("weights_shapes", "value"),
        advice=dict.fromkeys(
            ("static shape of the outputs", "Python runs", "ops that call back into Python"),
            "inputs.shape[0] is None in a graph: do not use it. No NumPy and no .numpy().",
        ),
    ),
    Check(
        "It works in a functional model.",
        "symbolic", rows_and_series, points=1,
        builds_on=("weights_shapes", "value"),
        advice=dict.fromkeys(
            ("symbolic shape of the outputs", "shape"),
            "Keras asks build, compute_output_shape and call, with None for the batch size. "
            "All three have to agree about the shape.",
        ),
    ),
    Check(
        "compute_output_shape replaces the last size by units and keeps the others.",
        "output_shape",
        given(
            inputs(input_shape=batch_shapes, units=sizes),
            examples=4,
            always=(
                {"input_shape": [None, 3], "units": 2},
                {"input_shape": [5, 3], "units": 4},
                {"input_shape": [None, 7, 3], "units": 2},
                {"input_shape": [2, None, 4, 3], "units": 1},
            ),
        ),
        points=1,
        advice="return (*input_shape[:-1], self.units). In Keras 3 shapes are tuples.",
    ),
    Check(
        "It follows the dtype policy: float64, and mixed_float16.",
        "dtype_policies",
        given(
            st.sampled_from([precise, mixed]).flatmap(
                lambda one: like(one, "inputs", "kernel", "bias")
            ),
            examples=2,
            always=(precise, mixed),
        ),
        points=1,
        builds_on=("weights_shapes", "value"),
        advice=dict.fromkeys(
            ("dtype", "dtypes of the weights"),
            "Name no dtype at all: add_weight takes that of the policy, and Keras casts inputs "
            "and weights before call uses them.",
        ),
    ),
    Check(
        "The config makes an equal layer again.",
        "config",
        given(
            inputs(units=sizes, activation=st.sampled_from(["tanh", None, "sigmoid", "gelu"])),
            examples=3,
            always=({"units": 3, "activation": "tanh"}, {"units": 2, "activation": None}),
        ),
        points=1,
        advice=dict.fromkeys(
            ("value", "none"),
            'Return {**super().get_config(), "units": self.units, "activation": '
            "keras.activations.serialize(self.activation)}, and hand **kwargs to super().__init__.",
        ),
    ),
    Check(
        "A model with such layers can be saved and loaded again.",
        "save_load",
        given(like(arrays_of("float32", inputs=[[1, 2], [-1, 2]]), "inputs"), examples=2),
        points=1,
        builds_on=("weights_shapes", "value"),
        advice="Everything that __init__ takes must be in get_config, and the weights must be "
        "made in build.",
    ),
    Check(
        "Training changes kernel and bias as it should.",
        "trains",
        given(like(a_run, "inputs", "targets", high=1 / 2), examples=2),
        points=1,
        builds_on=("weights_shapes", "value", "gradients"),
        advice="Both weights are trainable, and the layer adds no loss of its own.",
    ),
]  # fmt: skip

PLOTS = [
    Plot(
        "Output and gradient of one unit",
        "curves",
        {
            "inputs": np.arange(-3, 3.0625, 1 / 16, dtype="float32")[:, np.newaxis],
            "kernel": np.array([[1.5]], "float32"),
            "bias": np.array([0.5], "float32"),
            "activation": "tanh",
        },
    )
]
