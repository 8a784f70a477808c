"""Each kind of difference is said in its own words, with its usual cause."""

import numpy as np
import pytest

from grader.checking import Tolerance
from grader.judge.comparing import difference
from grader.judge.explaining import explain, failure_sentence
from grader.reporting.error_messages import shortened
from grader.wire import Array, Change, Failure, Frame, Listed, Strange, Strings, Value

RIGHT = Array.of(np.array([1.0, 2.0], "float32"))


def said(value: Value, right: Value = RIGHT, key: str = "loss", reveal: str = "all") -> str:
    found = difference({key: value}, {key: right}, Tolerance(0, 0) if right == 1.0 else None)
    assert found is not None
    return explain(found, reveal)  # type: ignore[arg-type]


def array(*values: float, dtype: str = "float32") -> Array:
    return Array.of(np.array(values, dtype))


def test_a_wrong_value_is_named_with_its_place_and_what_is_expected() -> None:
    assert said(array(1.0, 3.0)) == "loss[1] is 3.0; expected 2.0."


WORDS = Strings((2,), ("a", "b"))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Strings((2,), ("a", "x")), 'loss[1] is "x"; expected "b".'),
        (Strings((3,), ("a", "b", "c")), "loss has shape (3,); (2,) is expected."),
        ("a", "loss is the Python str a; a string tensor of shape (2,) is expected."),
        (RIGHT, "a float32 tensor of shape (2,); a string tensor of shape (2,) is expected."),
    ],
)
def test_strings_are_explained_like_numbers(value: Value, words: str) -> None:
    assert words in said(value, WORDS)


KEPT = Change(RIGHT, RIGHT)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Change(array(5.0, 6.0), array(5.0, 7.0)), "loss[1] is 7.0; expected 6.0."),
        (
            Change(array(np.nan, 1), array(np.nan, 1)),
            "loss[0] is nan; a finite number is expected.",
        ),
        (Change(array(5.0, 6.0), array(5.0)), "loss has shape (1,); (2,) is expected."),
        (1.5, "the Python float 1.5; a float32 tensor of shape (2,) is expected."),
    ],
)
def test_a_change_is_explained_by_what_was_there_before(value: Value, words: str) -> None:
    assert words in said(value, KEPT)


def test_numbers_that_differ_look_different() -> None:
    doubles = Array.of(np.array([0.005, 2.0]))
    assert said(Array.of(np.array([0.0050000004, 2.0])), doubles) == (
        "loss[0] is 0.0050000004; expected 0.005."
    )
    assert said(1.0 + 1e-15, 1.0) == "loss is 1.0000000000000011; expected 1.0."


def test_lists_of_other_lengths_are_told_as_they_are() -> None:
    none, one = Listed(array()), Listed(Strings((1,), ("act",)))
    assert said(one, none, "unknown entries") == 'unknown entries is ["act"]; expected [].'
    assert said(none, one, "weights") == 'weights is []; expected ["act"].'


def test_expected_values_can_be_withheld() -> None:
    sentence = said(array(1.0, 3.0), reveal="inputs")
    assert "3.0" in sentence and "2.0" not in sentence


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "nothing connects the result"),
        (array(1.0, np.nan), "[1] is nan"),
        (array(1.0, np.inf), "overflow"),
        (array(1.0, 2.0, dtype="float64"), "dtype float64; float32 is expected"),
        (array(1.0, 2.0, 3.0), "shape (3,); (2,) is expected"),
        (Array.of(np.float32(1.5)), "reduced to a single number"),
        (Strange("object", "list"), "a list, which is no tensor"),
        (Listed(RIGHT), "is a list, which is no tensor; a float32 tensor of shape (2,) is exp"),
        (1.5, "the Python float 1.5; a float32 tensor"),
    ],
)
def test_each_kind_has_its_own_words(value: Value, words: str) -> None:
    assert words in said(value, key="gradient for y_pred")


def test_a_missing_answer_is_said() -> None:
    found = difference({}, {"loss": RIGHT}, None)
    assert found is not None and explain(found) == "loss is missing from the answer."


def test_an_answer_where_an_error_is_right_is_said() -> None:
    found = difference({"loss": RIGHT}, Failure("raised", "ValueError", "no"), None)
    assert found is not None and "should have raised" in explain(found)


@pytest.mark.parametrize(
    ("message", "advice"),
    [
        ("Cannot convert 'total' to a shape.", "first argument of add_weight is the shape"),
        ("Cannot convert '2' to a shape.", "with the comma"),
        ("tf.function only supports singleton tf.Variables created on the first call", "make them"),
        ("tf.function-decorated function tried to create variables on non-first call.", "__init__"),
        ("The tensor <tf.Tensor 'x:0'> cannot be accessed from here, because it was defined in "
         "another function or code block, out of scope", "keep state in variables"),
        ("You called `set_weights(weights)` on layer 'd' with a weight list of length 2, but the "
         "layer was expecting 0 weights.", "weights that Keras tracks"),
        ("'tuple' object has no attribute 'as_list'", "input_shape[-1]"),
        ("'M' object has no attribute 'compiled_metrics'", "That is Keras 2"),
        ("module 'keras.backend' has no attribute 'abs'", "keras.ops"),
        ("'SymbolicTensor' object has no attribute 'numpy'", "stay with TensorFlow"),
        ("Using a symbolic `tf.Tensor` as a Python `bool` is not allowed.", "tf.where"),
        ("cannot compute Mul as input #1(zero-based) was expected to be a float tensor but is a "
         "double tensor", "tf.cast"),
        ("Incompatible shapes: [2,1] vs. [3]", "print their shapes"),
        ("maximum recursion depth exceeded", "calls itself"),
        ("__init__() got an unexpected keyword argument 'name'", "Take **kwargs"),
    ],
)  # fmt: skip
def test_well_known_errors_are_explained(message: str, advice: str) -> None:
    assert advice in failure_sentence(Failure("raised", "ValueError", message, (Frame(3, "call"),)))


def test_an_error_nobody_knows_is_told_as_it_is() -> None:
    assert failure_sentence(Failure("raised", "KeyError", "'q'")) == "It raised KeyError: 'q'."
    assert failure_sentence(Failure("raised", "ValueError", "")) == "It raised ValueError."


def test_exits_and_shortcuts_have_sentences() -> None:
    assert "tried to end the program (SystemExit)" in failure_sentence(
        Failure("exit", "SystemExit", "0")
    )
    assert "keras.losses.huber, which is what" in failure_sentence(
        Failure("shortcut", "Borrowed", "keras.losses.huber")
    )


def test_what_keras_and_tensorflow_wrap_around_a_message_is_taken_off() -> None:
    wrapped = (
        "Exception encountered when calling Model.call().\n\n"
        "Exception encountered when calling Layer.call().\n\n"
        "{{node a/b}} Incompatible shapes: [2] vs. [3] [Op:Sub] name: x\n\n"
        "Arguments received by Layer.call():\n  • x=1\n\n"
        "Arguments received by Model.call():\n  • x=1"
    )
    assert shortened(wrapped) == "Incompatible shapes: [2] vs. [3]"
    user = 'in user code:\n\n    File "s.py", line 3, in f\n        return g(x)\n\n    ValueError: no g here\n'
    assert shortened(user) == "no g here"
    assert shortened("weights of \x1b[1mLayer\x1b[0m") == "weights of Layer"
    assert len(shortened("word " * 200)) <= 240
