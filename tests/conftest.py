"""What many tests share: one zygote for the session, and one grader an exercise."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from grader.asking.forking import Zygote
from grader.course.exercise import Exercise
from grader.course.reading import exercises
from grader.judge.grader import Grader
from grader.places import course_folder
from tests.command import warm

ROOT = Path(__file__).parent.parent
COURSE = course_folder()
EXERCISES = {exercise.id: exercise for exercise in exercises(COURSE)}


@pytest.fixture(scope="session", autouse=True)
def somebody_elses_home(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test reads or changes the progress of whoever runs it, or speaks their language."""
    os.environ["XDG_DATA_HOME"] = str(tmp_path_factory.mktemp("data"))
    os.environ["LANGUAGE"] = "en"


@pytest.fixture(scope="session", autouse=True)
def the_end_of_workers() -> Iterator[None]:
    yield
    if warm.cache_info().currsize:
        warm().close()


@pytest.fixture(scope="session")
def zygote() -> Zygote:
    """The one that commands borrow as well."""
    return warm()


@contextmanager
def graders(zygote: Zygote, shrunk: int = 0) -> Iterator[Callable[[Exercise], Grader]]:
    """The grader of each exercise, made when first asked for.

    shrunk: how many smallest inputs it looks for, a search that has tests of its own.
    """
    made: dict[str, Grader] = {}

    def of(exercise: Exercise) -> Grader:
        if exercise.id not in made:
            made[exercise.id] = Grader(exercise, zygote, shrunk=shrunk)
        return made[exercise.id]

    yield of
    for grader in made.values():
        grader.close()


@pytest.fixture(scope="session")
def grader_of(zygote: Zygote) -> Iterator[Callable[[Exercise], Grader]]:
    with graders(zygote) as of:
        yield of
