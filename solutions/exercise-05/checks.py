"""Exercise 05: a train step, called by hand and called by `fit`."""

import numpy as np
from hypothesis import strategies as st

from grader.checking import Check, Plot, Tolerance, around, cases, given, grid, inputs


def floats(numbers):
    return np.array(numbers, "float32")


def numbers(*shape):
    return grid(*shape, low=-2, high=2, step=0.5)


X = floats([[1, 2], [-1, 0.5]])
Y = floats([[1], [-2]])
ONE_BATCH = {"x": X, "y": Y}
# Three samples are not two outputs, three inputs not two: no size can stand for another.
THREE_SAMPLES = {"x": floats([[1, 2], [-1, 0.5], [0.5, -1]]), "y": floats([[1], [-2], [3]])}
THREE_INPUTS = {"x": floats([[1, 2, -1], [-1, 0.5, 2]]), "y": Y}
TWO_BATCHES = {
    "x": floats([[1, 2], [-1, 0.5], [0.5, -1], [2, 1]]),
    "y": floats([[1], [-2], [3], [0.5]]),
}
WEIGHTS = floats([1, 0.5, 0.25, 0.75])
REGULARIZERS = ("kernel", "activity", "two")
LAYERS = ("doubler", "batch normalization")

ones = {"x": floats([[1, 0], [1, 0]]), "y": floats([[0], [0]])}
one_weight = {"kernel": floats([[1], [0]]), "bias": floats([0])}
batches = given(
    inputs(x=numbers(2, 2), y=numbers(2, 1), kernel=numbers(2, 1), bias=numbers(1)),
    examples=12,
    always=({**ones, **one_weight}, {**ONE_BATCH, **one_weight}),
)


START = {"start": 0.25}  # the first of the weights that training begins with


def like(case, more, others):
    """Such data, as many samples or `more` (or less), and other weights; the case is the simplest.

    No target comes near zero, by which a metric may divide.
    """

    def drawn(extra):
        samples = len(case["x"]) + extra
        x, y = (np.concatenate([case[name], -case[name]])[:samples] for name in ("x", "y"))
        return inputs(
            x=around(x, low=-0.25, high=0.25, step=1 / 8),
            y=around(y, low=-0.25, high=0.25, step=1 / 8),
            start=st.integers(4, 12).map(lambda n: n / 16),
            **others,
        )

    return st.sampled_from([0, more]).flatmap(drawn)


def asked(case, *, more=0, always=(), **others):
    """This case, and one like it that nobody knows before the seed is known."""
    return given(like(case, more, others), examples=2, always=always)


# All batches are full: about a smaller one two right ways to keep the mean loss differ.
fits = asked(TWO_BATCHES, more=-2)

