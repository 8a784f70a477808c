"""Exercise 02: a streaming metric, asked in sequences of operations."""

import numpy as np
from hypothesis import strategies as st

from grader.checking import Check, Plot, cases, given, grid

# What an advice on the config speaks of.
OF_CONFIGS = (
    "type of the config", "threshold in the config", "name in the config", "dtype in the config",
    "name of the copy", 'dtype in the config of HuberMetric(dtype="float64")',
    "result() of the copy",
)  # fmt: skip
LARGE = {"low": -8, "high": 8}
SMALL = {"low": 0, "high": 1, "step": 1 / 4}  # below the default threshold: e²/2 is all there is
THRESHOLDS = st.sampled_from([{}, {"threshold": 0.5}, {"threshold": 2.5}])  # {}: the default
RESET, RESULT = "reset_state()", "result()"


def floats(numbers, dtype="float32"):
    return np.array(numbers, dtype)


# One operation


def update(outputs, do="update_state", *, weighted=False, true="float32", pred="float32", **values):
    """An update with one to four samples, drawn one by one: they shrink one by one as well."""
    numbers = grid(outputs, **(values or SMALL), dtype=pred)
    weight = {"sample_weight": grid(low=0, high=4, step=0.5, dtype=pred)} if weighted else {}
    sample = st.fixed_dictionaries({"y_true": numbers, "y_pred": numbers, **weight})

    def together(samples):
        tensors = {key: np.stack([one[key] for one in samples]) for key in samples[0]}
        if weighted and not tensors["sample_weight"].any():
            tensors["sample_weight"] += 1
        return {"do": do, **tensors, "y_true": tensors["y_true"].astype(true)}

    return st.lists(sample, min_size=1, max_size=4).map(together)


def off(*errors, do="update_state", outputs=1, true="float32", pred="float32", **others):
    """An update whose targets are zero and whose predictions are off by these errors."""
    y_pred = floats(errors, pred).reshape(-1, outputs)
    weights = {key: floats(value, pred) for key, value in others.items()}
    return {"do": do, "y_true": np.zeros_like(y_pred, true), "y_pred": y_pred, **weights}


def ties(inputs):
    """Whether an error is exactly the threshold: `<` and `<=` are both right there."""
    threshold = inputs.get("threshold", 1.0)
    updates = [one for one in inputs.values() if isinstance(one, dict) and "y_true" in one]
    errors = [np.abs(one["y_true"] - one["y_pred"]) for one in updates]
    return any(bool((error == threshold).any()) for error in errors)


def ties_of_two(inputs):
    """The same, for two metrics with thresholds of their own."""
    return any(ties({**inputs, "threshold": threshold}) for threshold in (0.5, 2.5))


# Several in order


def steps(operations):
    """Operations under the names that the probe and the student see."""
    return {f"step {number}": operation for number, operation in enumerate(operations, 1)}


def sequences(*parts, settings=None):
    """Lists of operations, one after the other, as inputs of the probe."""
    settings = st.just({}) if settings is None else settings
    operations = st.tuples(*parts).map(lambda lists: [one for some in lists for one in some])
    return st.tuples(settings, operations).map(lambda drawn: drawn[0] | steps(drawn[1]))


def several(operation, least=1, most=3):
    return st.lists(operation, min_size=least, max_size=most)


def just(*operations):
    return st.just(list(operations))


def answerable(operations):
    """Without what is asked of an empty metric; nothing at all if it is empty in the end."""
    kept, empty = [], True
    for operation in operations:
        if operation == RESET:
            empty = True
        elif operation != RESULT:
            empty = False
        if not empty or operation == RESET:
            kept.append(operation)
    return [] if empty else kept


OUTPUTS = st.sampled_from([1, 2, 3])

