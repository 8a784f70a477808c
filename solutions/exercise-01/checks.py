"""Exercise 01: the Huber loss."""

import numpy as np
from hypothesis import strategies as st

from grader.checking import Check, Plot, cases, given, grid, inputs

# What an advice speaks of: kinds of difference, or values by their names.
OF_GRAPHS = ("Python runs", "ops that call back into Python", "none")
OF_CONFIGS = (
    "type of the config", "threshold in the config", "name in the config",
    "reduction in the config", "name of the copy", "loss of the copy",
)  # fmt: skip
THRESHOLDS = st.sampled_from([1.0, 0.5, 2.5])
SHAPES = st.sampled_from([(1,), (1, 1), (2, 1), (3,), (2, 3), (4, 1), (2, 2, 2)])


def pair(shape, **others):
    """A batch of targets and predictions of one shape."""
    return inputs(y_true=grid(*shape), y_pred=grid(*shape), **others)


def errors(*values, threshold, dtype="float32"):
    """Targets of zero, and predictions that are off by these values."""
    y_pred = np.array([values], dtype)
    return {"y_true": np.zeros_like(y_pred), "y_pred": y_pred, "threshold": threshold}


def ties(inputs):
    """Whether an error is exactly the threshold: `<` and `<=` are both right there."""
    errors = np.abs(inputs["y_true"] - inputs["y_pred"])
    return bool((errors == inputs.get("threshold", 1.0)).any())


EDGES = (
    errors(0.0, threshold=1.0),
    errors(1.0, -1.0, 0.9375, -0.9375, 1.0625, threshold=1.0),
    errors(0.5, -0.5, 0.4375, threshold=0.5),
    errors(2.5, -2.5, threshold=2.5),
    errors(0.25, -6.0, threshold=1.0),
    errors(-6.0, 2.0, threshold=2.5),
)
batch = given(SHAPES.flatmap(lambda s: pair(s, threshold=THRESHOLDS)), always=EDGES)
slopes = given(SHAPES.flatmap(lambda s: pair(s, threshold=THRESHOLDS)), examples=24, always=EDGES)
doubles = given(
    SHAPES.flatmap(
        lambda s: inputs(
            y_true=grid(*s, dtype="float64"), y_pred=grid(*s, dtype="float64"), threshold=THRESHOLDS
        )
    ),
    examples=20,
    always=(
        errors(0.1, -0.7, threshold=0.5, dtype="float64"),
        errors(1e-5, 3e5, threshold=1.0, dtype="float64"),
    ),
)
plain = given(SHAPES.flatmap(pair), examples=10)
flat = given(
    st.integers(1, 4).flatmap(lambda n: pair((n, 2))),
    examples=6,
    always=(
        {"y_true": np.zeros((2, 2), "float32"), "y_pred": np.float32([[0.25, -0.4375], [0, 0.5]])},
    ),
)
wide = given(
    st.tuples(st.integers(1, 4), st.sampled_from([1, 3])).flatmap(
        lambda s: pair(s, threshold=THRESHOLDS)
    ),
    examples=24,
)
column = given(st.integers(1, 4).flatmap(lambda n: pair((n, 1))), examples=12)
weighted = given(
    st.integers(1, 4).flatmap(
        lambda n: pair((n, 1), sample_weight=grid(n, low=0, high=4, step=0.25))
    ),
    examples=12,
)
integers = given(
    st.integers(1, 4).flatmap(
        lambda n: inputs(y_true=grid(n, 2, step=1, dtype="int32"), y_pred=grid(n, 2))
    ),
    examples=12,
)
at_rest = given(
    st.integers(1, 3)
    .flatmap(lambda n: inputs(y_true=grid(1, n), threshold=THRESHOLDS))
    .map(lambda drawn: {**drawn, "y_pred": drawn["y_true"]}),
    examples=4,
    always=(
        *(errors(0.0, threshold=t) for t in (1.0, 0.5)),
        *(errors(0.0, 2.0, threshold=t) for t in (1.0, 2.5)),
    ),
)
thresholds = given(
    inputs(threshold=st.integers(1, 64).map(lambda n: n / 16)),
    examples=3,
    always=({"threshold": 2.5}, {"threshold": 0.5}),
)


# What a right class makes of the student's own function, right or wrong


def losses_of(own, inputs, threshold):
    y_true = inputs["y_true"].astype(inputs["y_pred"].dtype)
    return own("value", y_true=y_true, y_pred=inputs["y_pred"], threshold=threshold)["loss"]


def of_mean(own, inputs):
    return {"mean loss": losses_of(own, inputs, inputs["threshold"]).mean()}


def of_slope(own, inputs):
    seen = own("gradient", threshold=0.5, **inputs)
    return {"gradient for y_pred": seen["gradient for y_pred"] / inputs["y_pred"].size}


def of_defaults(own, inputs):
    return {
        "mean loss of HuberLoss()": losses_of(own, inputs, 1.0).mean(),
        "mean loss of HuberLoss(threshold=2.0)": losses_of(own, inputs, 2.0).mean(),
    }


