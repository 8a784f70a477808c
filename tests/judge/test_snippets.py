"""What a student pastes asks what the check asked."""

import contextlib
import io
from typing import Any

import numpy as np
import pytest

from grader.asking.forking import Zygote
from grader.course.exercise import Exercise
from grader.judge.decks import draw
from grader.judge.snippets import LONGEST, snippet
from tests.conftest import EXERCISES, graders
from tests.tiny import EXERCISE, changed

PROBES = '''"""Probes."""

import math
from math import ceil, floor

import numpy as np

FACTOR = 2  # with its comment


def doubled(code, x, *, kind):
    """Twice."""
    made = code.once("made", lambda: code.double(x))
    return {"doubled": _shifted(made * FACTOR), "kind": kind["name"]}


def _shifted(x):
    return x + floor(1.5)


def other(code):
    return {"other": ceil(math.pi)}
'''


def printed(source: str, **names: Any) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(source, "cell", "exec"), names)
    return out.getvalue()


def test_it_prints_what_is_observed_and_overwrites_no_name() -> None:
    x = np.array([[0.5, np.nan], [-np.inf, 2]], "float32")
    found = snippet(PROBES, "doubled", {"x": x, "kind": {"name": "a"}}, ["double"])
    names = {"double": lambda x: x, "x": "mine", "FACTOR": "mine", "np": "mine"}
    assert printed(found, **names) == f"doubled: {x * 2 + 1}\nkind: a\n"
    assert "# with its comment" in found and "ceil" not in found and "pi" not in found


@pytest.mark.parametrize(
    "value",
    [
        np.zeros((0, 2), "float64"), np.array(True), np.array([[1, 2]], "int64"), np.float32(0.1),
        (1,), (1, 2), [1.5, None], "it's", -float("inf"), {"a": (np.array([0.1], "float32"),)},
    ],
    ids=repr,
)  # fmt: skip
def test_every_input_comes_back_as_it_was(value: Any) -> None:
    probes = "def same(code, value):\n    code.see(value)\n    return {}\n"
    seen: list[Any] = []
    printed(snippet(probes, "same", {"value": value}, ["see"]), see=seen.append)
    assert repr(seen) == repr([np.asarray(value) if isinstance(value, np.generic) else value])


def test_a_long_one_is_left_out() -> None:
    inputs = {"value": np.linspace(0, 1, LONGEST)}
    assert snippet("def same(code, value):\n    return {}\n", "same", inputs, []) == ""


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_every_check_of_the_course_has_one_that_python_reads(exercise: Exercise) -> None:
    for check in exercise.checks:
        decks = (question.inputs for question in draw(check.inputs, 0, exercise.id))
        inputs = min(decks, key=lambda one: len(repr(one)))
        found = snippet(exercise.probes, check.probe, inputs, exercise.metadata.requires)
        assert f"seen = {check.probe}(" in found
        compile(found, "cell", "exec")


def test_a_cause_has_one_and_what_is_told_with_it_has_none(zygote: Zygote) -> None:
    with graders(zygote) as of:
        report = of(EXERCISE).grade(changed("x + x", "x * x"))
    examples = [(c, c.counterexample) for c in report.checks if c.counterexample is not None]
    assert {bool(example.snippet) for _, example in examples} == {True, False}
    assert all(bool(example.snippet) == (check.cause == check.id) for check, example in examples)
    first = next(example.snippet for _, example in examples if example.snippet)
    assert "double=double" in first and "x=np.array(" in first