CHECKS = [
    # make_train_step
    Check(
        "A step returns the loss of the batch and follows its gradient.",
        "step_sgd", batches, points=1,
        advice={
            "value": "Predict and compute the loss inside `with tf.GradientTape() as tape:`, then "
            "hand the gradients and the variables to optimizer.apply_gradients, once.",
            "what the step returns is a tensor": "Return the loss as the tensor that it is: no "
            "float(), no .numpy().",
        },
    ),
    Check(
        "Three steps with momentum are those of the optimizer given.",
        "step_in_turn", asked(ONE_BATCH, more=1, optimizer=st.just("momentum")), points=1,
        id="step_momentum",
        builds_on="step_sgd",
        advice="Every step hands its gradients to the optimizer that make_train_step was given, "
        "exactly once: the optimizer remembers what came before.",
    ),
    Check(
        "Three steps with Adam are those of the optimizer given.",
        "step_in_turn", asked(ONE_BATCH, more=1, optimizer=st.just("adam")), points=1,
        id="step_adam",
        builds_on="step_sgd",
        advice="Every step hands its gradients to the optimizer that make_train_step was given, "
        "exactly once: the optimizer remembers what came before.",
    ),
    Check(
        "The losses that layers add count in the total and in its gradient.",
        "step_regularized",
        asked(
            THREE_SAMPLES,
            more=1,
            regularizer=st.sampled_from(REGULARIZERS),
            always=tuple({**THREE_SAMPLES, **START, "regularizer": name} for name in REGULARIZERS),
        ),
        points=1,
        builds_on="step_sgd",
        advice="Inside the tape and after the call of the model, add every element of "
        "model.losses to the loss, once. Return this total.",
    ),
    Check(
        "Layers are in training mode, and moving statistics follow the batch.",
        "step_batchnorm",
        asked(
            ONE_BATCH,
            more=1,
            layer=st.sampled_from(LAYERS),
            always=tuple({**ONE_BATCH, **START, "layer": name} for name in LAYERS),
        ),
        points=1,
        builds_on="step_sgd",
        advice="Call the model once per step, as model(x, training=True).",
    ),
    Check(
        "The loss function gets the targets first, then the predictions.",
        "step_in_turn",
        asked(ONE_BATCH, more=1, optimizer=st.just("sgd"), loss=st.just("exponential")), points=1,
        id="step_loss_order",
        builds_on="step_sgd",
        advice="Call loss_fn(y, y_pred), in this order: not every loss is a squared error.",
    ),
    Check(
        "A layer frozen after make_train_step stays as it is.",
        "step_frozen_after_making", asked(ONE_BATCH, more=1), points=1,
        builds_on="step_sgd",
        advice="Read model.trainable_variables inside the step; neither earlier, nor "
        "model.variables, which holds frozen variables as well.",
    ),
    Check(
        "A model without weights yet can be given: the first step builds it.",
        "step_unbuilt_model", asked(THREE_INPUTS, more=1), points=1,
        builds_on="step_sgd",
        advice="Read model.trainable_variables inside the step, after the model has been called. "
        "Before, there may be none.",
    ),
    Check(
        "Once compiled, a step no longer runs the Python code of the model.",
        "step_compiled", asked(ONE_BATCH), points=2,
        builds_on="step_sgd",
        advice="Put @tf.function above the inner function: inside make_train_step, not inside "
        "step. One tf.function serves all calls, with only tensors as its arguments.",
    ),
    Check(
        "Two models can be trained side by side, each by its own step.",
        "step_two_models", asked(ONE_BATCH), points=1,
        builds_on="step_sgd",
        advice="Define the tf.function inside make_train_step: every model gets its own, with "
        "nothing shared in the module.",
    ),
    # CustomModel
    Check(
        "fit gives the weights and the history of plain Keras.",
        "fit_basic", fits, points=1,
        advice="Predict and compute the loss inside the tape, update once, update every metric of "
        "self.metrics with this batch, and return the results by name.",
    ),
    Check(
        "fit works without metrics, and the history has the loss alone.",
        "fit_no_metrics", fits, points=1,
        builds_on="fit_basic",
        advice="Compute the loss as self.compute_loss(x=x, y=y, y_pred=y_pred, ...). The tracker "
        'of the loss is a metric of self.metrics, named "loss": update it with the loss.',
    ),
    Check(
        "With Adam and a frozen layer, fit trains what is trainable, and only that.",
        "fit_adam", fits, points=1,
        builds_on="fit_basic",
        advice="Zip the gradients with self.trainable_variables, and hand them to self.optimizer "
        "once.",
    ),
    Check(
        "fit adds the losses of the layers to the loss.",
        "fit_regularized", fits, points=1,
        builds_on="fit_basic",
        advice="self.compute_loss adds self.losses by itself. Call it inside the tape, after the "
        "model, and add nothing to it.",
    ),
    Check(
        "fit puts layers in training mode, and moving statistics follow the batches.",
        "fit_batchnorm", fits, points=1,
        builds_on="fit_basic",
        advice="Call the model once, as self(x, training=True), and use these predictions for "
        "the loss and for the metrics.",
    ),
    Check(
        "Sample weights weigh the loss.",
        "fit_sample_weight",
        asked(TWO_BATCHES, sample_weight=around(WEIGHTS, low=0, step=1 / 8)), points=1,
        builds_on="fit_basic",
        advice="keras.utils.unpack_x_y_sample_weight(data) gives three parts, the last None if "
        "there are no weights: hand it to compute_loss as sample_weight.",
    ),
    Check(
        "fit compiles the step: Python runs through the model for the first batches only.",
        "fit_compiled", cases({**TWO_BATCHES, **START}), points=1, tolerance=Tolerance(1e-3, 1e-5),
        builds_on="fit_basic",
        advice="Nothing in the class may ask for eager execution or call back into Python: what "
        "is computed from tensors stays a tensor.",
    ),
    Check(
        "evaluate works after fit.",
        "fit_evaluate_after", fits, points=1,
        builds_on="fit_basic",
        advice="Use the trackers that compile has made (self.metrics), and leave the property "
        "`metrics` as Keras defines it.",
    ),
]  # fmt: skip

PLOTS = [Plot("Loss per step", "loss_per_step", {**TWO_BATCHES, "steps": 12})]
