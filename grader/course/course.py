"""What does a course decide for all of its exercises? `course.toml` says so; it may be left out.

seed = 20261121      # other inputs than students have seen
reveal = "inputs"    # "all", "inputs" or "none"

[limits]             # instead of what each exercise says
seconds = 120
"""

from dataclasses import replace
from pathlib import Path

import msgspec

from grader.asking.worker import Limits
from grader.course.exercise import CourseError, Exercise, Metadata
from grader.reporting.report import Reveal


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The content of `course.toml`."""

    seed: int = 0
    reveal: Reveal = "all"
    limits: dict[str, float | int] = {}


def settings_of(course: Path) -> Settings:
    """What the course decides; the defaults when it decides nothing. Raises `CourseError`."""
    path = course / "course.toml"
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Settings)
    except FileNotFoundError:
        return Settings()
    except (msgspec.MsgspecError, UnicodeDecodeError, OSError) as error:
        raise CourseError(f"{path}: {error}") from None


def limited(exercise: Exercise, settings: Settings) -> Exercise:
    """The exercise with the course's limits in the place of its own."""
    wanted = msgspec.structs.asdict(exercise.metadata.limits) | settings.limits
    try:
        limits = msgspec.convert(wanted, Limits)
    except msgspec.ValidationError as error:
        raise CourseError(f"course.toml: limits: {error}") from None
    metadata: Metadata = msgspec.structs.replace(exercise.metadata, limits=limits)
    return replace(exercise, metadata=metadata)