def of_reductions(own, inputs):
    losses = losses_of(own, inputs, 0.5)
    three = {name: np.zeros((3, 2), "float32") for name in ("y_true", "y_pred")}
    return {
        "losses with reduction=None": losses.reshape(-1),
        'loss with reduction="sum"': losses.sum(),
        "rows in the losses of 3 samples with 2 outputs": [*losses_of(own, three, 1.0).shape, 0][0],
    }


def of_weights(own, inputs):
    losses = inputs["sample_weight"] * losses_of(own, inputs, 1.0).reshape(-1)
    return {"weighted mean": losses.mean(), "weighted losses": losses}


def of_integers(own, inputs):
    return {"mean loss": losses_of(own, inputs, 2.0).mean()}


CHECKS = [
    Check(
        "huber_loss gives each element its own Huber loss.",
        "value",
        batch,
        points=3,
        ties=ties,
        advice="Take the counterexample, and compute both formulas by hand: which one applies?",
    ),
    Check(
        "The threshold is 1 unless another is given.",
        "default_threshold",
        plain,
        points=1,
        builds_on="value",
        ties=ties,
        advice="The signature is huber_loss(y_true, y_pred, threshold=1.0).",
    ),
    Check(
        "float64 in, float64 out, at full precision.",
        "value",
        doubles,
        points=1,
        id="dtypes",
        builds_on="value",
        ties=ties,
        advice=dict.fromkeys(
            ("dtype", "value"), "Cast nothing, and create no tensor of a dtype of its own."
        ),
    ),
    Check(
        "The gradient grows with the error up to the threshold, then stays.",
        "gradient",
        slopes,
        points=2,
        builds_on="value",
        ties=ties,
        advice={"none": "Use TensorFlow operations only, from the arguments to the result."},
    ),
    Check(
        "At an error of zero the gradient is zero.",
        "gradient",
        at_rest,
        points=1,
        id="gradient_zero_error",
        builds_on=("value", "gradient"),
        advice=dict.fromkeys(
            ("nonfinite", "value"),
            "Look for a root, a logarithm or a division whose argument is zero there.",
        ),
    ),
    Check(
        "It runs as a graph: one trace serves every batch size.",
        "graph",
        flat,
        points=1,
        builds_on="value",
        advice=dict.fromkeys(
            OF_GRAPHS, "No NumPy, no .numpy(), no Python numbers taken from tensors."
        ),
    ),
    Check(
        "HuberLoss(threshold) is the mean over a batch.",
        "class_value",
        wide,
        points=2,
        builds_on="value",
        from_own=of_mean,
        ties=ties,
        advice="Keep the threshold in __init__, and use it in call(y_true, y_pred).",
    ),
    Check(
        "HuberLoss hands the gradient on.",
        "class_gradient",
        flat,
        points=1,
        builds_on=("value", "gradient", "class_value"),
        from_own=of_slope,
        advice={
            "none": "Use TensorFlow operations only, from the arguments of call to its result."
        },
    ),
    Check(
        "HuberLoss() has a threshold of 1, and takes another by name.",
        "class_default",
        plain,
        points=1,
        builds_on=("value", "class_value"),
        from_own=of_defaults,
        advice="The signature is __init__(self, threshold=1.0, **kwargs).",
    ),
    Check(
        "Reduction is left to Keras: one loss a sample, or their sum.",
        "class_reduction",
        column,
        points=1,
        builds_on=("value", "class_value"),
        from_own=of_reductions,
        advice=dict.fromkeys(
            ("value", "shape"),
            "call returns one loss per element or per sample; hand **kwargs to super().",
        ),
    ),
    Check(
        "Sample weights count.",
        "class_sample_weight",
        weighted,
        points=1,
        builds_on=("value", "class_value"),
        from_own=of_weights,
        ties=ties,
        advice=dict.fromkeys(
            ("value", "shape"),
            "Keras weighs what call returns, so there must be a loss for each sample.",
        ),
    ),
    Check(
        "Integer targets work: Keras casts them before call.",
        "class_int_targets",
        integers,
        points=1,
        builds_on=("value", "class_value"),
        from_own=of_integers,
        advice={"dtype": "Override call, not __call__, which does the casting."},
    ),
    Check(
        "From its config an equal loss can be made.",
        "config",
        thresholds,
        points=1,
        advice=dict.fromkeys(
            OF_CONFIGS,
            'Return {**super().get_config(), "threshold": self.threshold}, and hand **kwargs '
            "to super().__init__.",
        ),
    ),
    Check(
        "A model with HuberLoss trains, and keeps the threshold when saved.",
        "fit_save_load",
        cases({}),
        points=1,
        builds_on=("value", "gradient", "class_value"),
        advice=dict.fromkeys(
            ("loss of the loaded model", "loss of the loaded model in a graph"),
            "Everything that __init__ takes must be in get_config.",
        ),
    ),
    Check(
        "huber_loss itself can be given to compile.",
        "fn_in_fit",
        cases({}),
        points=1,
        builds_on=("value", "gradient"),
        advice="Keras calls huber_loss(y_true, y_pred) with two tensors.",
    ),
]

PLOTS = [
    Plot(
        "Loss and gradient over the error",
        "curves",
        {"errors": np.arange(-4, 4.0625, 1 / 16, dtype="float32"), "threshold": 1.5},
        mark=("value", lambda inputs: inputs["y_true"] - inputs["y_pred"]),
    )
]
