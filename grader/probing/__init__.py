"""The vocabulary of probes: what a course author observes, each said once and named once.

    from grader.probing import gradients_of

    def gradient(code, y_true, y_pred):
        return gradients_of(lambda p: code.huber_loss(y_true, p), {"y_pred": y_pred})

A probe is a function of `code` (the student's names as attributes) and of keyword inputs. It
returns what it saw by name: tensors, arrays, numbers, strings, lists of them, None, `Change`s.
It decides nothing: the judge compares with what the reference shows, and what students can
change in their own process decides nothing either. So return both outputs, not whether they are
near each other. Functions here that return a dict return named values, ready to be returned.

Runs in workers, beside TensorFlow.
"""

from grader.probing.configs import config, config_and_copy, dtype_policy, unnumbered
from grader.probing.graphs import (
    CallCounter,
    Graph,
    TrainingDoubler,
    counted,
    functions_run_eagerly,
    python_runs,
)
from grader.probing.models import (
    further_calls,
    history,
    losses,
    plain_weights,
    save_and_load,
    saved_and_loaded,
    shapes,
    weight_shapes,
    weights,
    with_weights,
)
from grader.probing.pairs import Change, distinct, nearest, share_that_differs
from grader.probing.tapes import gradients, gradients_of, is_variable

__all__ = [
    "CallCounter",
    "Change",
    "Graph",
    "TrainingDoubler",
    "config",
    "config_and_copy",
    "counted",
    "distinct",
    "dtype_policy",
    "functions_run_eagerly",
    "further_calls",
    "gradients",
    "gradients_of",
    "history",
    "is_variable",
    "losses",
    "nearest",
    "plain_weights",
    "python_runs",
    "save_and_load",
    "saved_and_loaded",
    "shapes",
    "share_that_differs",
    "unnumbered",
    "weight_shapes",
    "weights",
    "with_weights",
]
