"""What error messages have in common, and what not."""

import pytest

from grader.reporting.error_messages import LONGEST, alike, gist, shortened
from grader.wire import Failure, Frame


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Incompatible shapes: [2] vs. [3] [Op:Mul] name: ", "Incompatible shapes: [12,4] vs. [1]"),
        (
            "<tf.Tensor 'add_1:0' shape=()> is out of scope",
            "<tf.Tensor 'm:0' shape=(2,)> is out of scope",
        ),
        (
            "cannot compute Sub as input #1(zero-based) was",
            "cannot compute Mul as input #0(zero-based) was",
        ),
        ("Layer sequential weight shape (1,) no", "Layer sequential_4 weight shape (1, 2) no"),
        (
            "missing 1 required positional argument: 'x'",
            "missing 1 required positional argument: 'y'",
        ),
        ("Cannot convert 'total' to a shape.", "Cannot convert 'sum' to a shape."),
        ("Got 2.5 for config={'a': 1}", "Got 1.0 for config={'b': (2, 3)}"),
        ("no attribute 'x'. Did you mean: 'y'?", "no attribute 'x'."),
    ],
)
def test_values_shapes_and_chosen_names_make_no_difference(one: str, other: str) -> None:
    assert gist(one) == gist(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "'SymbolicTensor' object has no attribute 'numpy'",
            "'Tuple' object has no attribute 'as_list'",
        ),
        ("got an unexpected keyword argument 'name'", "got an unexpected keyword argument 'dtype'"),
        ("Cannot convert 'total' to a shape", "Cannot iterate over 'total'"),
        ("", "numpy() is only available when eager execution is enabled"),
        ("A.call() got an unexpected keyword", "B.build() got an unexpected keyword"),
        ("word " * 20 + "here", "word " * 20 + "there"),
        ("name 'threshold' is not defined", "name 'np' is not defined"),
    ],
)
def test_what_went_wrong_does(one: str, other: str) -> None:
    assert gist(one) != gist(other)


def test_an_error_inside_a_traced_function_is_the_same_error() -> None:
    traced = 'in user code:\n\n    File "a.py", line 3, in f  *\n        g()\n\n    ValueError: no g here\n'
    assert gist(traced) == gist("no g here")
    assert len(gist("word " * 1000)) <= LONGEST


def test_errors_are_of_one_mistake_by_type_message_and_what_was_done() -> None:
    def raised(error: str, operation: str) -> Failure:
        return Failure("raised", error, "no", (Frame(3, "f", operation=operation),))

    assert alike(raised("TypeError", "matmul"), raised("TypeError", "matmul"))
    assert not alike(raised("TypeError", "matmul"), raised("ValueError", "matmul"))
    assert not alike(raised("TypeError", "matmul"), raised("TypeError", "add"))
    assert alike(raised("TypeError", "matmul"), raised("TypeError", ""))  # nobody saw it
    assert alike(raised("TypeError", "matmul"), Failure("raised", "TypeError", "no"))


def test_advice_of_libraries_that_does_not_help_is_left_out() -> None:
    numpy = "T has no attribute 'size'. \n If you are looking for numpy-related methods, run x()"
    assert shortened(numpy) == "T has no attribute 'size'."
    asked = "Using a symbolic Tensor is not allowed. You can attempt the following: use Eager"
    assert shortened(asked) == "Using a symbolic Tensor is not allowed."
    assert shortened("ambiguous. Use a.any() or a.all()") == "ambiguous."


def test_the_suggestion_of_python_stays_where_nothing_better_is_known() -> None:
    said = "no attribute 'x'. Did you mean: 'y'?"
    assert shortened(said) == said
    assert shortened(said, alone=False) == "no attribute 'x'."


def test_the_end_of_what_keras_tells_of_a_config_is_what_counts() -> None:
    told = (
        "<class 'L'> could not be deserialized properly. Please ensure that …\n\nconfig={'a': 1}."
        "\n\nException encountered: Loss.__init__() got an unexpected keyword argument 'delta'"
    )
    assert shortened(told) == "Loss.__init__() got an unexpected keyword argument 'delta'"
