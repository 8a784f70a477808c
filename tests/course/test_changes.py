"""What does a change make of its reference, and when does it no longer fit?"""

import ast
from pathlib import Path

import pytest

from grader.course.changes import Changed, laid_over, read_change, whole
from grader.course.overlay import Unfitting

REFERENCE = '''"""A reference."""

import keras
import tensorflow as tf

LIMIT = 1.0
LOW, HIGH = 0, 1


def square(x):
    return x * x


class Loss(keras.losses.Loss):
    """A loss."""

    def __init__(self, limit=LIMIT, **kwargs):
        super().__init__(**kwargs)
        self.limit = limit

    @property
    def doubled(self):
        return 2 * self.limit

    @doubled.setter
    def doubled(self, value):
        self.limit = value / 2

    def call(self, y_true, y_pred):
        return square(y_true - y_pred)


class Other(keras.Model):
    def call(self, inputs):
        return inputs
'''
REQUIRED = ("Loss", "Other")


def changed(text: str) -> Changed:
    return laid_over(REFERENCE, text, "mine.py", REQUIRED)


def body(text: str) -> list[str]:
    """The top-level statements of a program, those of classes one by one, without docstrings."""
    found = []
    for node in ast.parse(text).body:
        inside = node.body if isinstance(node, ast.ClassDef) else [node]
        for part in inside:
            if not (isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant)):
                name = getattr(node, "name", "") if part is not node else ""
                found.append(f"{name}: {ast.unparse(part)}" if name else ast.unparse(part))
    return found


def difference(text: str) -> tuple[list[str], list[str]]:
    """What is no longer in the program, and what is new in it."""
    before, after = body(REFERENCE), body(changed(text).program)
    return [one for one in before if one not in after], [one for one in after if one not in before]


def test_a_function_takes_the_place_of_its_namesake() -> None:
    gone, new = difference("def square(x):\n    return x + x\n")
    assert gone == ["def square(x):\n    return x * x"]
    assert new == ["def square(x):\n    return x + x"]


def test_members_take_the_places_of_theirs_and_the_others_stay() -> None:
    text = (
        "class Loss(keras.losses.Loss):\n    def call(self, y_true, y_pred):\n        return 0.0\n"
    )
    gone, new = difference(text)
    assert gone == ["Loss: def call(self, y_true, y_pred):\n    return square(y_true - y_pred)"]
    assert new == ["Loss: def call(self, y_true, y_pred):\n    return 0.0"]
    assert '"""A loss."""' in changed(text).program


def test_bases_keywords_and_decorators_are_those_of_the_change() -> None:
    program = changed("@registered\nclass Loss(Other, limit=1):\n    pass\n").program
    assert "@registered\nclass Loss(Other, limit=1):\n" in program
    assert body(program) == body(REFERENCE)


@pytest.mark.parametrize("text", ["LIMIT = 2.0", "LIMIT: float = 2.0"])
def test_an_assignment_takes_the_place_of_its_namesake(text: str) -> None:
    assert difference(text) == (["LIMIT = 1.0"], [text])


def test_names_that_are_bound_together_are_given_together() -> None:
    assert difference("LOW, HIGH = 2, 3") == (["LOW, HIGH = (0, 1)"], ["LOW, HIGH = (2, 3)"])
    with pytest.raises(Unfitting, match=r"mine\.py: HIGH and LOW are defined together"):
        changed("LOW = 2")
    with pytest.raises(Unfitting, match=r"mine\.py: HIGH and LOW are defined together"):
        changed("del LOW")


def test_what_builds_on_its_own_old_value_follows_it() -> None:
    """As a decorator applied by hand, and as an augmented assignment."""
    program = changed("square = tf.function(square)\nLIMIT += 1").program
    assert program.index("def square") < program.index("square = tf.function(square)")
    assert "LIMIT = 1.0\nLIMIT += 1" in program


