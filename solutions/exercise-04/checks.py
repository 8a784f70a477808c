"""Exercise 04: a residual block, and a regressor in which one block is applied several times."""

import numpy as np
from hypothesis import strategies as st

from grader.checking import Check, Plot, Tolerance, around, cases, given, grid, inputs

# What an advice on the weights speaks of: their number and their shapes.
OF_WEIGHTS = ("number of weights", "shapes of the weights", "number of trainable weights")
OF_A_BLOCK = dict.fromkeys(
    OF_WEIGHTS,
    "The weights are those of n_layers Dense layers, kept in attributes, in the order of use.",
)
OF_THE_MODEL = dict.fromkeys(
    OF_WEIGHTS,
    "Create every layer once and in this order: hidden, block 1, block 2, output. "
    "Keep each in an attribute of the model (or a list in one), or Keras cannot see it.",
)
# Values grow with every repetition: so does their rounding.
GROWING = Tolerance(relative=1e-3, absolute=1e-3)
# Some outputs change; of two times that something is dropped some, and not all.
OF_RANDOM = {
    "share of outputs that training changes": 0.99,
    "share of outputs that differ from those of a second training=True": 0.36,
}
PARTS = ("block 1 layer 1", "block 1 layer 2", "block 2 layer 1", "block 2 layer 2")


def numbers(*shape):
    return grid(*shape, low=-2, high=2, step=0.5)


def dense(before, after):
    return [numbers(before, after), numbers(after)]


# The block


@st.composite
def a_block(draw):
    n_layers, n_neurons = draw(st.sampled_from([(1, 1), (2, 1), (2, 2), (3, 2)]))
    layers = [numbers for _ in range(n_layers) for numbers in dense(n_neurons, n_neurons)]
    return {
        "n_layers": n_layers,
        "n_neurons": n_neurons,
        "inputs": draw(numbers(draw(st.integers(1, 2)), n_neurons)),
        "weights": [draw(weight) for weight in layers],
    }


def block(n_layers, inputs, kernel, bias):
    """A block of equal layers: every kernel `kernel` times the identity, every bias `bias`."""
    x = np.array(inputs, "float32")
    one = [kernel * np.eye(x.shape[1], dtype="float32"), np.full(x.shape[1], bias, "float32")]
    return {"n_layers": n_layers, "n_neurons": x.shape[1], "inputs": x, "weights": one * n_layers}


def steps_of_block(case):
    """The values before each relu, and the result."""
    before, z = [], case["inputs"]
    for kernel, bias in zip(case["weights"][::2], case["weights"][1::2], strict=True):
        before.append(z @ kernel + bias)
        z = np.maximum(before[-1], 0)
    return before, case["inputs"] + z


# The model


@st.composite
def a_model(draw, sizes):
    input_dim, output_dim, n_neurons, n_repeats, dropout_rate = draw(st.sampled_from(sizes))
    layers = {"hidden": dense(input_dim, n_neurons)}
    layers |= {part: dense(n_neurons, n_neurons) for part in PARTS}
    layers |= {"output": dense(n_neurons, output_dim)}
    return {
        "output_dim": output_dim,
        "n_neurons": n_neurons,
        "n_repeats": n_repeats,
        "dropout_rate": dropout_rate,
        "inputs": draw(numbers(draw(st.integers(1, 2)), input_dim)),
        "weights": {
            f"{part} {kind}": draw(weight)
            for part, both in layers.items()
            for kind, weight in zip(("kernel", "bias"), both, strict=True)
        },
    }


def tiny(inputs, weights):
    """A model of width 1: `weights` are a kernel and a bias for each of the six layers."""
    names = [f"{p} {kind}" for p in ("hidden", *PARTS, "output") for kind in ("kernel", "bias")]
    shapes = [(1, 1), (1,)] * 6
    return {
        "output_dim": 1, "n_neurons": 1, "n_repeats": 2, "dropout_rate": 0.0,
        "inputs": np.array(inputs, "float32"),
        "weights": {
            name: np.full(shape, number, "float32")
            for name, shape, number in zip(names, shapes, weights, strict=True)
        },
    }  # fmt: skip


def steps_of_model(case):
    """The values before each relu of the model."""
    weights = case["weights"]
    before = [case["inputs"] @ weights["hidden kernel"] + weights["hidden bias"]]
    z = np.maximum(before[0], 0)
    for number in [1] * case["n_repeats"] + [2]:
        both = [
            weights[f"block {number} layer {layer} {kind}"]
            for layer in (1, 2)
            for kind in ("kernel", "bias")
        ]
        steps, z = steps_of_block({"inputs": z, "weights": both})
        before += steps
    return before


