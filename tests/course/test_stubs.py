"""A stub is the reference without its solutions: valid, friendly, and known again."""

import ast
import json

import nbformat
import pytest

from grader.course.stubs import StubError, stub_notebook, stub_source
from grader.submission.notebooks import extract
from grader.submission.untouched import is_untouched, same_code

REFERENCE = '''"""Exercise: two things."""

import keras
import tensorflow as tf

EPSILON = 1e-6


def provided(x):
    return x + EPSILON


### BEGIN SOLUTION
def secret(x):
    return x * 42


### END SOLUTION
# The first one.
@tf.function
def first(x, y=1):
    """The sum."""
    ### BEGIN SOLUTION
    if x:
        return secret(provided(x))
    ### END SOLUTION


class Second(keras.layers.Layer):
    """A layer."""

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        ### BEGIN SOLUTION
        self.units = 43
        ### END SOLUTION

    def call(self, x):
        ### BEGIN SOLUTION
        return x * 44
        ### END SOLUTION
'''
STUB = stub_source(REFERENCE)
NOTEBOOK = stub_notebook(REFERENCE, "# Two things\n\nWrite them.\n", "two_things")
NAMES = ["first", "Second"]


def test_solutions_are_gone_and_everything_else_stays() -> None:
    for secret in ("42", "43", "44", "secret", "SOLUTION"):
        assert secret not in STUB
    for kept in ("def provided(x):", '"""The sum."""', "super().__init__(**kwargs)", "EPSILON"):
        assert kept in STUB


def test_a_comment_and_an_error_stand_in_their_place() -> None:
    first = STUB.split("def first")[1].split("class")[0]
    assert first.splitlines()[2:] == [
        "    # Your code here.",
        '    raise NotImplementedError("write this part")',
        "",
        "",
    ]
    with pytest.raises(NotImplementedError, match="write this part"):
        exec('def f():\n    raise NotImplementedError("write this part")\nf()')
    assert STUB.count("        raise NotImplementedError") == 2


def test_a_solution_at_module_level_leaves_no_trace() -> None:
    source = "import a\n\n\n### BEGIN SOLUTION\nx = 1\n### END SOLUTION\n\n\ny = 2\n"
    assert stub_source(source) == "import a\n\n\ny = 2\n"


def test_a_solution_in_a_class_body_keeps_the_stub_importable() -> None:
    source = (
        "class A:\n    ### BEGIN SOLUTION\n    def f(self): return 1\n    ### END SOLUTION\n\n"
        "    def g(self):\n        ### BEGIN SOLUTION\n        return 2\n        ### END SOLUTION\n"
    )
    stub = stub_source(source)
    exec(stub)
    assert "    pass\n" in stub and "return" not in stub
    assert stub.count("raise NotImplementedError") == 1


def test_a_solution_in_a_class_inside_a_function_and_back() -> None:
    source = (
        "def f():\n    class A:\n        ### BEGIN SOLUTION\n        x = 1\n"
        "        ### END SOLUTION\n    ### BEGIN SOLUTION\n    return A\n    ### END SOLUTION\n"
    )
    stub = stub_source(source)
    assert "        pass\n" in stub and "\n    raise NotImplementedError" in stub


@pytest.mark.parametrize(
    "marker", ["###BEGIN SOLUTION", "# begin solution", "#### Begin Solution "]
)
def test_a_slip_in_a_marker_does_not_give_the_solution_away(marker: str) -> None:
    source = f"def f():\n    {marker}\n    return 42\n    ### end solution\n"
    assert "42" not in stub_source(source)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("x = 1\n### BEGIN SOLUTION\n", "line 2: ### BEGIN SOLUTION without"),
        ("### END SOLUTION\n", "line 1: ### END SOLUTION without"),
        ("### BEGIN SOLUTION\nx = 1\n### BEGIN SOLUTION\n", "line 3: .* inside the one of line 1"),
        ("def f(:\n", "line 1: invalid syntax"),
        ("if 1:\n### BEGIN SOLUTION\n    x = 1\n### END SOLUTION\n", "line 1 of the stub"),
    ],
)
def test_markers_out_of_order_are_named(source: str, words: str) -> None:
    with pytest.raises(StubError, match=rf"^reference\.py.*{words}"):
        stub_source(source)