stream = given(
    sequences(several(update(1, **LARGE)), settings=THRESHOLDS),
    examples=12,
    always=(
        steps([off(0.5)]),
        steps([off(2)]),
        steps([off(0.5, -4)]),
        {"threshold": 0.5, **steps([off(0.25, -1)])},
        {"threshold": 2.5, **steps([off(2, -2.5)])},
        {"threshold": 2.5, **steps([off(-6, 1)])},
        steps([off(1), off(0, 0)]),
        steps([off(0, 0, 1), off(3), off(-1, 0.5)]),
    ),
)
wide = given(
    st.sampled_from([2, 3]).flatmap(
        lambda d: sequences(several(update(d, **LARGE), most=2), settings=THRESHOLDS)
    ),
    examples=5,
    always=(
        steps([off(1, 0, outputs=2)]),
        steps([off(0.5, -4, outputs=2)]),
        steps([off(1, 0, 0, outputs=3), off(0, 0, 0, 1, 0, 0, outputs=3)]),
        steps([off(*[0] * 34, 1, outputs=5)]),
    ),
)
weighted = given(
    OUTPUTS.flatmap(lambda d: sequences(several(update(d, weighted=True), most=2))),
    examples=12,
    always=(
        steps([off(1, sample_weight=[2])]),
        steps([off(1, 0, sample_weight=[3, 1])]),
        steps([off(1, 0, sample_weight=[0.5, 1])]),
        steps([off(1, sample_weight=[0.5])]),
        steps([off(1, 0, 0, 0, outputs=2, sample_weight=[3, 1])]),
        steps([off(0, 1, 1, 0, 0, 0, outputs=2, sample_weight=[3, 1, 0])]),
        steps([off(1, sample_weight=[3]), off(0, sample_weight=[1])]),
    ),
)
mixed = given(
    st.sampled_from([1, 2]).flatmap(
        lambda d: st.one_of(
            sequences(several(update(d), 1, 1), several(update(d, weighted=True), 1, 1)),
            sequences(several(update(d, weighted=True), 1, 2), several(update(d), 1, 1)),
        )
    ),
    examples=5,
    always=(
        steps([off(1), off(0, sample_weight=[3])]),
        steps([off(1, sample_weight=[3]), off(0)]),
        steps([off(1, 0, outputs=2), off(0, 0, outputs=2, sample_weight=[1])]),
    ),
)
calls = given(
    sequences(several(update(1, do="call"), 1, 3)),
    examples=3,
    always=(steps([off(1, do="call"), off(0, do="call")]), steps([off(1), off(0, do="call")])),
)
resets = given(
    sequences(several(update(1), 1, 2), just(RESET), several(update(1), 1, 2)),
    examples=3,
    always=(steps([off(1), RESET, off(0)]), steps([off(0), RESET, off(1)])),
)
asked_twice = given(
    sequences(several(update(1), 1, 2), just(RESULT, RESULT), several(update(1), 0, 1)),
    examples=3,
    always=(steps([off(1), RESULT, RESULT]), steps([off(1), RESULT, off(0)])),
)
anything = given(
    st.sampled_from([1, 2]).flatmap(
        lambda d: sequences(
            several(
                st.one_of(
                    update(d, **LARGE),
                    update(d, weighted=True, **LARGE),
                    st.sampled_from([RESULT, RESET]),
                    update(d, do="call", weighted=True, **LARGE),
                ),
                2,
                6,
            )
            .map(answerable)
            .filter(bool),
            settings=THRESHOLDS,
        )
    ),
    examples=14,
    always=(
        steps([off(1), RESET, off(0), RESET, off(2), RESULT, off(0, sample_weight=[2])]),
        steps([off(2, do="call", sample_weight=[2]), off(0), RESULT, RESET, off(1, do="call")]),
    ),
)
two = given(
    sequences(several(update(1, **LARGE), 2, 3)),
    examples=2,
    always=(steps([off(1), off(0)]), steps([off(0), off(2)])),
)
integers = given(
    st.sampled_from(["int32", "int64", "float64"]).flatmap(
        lambda true: sequences(several(update(1, true=true), 1, 2))
    ),
    examples=2,
    always=(
        steps([off(1, 0.5, true="int32")]),
        steps([off(1, 0.5, true="int64")]),
        steps([off(1, 0.5, true="float64")]),
    ),
)


# What was chosen with care, and the like of it


def tensors(operation):
    """Only the tensors of an update."""
    return {key: value for key, value in operation.items() if key != "do"}


def other(operation):
    """The same operation with other targets and predictions, still no further apart than 1."""
    if isinstance(operation, str):
        return st.just(operation)
    y_true, y_pred = operation["y_true"], operation["y_pred"]
    true, pred = (grid(*a.shape, **SMALL, dtype=str(a.dtype)) for a in (y_true, y_pred))
    drawn = {"y_true": true, "y_pred": pred.map(lambda by: np.abs(y_pred - by))}
    return st.fixed_dictionaries({k: drawn.get(k, st.just(v)) for k, v in operation.items()})


def like(*operations, **settings):
    """Such operations, in this order; the ones given are the simplest."""
    return st.tuples(*map(other, operations)).map(lambda drawn: settings | steps(drawn))


double = off(1, true="float64", pred="float64")
two_doubles = off(1, 0, true="float64", pred="float64", sample_weight=[1, 1])
doubles = given(
    st.sampled_from([double, two_doubles]).flatmap(lambda one: like(one, dtype="float64")),
    examples=3,
    always=({"dtype": "float64", **steps([double])}, {"dtype": "float64", **steps([two_doubles])}),
)
in_a_graph = given(
    like(off(1, 0, 1, sample_weight=[1, 1, 1]), off(0, sample_weight=[1])), examples=2
)
reset_in_a_graph = given(like(off(1), RESET, off(0, 1)), examples=2)
pair = {"metric_a": tensors(off(1)), "metric_b": tensors(off(0, 0))}
three = {"metric_a": tensors(off(0, 0.5, 1)), "metric_b": tensors(off(0, 0.5))}
states = given(
    st.sampled_from([pair, three]).flatmap(
        lambda both: st.fixed_dictionaries({key: other(one) for key, one in both.items()})
    ),
    examples=3,
    always=(pair, three),
)
configs = given(
    st.fixed_dictionaries(
        {
            "threshold": st.integers(1, 48).map(lambda n: n / 16),
            "update": st.integers(8, 64).map(lambda n: tensors(off(n / 2))),
        }
    ),
    examples=2,
    always=tuple({"threshold": t, "update": tensors(off(4))} for t in (2.5, 0.5)),
)

