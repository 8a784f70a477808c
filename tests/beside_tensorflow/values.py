"""What a probe may return, and what of it is no observation. Beside TensorFlow."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from grader import probing
from grader.wire import MAX_STRINGS, Array, Change, Listed, Strange, Strings, Value
from grader.worker.values import steady, value_of


def array(values: object, dtype: str) -> Array:
    return Array.of(np.array(values, dtype))


def strings(*texts: str) -> Strings:
    return Strings((len(texts),), texts)


TRAVELS: list[tuple[object, Value]] = [
    ([1, 2], Listed(array([1, 2], "int64"))),
    ((1.5, 2), Listed(array([1.5, 2], "float32"))),
    ([0.1], Listed(array([0.1], "float32"))),
    ([1e300], Listed(array([1e300], "float64"))),
    ([np.float64(0.1), 0.1], Listed(array([0.1, 0.1], "float64"))),
    ([[1], [2]], Listed(array([[1], [2]], "int64"))),
    ([True, False], Listed(array([True, False], "bool"))),
    ([], Listed(array([], "float32"))),
    ([np.float32(1), np.float32(2)], Listed(array([1, 2], "float32"))),
    ([tf.constant([1.0]), tf.constant([2.0])], Listed(array([[1], [2]], "float32"))),
    ([keras.Variable(1.0), tf.Variable(2.0)], Listed(array([1, 2], "float32"))),
    ([np.ones(2, "float32"), np.zeros(2, "float32")], Listed(array([[1, 1], [0, 0]], "float32"))),
    (["a", "b"], Listed(strings("a", "b"))),
    (("a",), Listed(strings("a"))),
    ([["a", "b"], ["c", "d"]], Listed(Strings((2, 2), ("a", "b", "c", "d")))),
    ([b"a", "b"], Listed(strings("a", "b"))),
    (tf.constant(["a", "ä"]), strings("a", "ä")),
    (tf.constant("a"), Strings((), ("a",))),
    (tf.constant([b"\xff"]), strings("\ufffd")),
    (tf.constant([b"a\0"]), strings("a\0")),
    (tf.Variable(["a"]), strings("a")),
    (tf.zeros((0, 2), tf.string), Strings((0, 2), ())),
    (np.array(["a", "bc"]), strings("a", "bc")),
    (np.array([b"a"]), strings("a")),
    (np.array(["a", b"b"], object), strings("a", "b")),
    (np.str_("a"), Strings((), ("a",))),
    (b"a\xff", "a\ufffd"),
    (probing.Change(2, 3), Change(array(2, "int64"), array(3, "int64"))),
    (
        probing.Change([1.5], (2.5,)),
        Change(array([1.5], "float32"), array([2.5], "float32")),
    ),
    (probing.Change(0.5, True), Change(array(0.5, "float32"), array(True, "bool"))),
    (
        probing.Change(tf.constant([1.0]), np.float32([2.0])),
        Change(array([1], "float32"), array([2], "float32")),
    ),
]

STRANGE: list[tuple[object, Strange]] = [
    ({"a": 1}, Strange("object", "dict")),
    ({1}, Strange("object", "set")),
    ([1, "a"], Strange("object", "list")),
    ([1, None], Strange("object", "list")),
    (((1, 2), (3,)), Strange("object", "tuple")),
    ([["a"], ["b", "c"]], Strange("object", "list")),
    ([["a"], "b"], Strange("object", "list")),
    ([{}], Strange("object", "list")),
    ([object()], Strange("object", "list")),
    ([2**70], Strange("int", "")),
    (probing.Change(tf.constant([1.0]), [1.0]), Strange("object", "list")),
    (probing.Change("a", "b"), Strange("object", "Change")),
    (probing.Change(1, {}), Strange("object", "dict")),
    (probing.Change({}, 1), Strange("object", "dict")),
    (keras.Input((2,)), Strange("object", "KerasTensor")),
    (np.array([1, "a"], object), Strange("dtype", "object")),
    (np.array([None]), Strange("dtype", "object")),
    (tf.zeros(2, "bfloat16"), Strange("dtype", "bfloat16")),
    (["a"] * (MAX_STRINGS + 1), Strange("large", f"({MAX_STRINGS + 1},)")),
    (["a" * 10**6], Strange("large", "(1,)")),
    ([0] * 2**23, Strange("large", f"({2**23},)")),
]


@pytest.mark.parametrize(("value", "expected"), TRAVELS, ids=[repr(v)[:40] for v, _ in TRAVELS])
def test_numbers_and_strings_travel(value: object, expected: Value) -> None:
    assert value_of(value) == expected


@pytest.mark.parametrize(("value", "expected"), STRANGE, ids=[repr(v)[:40] for v, _ in STRANGE])
def test_what_is_neither_is_strange(value: object, expected: Value) -> None:
    assert value_of(value) == expected


def test_a_symbolic_tensor_has_no_value_in_a_list_either() -> None:
    seen = []

    @tf.function
    def traced(x: tf.Tensor) -> tf.Tensor:
        seen.extend([value_of(x), value_of([x])])
        return x

    traced(tf.constant(1.0))
    assert seen == [Strange("symbolic", "")] * 2


def test_lists_within_lists_without_end_are_strange() -> None:
    endless: list[object] = []
    endless.append(endless)
    assert value_of(endless) == Strange("object", "list")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("<function f at 0x7f00AB12>", "<function f at 0x…>"),
        ("FuncGraph(name=g, id=140049328211152)", "FuncGraph(name=g, id=…)"),
        ("unknown: {'b', 'a, c'}, {'d': 1}", "unknown: {'a, c', 'b'}, {'d': 1}"),
        ("2 = 0x1f, id=12", "2 = 0x1f, id=12"),
    ],
)
def test_what_differs_from_run_to_run_is_left_out(words: str, shown: str) -> None:
    assert steady(words) == shown == value_of(words)
    assert value_of([words]) == Listed(strings(shown))
