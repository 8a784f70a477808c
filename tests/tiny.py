"""A tiny course, with which the tests of the engine work."""

from pathlib import Path

from grader.course.reading import exercises
from grader.submission.submission import Submission

COURSE = Path(__file__).parent / "courses" / "tiny"
EXERCISE = exercises(COURSE)[0]

RIGHT = """import tensorflow as tf

def double(x):
    return x + x

class Doubler:
    def __init__(self, times=1):
        self.times = times

    def run(self, x):
        for _ in range(self.times):
            x = double(x)
        return x
"""


def submission(source: str) -> Submission:
    return Submission(Path("mine.py"), source)


def changed(old: str, new: str) -> Submission:
    """The right solution with one place changed."""
    assert old in RIGHT
    return submission(RIGHT.replace(old, new))