def test_a_property_with_its_setter_takes_the_place_of_both() -> None:
    getter = "    @property\n    def doubled(self):\n        return 0\n"
    setter = "    @doubled.setter\n    def doubled(self, value):\n        pass\n"
    head = "class Loss(keras.losses.Loss):\n"
    both = body(changed(head + getter + setter).program)
    expected = [
        "Loss: @property\ndef doubled(self):\n    return 0",
        "Loss: @doubled.setter\ndef doubled(self, value):\n    pass",
    ]
    assert [one for one in both if "doubled" in one] == expected
    alone = body(changed(head + getter).program)
    assert [one for one in alone if "doubled" in one] == expected[:1]


def test_what_is_new_stands_in_front_of_what_may_need_it() -> None:
    text = (
        "CACHE = {}\n"
        "class Base(keras.losses.Loss):\n    pass\n"
        "class Loss(Base):\n    START = 1\n    def __init__(self, start=START):\n        CACHE[0] = 1\n"
    )
    program = changed(text).program
    order = ["import tensorflow", "CACHE = {}", "class Base", "LIMIT = 1.0", "class Loss(Base)", "START = 1", "def __init__"]  # fmt: skip
    assert [program.index(part) for part in order] == sorted(map(program.index, order))


def test_what_is_new_stands_behind_what_it_needs_at_once() -> None:
    text = "class Third(Loss):\n    pass\nclass Other(keras.Model):\n    def call(self, inputs):\n        return Third()\n"
    program = changed(text).program
    assert program.index("class Loss") < program.index("class Third") < program.index("class Other")
    program = changed("Loss.call = keras.ops.abs").program
    assert program.index("class Loss") < program.index("Loss.call =") < program.index("class Other")


def test_imports_are_added_once() -> None:
    text = (
        "from __future__ import annotations\nimport keras\nimport numpy as np, tensorflow as tf\n"
        "def square(x):\n    return np.square(x)\n"
    )
    head = changed('"""Numpy."""\n' + text).program.splitlines()[:6]
    assert head == [
        '"""Numpy."""', "from __future__ import annotations", "import keras",
        "import tensorflow as tf", "import numpy as np", "LIMIT = 1.0",
    ]  # fmt: skip


def test_del_takes_out() -> None:
    gone, new = difference("del Loss.call, Loss.doubled\ndel LIMIT, tf\n")
    assert [one.partition("\n")[0] for one in gone] == [
        "import tensorflow as tf", "LIMIT = 1.0", "Loss: @property", "Loss: @doubled.setter",
        "Loss: def call(self, y_true, y_pred):",
    ]  # fmt: skip
    assert new == []


def test_a_class_that_loses_everything_is_still_a_class() -> None:
    assert "class Other(keras.Model):\n    pass" in changed("del Other.call").program


def test_a_statement_in_an_if_takes_the_place_of_the_one_that_binds_its_name() -> None:
    gone, new = difference("if tf:\n    def square(x):\n        return x\n")
    assert len(gone) == len(new) == 1 and new[0].startswith("if tf:")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("del squared", "mine.py: the reference has no squared to delete."),
        ("del Loss.build", "mine.py: the reference has no Loss.build to delete."),
        ("del square.call", "mine.py: the reference has no square.call to delete."),
        ("del LIMIT\ndel LIMIT", "mine.py: the reference has no LIMIT to delete."),
        ("", "mine.py: this leaves the reference as it is."),
        ('def square(x):\n    """A docstring."""\n    return x * x', "mine.py: this leaves"),
        ("import numpy", "mine.py: this leaves the reference as it is."),
        ("def squared(x):\n    return x", "mine.py: nothing uses squared; has the reference"),
        ("def squared(x):\n    return squared(x)", "mine.py: nothing uses squared;"),
        ("x = 1\ndef square(x:\n    pass", "mine.py, line 2: "),
    ],
)
def test_a_change_that_does_not_fit_says_so(text: str, message: str) -> None:
    with pytest.raises(Unfitting) as raised:
        changed(text)
    assert str(raised.value).startswith(message)


