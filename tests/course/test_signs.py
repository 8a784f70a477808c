"""A mistake is named only where its signs are in the source."""

import pytest

from grader.course.signs import programs_in, shown, signs_of

SOURCE = """import tensorflow as tf
from tensorflow.keras import backend as K

class Metric(tf.keras.metrics.Metric):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.total = self.add_weight(name="total", dtype="float32")

    def update_state(self, y, p):
        self.total.assign(K.sum(y - p))
        if not y:
            self.seen += 1
        return self.total or 1

    def reset_state(self):
        self.total.assign(0.0)
"""


def lines(sign: str, source: str = SOURCE) -> list[int] | None:
    _, signs = signs_of(f"Title\n\nWords.\n\n{sign}\n")
    assert signs
    found = shown(signs, programs_in({"": source}))
    return None if found is None else [line for _, line in found]


@pytest.mark.parametrize(
    ("sign", "found"),
    [
        ("assign", [10, 16]),
        ("assign in update_state", [10]),
        ("assign outside reset_state", [10]),
        ("assign in reset_state, result", [16]),
        ("_.assign(...) outside reset_state", [10]),
        ("_.assign(0.0)", [16]),
        ("_.assign(1.0)", None),
        ("self._ = _ outside __init__", None),
        ("self._ = _ in __init__", [7]),
        ("self._ += _", [12]),
        ("numpy | K", [2, 10]),
        ("float32", [7]),
        ("_(..., dtype=_)", [7]),
        ("_(..., shape=_)", None),
        ("super().__init__(**_)", [6]),
        ("def reset_state", [15]),
        ("def reset_states", None),
        ("if not _: ...", [11]),
        ("if y: ...", None),
        ("if", [11]),
        ("return in update_state", [13]),
        ("_ or _", [13]),
        ("threshold", [5]),
        ("no reset_states", []),
        ("no assign in update_state", None),
        ("no return in reset_state", []),
        ("assign in update_state\nSign: no def call", [10]),
        ("assign in update_state\nSign: def call", None),
    ],
)
def test_a_sign_is_found_where_it_is(sign: str, found: list[int] | None) -> None:
    assert lines(f"Sign: {sign}") == found


def test_the_words_are_left_without_their_signs() -> None:
    text, signs = signs_of("Title\n\nSome words.\n\nSign: a | b in f\nSign: no c")
    assert text == "Title\n\nSome words."
    assert [(s.patterns, s.absent, s.within) for s in signs] == [
        (("a", "b"), False, ("f",)), (("c",), True, ()),
    ]  # fmt: skip


def test_a_sign_that_is_no_python_is_told() -> None:
    with pytest.raises(ValueError, match="is no Python"):
        signs_of("T\n\nSign: self.(")


def test_every_file_of_a_student_is_looked_at() -> None:
    _, signs = signs_of("T\n\nSign: numpy")
    programs = programs_in({"": "x = 1", "mine.py": "\nx.numpy()", "odd.py": "x.numpy("})
    assert shown(signs, programs) == (("mine.py", 2),)


def test_a_source_without_end_is_not_looked_at() -> None:
    _, signs = signs_of("T\n\nSign: numpy")
    for source in ("x.numpy()\n" * 20_000, "x = 1" + "+ 1" * 20_000 + "\nx.numpy()"):
        assert shown(signs, programs_in({"": source})) is None