def test_a_windows_file_gives_the_same_stub() -> None:
    assert stub_source(REFERENCE.replace("\n", "\r\n")) == STUB


# the notebook


def test_the_notebook_is_valid_and_always_the_same() -> None:
    nbformat.validate(nbformat.reads(NOTEBOOK, as_version=4))
    again = stub_notebook(REFERENCE, "# Two things\n\nWrite them.\n", "two_things")
    assert again == NOTEBOOK and NOTEBOOK.endswith("}\n")
    whole = json.loads(NOTEBOOK)
    assert (whole["nbformat"], whole["nbformat_minor"]) == (4, 5)
    assert whole["metadata"]["kernelspec"]["name"] == "python3"
    ids = [cell["id"] for cell in whole["cells"]]
    assert len(set(ids)) == len(ids)


def test_the_notebook_has_the_statement_a_cell_for_each_part_and_one_to_try() -> None:
    first, *code = json.loads(NOTEBOOK)["cells"]
    assert first["cell_type"] == "markdown" and "".join(first["source"]).startswith("# Two things")
    heads = ["".join(cell["source"]).split("\n")[0] for cell in code]
    assert heads == [
        "import keras", "def provided(x):", "# The first one.", "class Second(keras.layers.Layer):",
        "# Try your code here: this cell is not graded.",
    ]  # fmt: skip
    assert code[-1]["metadata"]["tags"] == ["no-grade"]
    assert "Exercise: two things" not in NOTEBOOK


def test_odd_names_make_valid_ids() -> None:
    for name in ("a b/ü", "x" * 100):
        text = stub_notebook(REFERENCE, "x", name)
        nbformat.validate(nbformat.reads(text, as_version=4))


# untouched


def test_the_stub_and_its_notebook_are_untouched() -> None:
    assert is_untouched(STUB, STUB)
    assert is_untouched(extract(NOTEBOOK, NAMES).source, STUB)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# Your code here.", "# TODO: think about it"),
        ('    """The sum."""\n', ""),
        ("EPSILON = 1e-6", "EPSILON  =  (1e-6)"),
        ("import keras\n", "import keras\nimport numpy as np\n"),
        ('"""Exercise: two things."""', '"""My file."""'),
    ],
)
def test_layout_comments_and_imports_are_no_start(old: str, new: str) -> None:
    assert old in STUB
    assert is_untouched(STUB.replace(old, new), STUB)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('    raise NotImplementedError("write this part")\n\n\nclass', "    return x\n\n\nclass"),
        ("def first(x, y=1):", "def first(x, y=2):"),
        ("EPSILON = 1e-6", "EPSILON = 1e-7"),
        ("class Second", "def helper(x): return x\n\n\nclass Second"),
        ('    raise NotImplementedError("write this part")\n\n\nclass', "    pass\n\n\nclass"),
    ],
)
def test_any_change_of_code_is_a_start(old: str, new: str) -> None:
    assert old in STUB
    assert not is_untouched(STUB.replace(old, new), STUB)


def test_what_is_not_the_stub_at_all_is_touched() -> None:
    assert not is_untouched("", STUB)
    assert not is_untouched("def f(:", STUB)
    assert not is_untouched("(" * 5000, STUB)
    assert not is_untouched("import keras\n", STUB)
    tree = ast.parse(STUB)
    without = ast.unparse(
        ast.Module([n for n in tree.body if getattr(n, "name", "") != "first"], [])
    )
    assert not is_untouched(without, STUB)


def test_the_same_code_is_seen_through_its_layout() -> None:
    assert same_code("def f(): return 1", "def f():\n    'text'\n    return (1)  # one")
    assert not same_code("def f(): return 1", "def f(): return 2")
    assert not same_code("def f(:", "def f(:")
