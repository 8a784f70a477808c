"""Which slips a source shows, and which it does not."""

from pathlib import Path

import pytest

from grader.slips.found import reached, slips_in
from grader.slips.slip import ANYTHING, leads_to
from tests.conftest import EXERCISES

STUB = """
def loss(y, p, threshold=1.0):
    raise NotImplementedError

class Loss(Base):
    def __init__(self, threshold=1.0, **kwargs):
        raise NotImplementedError
    def call(self, y, p):
        raise NotImplementedError
    def get_config(self):
        raise NotImplementedError
"""
RIGHT = """
def loss(y, p, threshold=1.0):
    return abs(y - p) * threshold

class Loss(Base):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    def call(self, y, p):
        return loss(y, p, self.threshold)

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}
"""
HONEST = [
    (exercise, path)
    for exercise in EXERCISES.values()
    for path in (
        *sorted((exercise.solution_folder / "honest").glob("*.py")),
        exercise.solution_folder / "reference.py",
    )
]


def said(old: str, new: str) -> list[str]:
    assert old in RIGHT
    source = RIGHT.replace(old, new)
    found = slips_in(source, STUB)
    lines = source.split("\n")
    return [f"{lines[s.line - 1][s.start : s.end]}: {s.said}" for s in found]


def test_right_code_has_none() -> None:
    assert slips_in(RIGHT, STUB) == ()
    assert slips_in(STUB, STUB) == ()  # what is not written yet is no slip
    assert slips_in("def (", STUB) == ()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("return abs", "z = abs", "loss: loss has no return"),
        ("return loss", "if y: return loss", "return loss(y, p, self.threshold): call gives None"),
        ("    def call(self, y, p):\n    ", "        def call(self, y, p):\n        ",
         "call: call is indented too far: it stands inside __init__"),
        ("    def get_config(self):\n        ", "def get_config(self):\n    ",
         "get_config: get_config stands outside of Loss"),
        ("def __init__", "def _init_", "_init_: _init_ is not the method that Keras calls"),
        ("def get_config", "def get_confg", "get_confg: get_confg is not the method"),
        ("call(self, y, p)", "call(y, p)", "call: The first argument of a method is self: write "
         "def call(self, y, p)."),
        ("super().get_config()", "super().get_config", "super().get_config: super().get_config is"),
        ("super().__init__(**kwargs)", "super().__init__(...)", "The three dots"),
        ("super().__init__(**kwargs)", "self.setup", "self.setup: This line does nothing: to call"),
        ("self.threshold = threshold", "self.threshold == threshold", "This line does nothing: =="),
        ("loss(y, p, threshold=1.0):", "loss(y, p, treshold=1.0):", "treshold: The statement calls"),
        ("loss(y, p, threshold=1.0):", "loss(y, p):", "loss: loss has no argument threshold"),
        ("y, p, self.threshold)", "y, p, threshold)", "threshold: threshold belongs to the object"),
        ("* threshold", "* 1.0", "threshold: loss takes threshold and never reads it."),
        ("self.threshold = threshold", "self.threshold = self.final = threshold",
         "self.final: self.final is set and never used."),
    ],
)  # fmt: skip
def test_each_slip_is_said_with_its_place(old: str, new: str, expected: str) -> None:
    found = said(old, new)
    assert any(expected in one for one in found), found


@pytest.mark.parametrize(("exercise", "path"), HONEST, ids=lambda one: getattr(one, "stem", ""))
def test_nothing_is_said_for_any_difference_of_honest_code(exercise, path: Path) -> None:
    found = slips_in(path.read_text(encoding="utf-8"), exercise.stub_text)
    assert [slip for slip in found if slip.leads_to == ANYTHING] == []


def test_a_slip_leads_to_some_differences_only() -> None:
    (slip,) = slips_in(RIGHT.replace("return abs", "z = abs"), STUB)
    assert leads_to(slip, "none") and leads_to(slip, "TypeError: 'NoneType' object is not callable")
    assert not leads_to(slip, "value") and not leads_to(slip, "ValueError: no")


def test_what_a_class_needs_is_looked_at_with_it() -> None:
    assert reached(RIGHT, {"Loss"}) >= {"Loss", "loss"}
    assert "Loss" not in reached(RIGHT, {"loss"})
