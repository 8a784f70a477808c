"""What error messages have in common, and what not."""

import pytest

from grader.reporting.error_messages import BEGINNING, gist


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
    ],
)
def test_names_shapes_and_numbers_make_no_difference(one: str, other: str) -> None:
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
    ],
)
def test_what_went_wrong_does(one: str, other: str) -> None:
    assert gist(one) != gist(other)


def test_an_error_inside_a_traced_function_is_the_same_error() -> None:
    traced = 'in user code:\n\n    File "a.py", line 3, in f  *\n        g()\n\n    ValueError: no g here\n'
    assert gist(traced) == gist("no g here")
    assert len(gist("word " * 1000)) <= BEGINNING