def smooth(steps):
    """No value lies where relu has no derivative: two right answers may differ there."""
    return all(np.abs(step).min() > 1e-3 for step in steps)


# input_dim, output_dim, n_neurons, n_repeats, dropout_rate
SIZES = [(1, 1, 1, 2, 0.0), (4, 2, 3, 3, 0.0)]
ALL = [*SIZES, (2, 2, 3, 3, 0.25)]
NAMES = ("input_dim", "output_dim", "n_neurons", "n_repeats", "dropout_rate")
STRUCTURES = [dict(zip(NAMES, size, strict=True)) for size in ALL]

blocks = given(
    a_block(),
    examples=16,
    always=(block(1, [[1]], 1, 0), block(2, [[-1]], -1, 1), block(2, [[2, -2]], 1, -0.5),
            block(3, [[-2, 1]], 1, 0.5)),
)  # fmt: skip
smooth_blocks = given(
    a_block().filter(lambda case: smooth(steps_of_block(case)[0])),
    examples=12,
    always=(block(1, [[1]], 1, 0.5), block(2, [[2, -1]], 1, -0.5), block(3, [[1, -2]], 1, 0.5)),
)
identities = given(
    numbers(2, 2).map(lambda x: block(2, x, 0, 0)),
    examples=4,
    always=(block(2, [[1, 2]], 0, 0), block(2, [[-1, 1]], 0, 0)),
)
plain = tiny([[1]], [1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0])
negative = tiny([[1]], [1, 0, 1, 0, 1, 0, 1, 0, 1, 0, -1, 0])
below = tiny([[-1]], [1, 0.5, 1, 0.5, 1, 1, 1, 0, 1, 0.5, 1, 0.5])
different = tiny([[1]], [8, 0.5, 1, 0.5, 1, -0.5, 0.5, 0, 2, 1, -1, 0.5])
once = {**different, "n_repeats": 1}
models = given(a_model(SIZES), examples=11, always=(plain, negative, below, different, once))
wirings = given(a_model(SIZES), examples=4, always=(plain, negative, below, different))
smooth_models = given(
    a_model(SIZES).filter(lambda case: smooth(steps_of_model(case))),
    examples=6,
    always=(different, below),
)
# Whatever is drawn, no relu is at rest with the probes' own weights.
two_samples = np.array([[1.0], [-2.0]], "float32")
samples = given(inputs(inputs=around(two_samples, low=-1, high=0, step=1 / 16)), examples=2)
sizes = st.integers(1, 9)
structures = given(
    inputs(
        input_dim=sizes, output_dim=sizes, n_neurons=sizes, n_repeats=st.integers(2, 4),
        dropout_rate=st.sampled_from([0.0, 0.25]),
    ),
    examples=2,
    always=tuple(STRUCTURES),
)  # fmt: skip
block_configs = given(
    inputs(n_layers=sizes, n_neurons=sizes, name=st.just("another_block")),
    examples=2,
    always=({"n_layers": 4, "n_neurons": 2, "name": "block_of_four"},),
)
configs = given(
    inputs(
        output_dim=sizes, n_neurons=sizes, n_repeats=sizes,
        dropout_rate=st.integers(0, 12).map(lambda n: n / 16),
    ),
    examples=2,
    always=({"output_dim": 2, "n_neurons": 5, "n_repeats": 6, "dropout_rate": 0.25},),
)  # fmt: skip
runs = given(
    inputs(
        inputs=around(np.array([[1.0], [2.0]], "float32"), low=0),
        targets=around(np.array([[-1.0], [1.0]], "float32"), low=-1, high=0),
        steps=st.just(2),
    ),
    examples=2,
)