def test_what_is_required_needs_no_use() -> None:
    reference = REFERENCE.partition("class Other")[0]
    text = "class Other(keras.Model):\n    pass"
    assert laid_over(reference, text, "mine.py", REQUIRED).touched == {"Other"}
    with pytest.raises(Unfitting, match="nothing uses Other"):
        laid_over(reference, text, "mine.py", ("Loss",))


@pytest.mark.parametrize(
    ("text", "touched", "reaches"),
    [
        ("def square(x):\n    return x", {"square"}, {"Loss"}),
        ("LIMIT = 2.0", {"LIMIT"}, {"Loss"}),
        ("LOW, HIGH = 2, 3", {"LOW", "HIGH"}, set()),
        ("class Other(keras.Layer):\n    pass", {"Other"}, {"Other"}),
        ("class Other(keras.Model):\n    def call(self, x):\n        return x", {"Other.call"}, {"Other"}),
        ("class Other(keras.Model):\n    def build(self, x):\n        pass", {"Other.build"}, {"Other"}),
        ("del Loss.call", {"Loss.call"}, {"Loss"}),
        ("del Loss.doubled", {"Loss.doubled"}, {"Loss"}),
        ("del Other", {"Other"}, {"Other"}),
        ("Loss.call = len", {"Loss", "len"}, {"Loss"}),
        ("keras.config.set_floatx('float64')", {"keras"}, {"Loss", "Other"}),
        ("import torch as keras", {"keras"}, {"Loss", "Other"}),
        ("del tf", {"tf"}, set()),
    ],
)  # fmt: skip
def test_what_a_change_touches_and_reaches(text: str, touched: set[str], reaches: set[str]) -> None:
    found = changed(text)
    assert (found.touched, found.reaches) == (touched, reaches)


def test_a_helper_that_is_no_longer_used_belongs_to_what_used_it() -> None:
    text = "class Loss(keras.losses.Loss):\n    def call(self, y_true, y_pred):\n        return 0\ndel square"
    assert changed(text).reaches == {"Loss"}


def test_what_a_change_brings_is_what_its_definitions_did_not_use_before() -> None:
    text = "def square(x):\n    y = x\n    return tf.math.pow(x=y, y=2) * LIMIT"
    assert changed(text).brought == {"tf", "math", "pow", "x", "y", "LIMIT"}
    text = "class Loss(keras.losses.Loss):\n    def call(self, y_true, y_pred):\n        return tf.abs(square(y_true))"
    assert changed(text).brought == {"tf", "abs"}


def test_a_whole_program_is_compared_as_a_change_is() -> None:
    program = REFERENCE.replace("x * x", "x + x").replace("return inputs", "return -inputs")
    found = whole(REFERENCE, program, REQUIRED)
    assert (found.program, found.touched) == (program, {"square", "Other.call"})


def test_the_reference_is_not_altered_by_a_change() -> None:
    before = changed("LIMIT = 2.0").program
    changed("class Loss(Other):\n    def call(self):\n        pass\ndel square, Loss.__init__")
    assert changed("LIMIT = 2.0").program == before


def test_a_file_is_read_without_being_laid_over(tmp_path: Path) -> None:
    path = tmp_path / "no_square.py"
    path.write_text('"""Not\n\nSquare\nit.\n\nThen go on.\n"""\ndel squared\n')
    change = read_change(path, lambda: REFERENCE, REQUIRED)
    assert (change.name, change.title) == ("no_square", "Not")
    assert change.explanation == "Square it.\nThen go on."
    assert change.problem == f"{path}: the reference has no squared to delete." and not change.fits
    with pytest.raises(Unfitting):
        assert change.source


@pytest.mark.parametrize("content", [b"def f(:", b"\xff"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "wrong.py"
    path.write_bytes(content)
    with pytest.raises(Unfitting, match=r"wrong\.py"):
        read_change(path, lambda: REFERENCE, REQUIRED)
