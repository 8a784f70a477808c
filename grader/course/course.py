"""What is a course? A folder, what it decides for all of its exercises, and these.

`course.toml` says what it decides, and may be left out:

seed = 20261121      # other inputs than students have seen
reveal = "inputs"    # "all", "inputs" or "none"

[limits]             # instead of what each exercise says
seconds = 120
"""

from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from grader.asking.worker import Limits
from grader.course.exercise import CourseError, Exercise, Metadata
from grader.course.lookup import exercise_named
from grader.course.reading import exercises
from grader.places import course_folder
from grader.reporting.report import Reveal


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The content of `course.toml`."""

    seed: int | None = None
    reveal: Reveal = "all"
    limits: dict[str, float | int] = {}


@dataclass(frozen=True)
class Course:
    """A course: every exercise has the course's limits, and is in the language spoken now."""

    folder: Path
    settings: Settings
    exercises: tuple[Exercise, ...]

    def named(self, word: str) -> Exercise:
        """The exercise that a word means; raises `UnknownExercise`."""
        return exercise_named(word, self.exercises)


def open_course(folder: Path | None = None) -> Course:
    """The course in a folder, else the one that travels with the grader; raises `CourseError`."""
    folder = folder or course_folder()
    settings = _settings_of(folder)
    found = tuple(_limited(exercise, settings) for exercise in exercises(folder))
    return Course(folder, settings, found)


def _settings_of(course: Path) -> Settings:
    """What the course decides; the defaults when it decides nothing. Raises `CourseError`."""
    path = course / "course.toml"
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Settings)
    except FileNotFoundError:
        return Settings()
    except (msgspec.MsgspecError, UnicodeDecodeError, OSError) as error:
        raise CourseError(f"{path}: {error}") from None


def _limited(exercise: Exercise, settings: Settings) -> Exercise:
    """The exercise with the course's limits in the place of its own."""
    wanted = msgspec.structs.asdict(exercise.metadata.limits) | settings.limits
    try:
        limits = msgspec.convert(wanted, Limits)
    except msgspec.ValidationError as error:
        raise CourseError(f"course.toml: limits: {error}") from None
    metadata: Metadata = msgspec.structs.replace(exercise.metadata, limits=limits)
    return replace(exercise, metadata=metadata)