CHECKS = [
    Check(
        "A block adds its inputs to what its layers make of them.",
        "block", blocks, points=2, tolerance=GROWING,
        advice={
            "outputs": "Send the inputs through n_layers Dense layers with relu, one after the "
            "other, and add the inputs to the result once. Nothing follows the sum.",
            **OF_A_BLOCK,
        },
    ),
    Check(
        "A block whose weights are all zero hands its inputs on.",
        "block", identities, points=1, id="block_identity",
        builds_on="block",
        advice={
            "outputs": "With zero weights the layers give zero, so inputs + 0 is left, negative "
            "numbers included: no activation may follow the sum.",
            **OF_A_BLOCK,
        },
    ),
    Check(
        "The gradient of a block flows around its layers as well as through them.",
        "block_gradients", smooth_blocks, points=2, tolerance=GROWING,
        builds_on="block",
        advice={
            "none": "Stay with TensorFlow or Keras operations from the inputs to the result.",
            **OF_A_BLOCK,
        },
    ),
    Check(
        "A block takes Keras's own arguments and can be made again from its config.",
        "block_config", block_configs, points=1,
        advice=dict.fromkeys(
            ("value", "none"),
            "Hand **kwargs to super().__init__, and add n_layers and n_neurons to "
            "super().get_config().",
        ),
    ),
    Check(
        "After the first call the model has its twelve weights, in the order of the statement.",
        "weight_structure", structures, points=1,
        advice=OF_THE_MODEL,
    ),
    Check(
        "The outputs are those of the model described.",
        "value", models, points=2, tolerance=GROWING,
        builds_on=("block", "weight_structure"),
        advice={
            "outputs": "Compute the example of the statement by hand and print what you have after "
            "each layer. If the checks on the block fail too, mend the block first.",
            **OF_THE_MODEL,
        },
    ),
    Check(
        "Hidden layer, repeated block 1, block 2 and output layer follow each other.",
        "wiring", wirings, points=1, tolerance=GROWING,
        builds_on="weight_structure",
        advice={
            "outputs": "hidden (with relu), then block 1 n_repeats times, block 2 once, output "
            "without activation. This check uses your own block, right or wrong: it looks at the "
            "model only.",
            **OF_THE_MODEL,
        },
    ),
    Check(
        "Inputs and all twelve weights have the right gradients.",
        "model_gradients", smooth_models, points=2, id="gradients", tolerance=GROWING,
        builds_on=("block", "block_gradients", "weight_structure", "value", "wiring"),
        advice={
            **dict.fromkeys(
                ("none", "value"),
                "Stay with TensorFlow or Keras operations everywhere. A weight that is used "
                "n_repeats times gets the sum of as many gradients by itself.",
            ),
            **OF_THE_MODEL,
        },
    ),
    Check(
        "By default there are 30 neurons, block 1 four times and no dropout.",
        "defaults", given(inputs(output_dim=st.integers(1, 60)), examples=2), points=1,
        tolerance=GROWING,
        builds_on=("block", "weight_structure", "wiring"),
        advice="The signature is __init__(self, output_dim, n_neurons=30, n_repeats=4, "
        "dropout_rate=0.0, **kwargs), and each argument is used.",
    ),
    Check(
        "Dropout acts on the values of the hidden layer, and only in training.",
        "training_flag", cases({"samples": 512}), points=2, tolerance=OF_RANDOM,
        advice="One Dropout(dropout_rate), between the hidden layer and block 1. Keras tells it "
        "whether it is training; if you pass `training` on, pass on what `call` was given.",
    ),
    Check(
        "One graph serves batches of every size.",
        "graph", samples, points=1, tolerance=GROWING,
        builds_on=("block", "weight_structure", "value"),
        advice="Make layers in __init__, loop with range(self.n_repeats), and use no NumPy and "
        "no Python number taken from the data.",
    ),
    Check(
        "Only the first call makes weights.",
        "no_new_weights", samples, points=1, tolerance=GROWING,
        advice="Create layers in __init__; `call` only uses them.",
    ),
    Check(
        "The model's config holds its four arguments, and a copy can be made from it.",
        "config", configs, points=1,
        advice=dict.fromkeys(
            ("value", "none"),
            "Take the arguments in the order of the statement, hand **kwargs to "
            "super().__init__, keep the four in attributes and return {**super().get_config(), "
            '"output_dim": self.output_dim, ...} with all of them.',
        ),
    ),
    Check(
        "A saved model can be loaded again and answers as before.",
        "save_load", samples, points=1, tolerance=GROWING,
        advice="Both classes need a complete config and **kwargs. A layer that you create in "
        "build must be built there too: layer.build(shape).",
    ),
    Check(
        "Training makes the loss fall and changes every weight.",
        "trains", runs, points=1, tolerance=GROWING,
        builds_on=("block", "weight_structure", "value", "gradients"),
        advice="Every layer must be an attribute that Keras can see, and nothing on the way from "
        "inputs to outputs may stop the gradient. No regularizer is asked for.",
    ),
]  # fmt: skip

PLOTS = [
    Plot(
        "Output over the input of a small model",
        "output_curve",
        {"inputs": np.arange(-4, 4.0625, 1 / 8, dtype="float32")},
    )
]
