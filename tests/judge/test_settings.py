"""A line that changes a setting for all code is named, put back if possible, and costs nothing."""

from collections.abc import Iterator

import pytest

from grader.asking.forking import Zygote
from grader.judge.grader import Grader
from tests.conftest import EXERCISES
from tests.tiny import RIGHT, submission

LINES = [
    'keras.config.set_floatx("float64")',
    'keras.config.set_dtype_policy("mixed_float16")',
    "tf.config.run_functions_eagerly(True)",
    "tf.compat.v1.disable_eager_execution()",
    'warnings.filterwarnings("error")',
]
HEAD = "import warnings, keras\nimport tensorflow as tf\n"


@pytest.fixture(scope="module")
def grader(zygote: Zygote) -> Iterator[Grader]:
    grader = Grader(EXERCISES["exercise-03"], zygote, shrunk=0)
    yield grader
    grader.close()


@pytest.mark.parametrize("line", LINES)
def test_right_code_below_a_global_line_is_right(grader: Grader, line: str) -> None:
    source = f"{HEAD}{line}\n{EXERCISES['exercise-03'].reference}"
    report = grader.grade(submission(source))
    assert report.passed, [check.message for check in report.checks]
    (notice,) = report.notices
    assert notice.startswith("Line 3: ") and line.replace('"', "'") in notice
    assert "put back" in notice


@pytest.mark.parametrize(
    "line", ["tnp.experimental_enable_numpy_behavior()", LINES[3] + "; tf.constant(1.0)"]
)
def test_what_cannot_be_put_back_is_told_when_it_may_matter(zygote: Zygote, line: str) -> None:
    from tests.tiny import EXERCISE

    tiny = Grader(EXERCISE, zygote, shrunk=0)
    head = f"{HEAD}import tensorflow.experimental.numpy as tnp\n{line}\n"
    right = tiny.grade(submission(head + RIGHT))
    wrong = tiny.grade(submission(head + RIGHT.replace("x + x", "x * x")))
    tiny.close()
    assert right.passed == (right.notices == ()) and right.passed == ("numpy" in line)
    assert "Line 4: " in wrong.notices[0] and "cannot be put back" in wrong.notices[0]
    assert not [c.diagnosis for c in (*right.checks, *wrong.checks) if c.diagnosis]