CHECKS = [
    Check(
        "result() is the mean Huber loss of all samples seen.",
        "sequence", stream, points=3, id="stream",
        ties=ties,
        advice="Take the counterexample and list the loss of every sample seen: result() is the "
        "sum of them all, divided by the number of samples.",
    ),
    Check(
        "A sample with several outputs counts once, with their mean.",
        "sequence", wide, points=1, id="stream_multi_output",
        builds_on="stream",
        ties=ties,
        advice="The Huber loss of each element first, then tf.reduce_mean(..., axis=-1).",
    ),
    Check(
        "A sample counts as often as its weight says.",
        "sequence", weighted, points=2, id="weights",
        builds_on="stream",
        ties=ties,
        advice="With h and w of shape (B,): add sum(w * h) to one variable, sum(w) to the other.",
    ),
    Check(
        "Batches with and without weights may follow each other.",
        "sequence", mixed, points=1, id="mixed_weights",
        builds_on=("stream", "weights"),
        ties=ties,
        advice="A sample without a weight counts like one of weight 1, in both sums.",
    ),
    Check(
        "Called, the metric takes in a batch and returns the result so far.",
        "sequence", calls, points=1, id="call_returns_result",
        builds_on="stream",
        ties=ties,
        advice=dict.fromkeys(
            ("value", "none"),
            "Keras does that: write update_state and result, and leave __call__ alone.",
        ),
    ),
    Check(
        "After reset_state() only what follows counts.",
        "sequence", resets, points=1, id="reset",
        builds_on="stream",
        ties=ties,
        advice="The inherited reset_state() sets the variables made by add_weight to zero. One of "
        "your own must set back every one of them.",
    ),
    Check(
        "Asking for the result changes nothing.",
        "sequence", asked_twice, points=1, id="result_is_pure",
        builds_on="stream",
        ties=ties,
        advice="result() only reads variables: no assign, and nothing kept on self.",
    ),
    Check(
        "All of this holds in any order.",
        "sequence", anything, points=1, id="any_order",
        builds_on=("stream", "stream_multi_output", "weights", "mixed_weights", "reset"),
        ties=ties,
        advice="Play the steps through on paper, with the two sums in two columns.",
    ),
    Check(
        "Two metrics do not know of each other.",
        "instances", two, points=1, id="instances_independent",
        builds_on="stream",
        ties=ties_of_two,
        advice="Keep state and threshold on self, set in __init__; nothing on the class or in the "
        "module.",
    ),
    Check(
        "Targets may be integers or float64.",
        "sequence", integers, points=1, id="int_targets",
        builds_on="stream",
        ties=ties,
        advice=dict.fromkeys(
            ("value", "dtype"),
            "A metric gets its tensors as they are: tf.cast(y_true, self.dtype) comes first.",
        ),
    ),
    Check(
        'HuberMetric(dtype="float64") takes float64 tensors.',
        "sequence", doubles, points=1, id="float64",
        builds_on="stream",
        ties=ties,
        advice=dict.fromkeys(
            ["dtype"], "Cast targets, predictions and weights to self.dtype, not to a fixed one."
        ),
    ),
    Check(
        "It works inside a tf.function, for every batch size.",
        "graph", in_a_graph, points=1,
        builds_on="stream",
        ties=ties,
        advice="Tensors and variables only: no Python numbers, lists or NumPy as state, and the "
        "batch size from tf.shape, which is known when the graph runs.",
    ),
    Check(
        "A reset between two runs of a tf.function takes effect in it.",
        "graph", reset_in_a_graph, points=1, id="graph_reset",
        builds_on=("stream", "reset", "graph"),
        ties=ties,
        advice="reset_state() sets the same variables back that the graph uses: assign(0.0).",
    ),
    Check(
        "The whole state is in metric.variables.",
        "variables", states, points=1,
        ties=ties,
        advice="Make every number that must survive with self.add_weight(...) in __init__.",
    ),
    Check(
        "The config makes an equal metric again.",
        "config", configs, points=1,
        advice=dict.fromkeys(
            OF_CONFIGS,
            'Return {**super().get_config(), "threshold": self.threshold}, and hand **kwargs '
            "to super().__init__.",
        ),
    ),
    Check(
        "In fit every epoch starts anew, and a smaller last batch counts less.",
        "fit_epochs", cases({}), points=1,
        builds_on=("stream", "reset", "graph"),
        advice="fit calls reset_state() before each epoch and update_state for each batch, in a "
        "graph: see the checks above.",
    ),
]  # fmt: skip

PLOTS = [
    Plot(
        "The metric after each batch",
        "running",
        {"errors": [floats(e) for e in ([1], [3, 3, 3], [0.5], [0, 0], [2, 0.25], [0], [4, 1, 1])]},
    )
]
