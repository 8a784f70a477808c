"""The student's own line, and carets under the place."""

from pathlib import Path

from grader.judge.excerpt import WIDTH, excerpt
from grader.submission.submission import Submission
from grader.wire import Frame

SOURCE = Submission(
    Path("mine.py"),
    "def f(x):\n    return tf.mean(x)\n    y = [" + "1, " * 40 + "z]\n\n    ä = x.\x1b[1m",
)


def shown(line: int, start: int = 0, end: int = 0, message: str = "") -> str:
    return excerpt(SOURCE, Frame(line, "f", "", start, end), message)


def test_what_was_executed_is_marked() -> None:
    assert shown(2, 11, 21) == "return tf.mean(x)\n       ^^^^^^^^^^"


def test_a_name_in_the_message_is_marked_within_it_or_alone() -> None:
    message = "module 'tensorflow' has no attribute 'mean'"
    for place in ((11, 18), (0, 0)):
        assert shown(2, *place, message) == "return tf.mean(x)\n          ^^^^"
    assert shown(2) == "return tf.mean(x)"


def test_a_long_line_is_shown_around_the_place() -> None:
    line, carets = shown(3, 129, 130).split("\n")
    assert line.startswith("… ") and line[carets.index("^")] == "z" and len(line) <= WIDTH + 2


def test_places_that_are_none_are_not_shown() -> None:
    assert shown(4) == shown(99) == shown(0) == ""  # an empty line, and none at all
    assert shown(2, 500, 900) == shown(2, 9, 3) == shown(2, -5, 4) == "return tf.mean(x)"
    assert "\x1b" not in shown(5)
