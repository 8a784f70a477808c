"""How far has a student come? A small file in the user's data folder."""

import hashlib
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import msgspec

from grader.languages import _
from grader.places import course_folder
from grader.problems import Problem
from grader.reporting.report import Report

SCHEMA = 1
PAUSE = 30 * 60  # seconds without a run after which somebody did something else


class NotYet(Problem):
    """Something that comes later was asked for; says what is needed first."""


class Attempted(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one exercise: best score, runs so far, hints taken, times as ISO dates.

    failing: ids of the checks that did not hold in the last run; None before there was one.
    last:   when it was last started or graded, in seconds since 1970.
    worked: seconds between runs, longer pauses left out.
    """

    score: int = 0
    max_score: int = 0
    runs: int = 0
    hints: int = 0
    passed: str = ""
    gave_up: str = ""
    last: float = 0.0
    worked: float = 0.0
    failing: tuple[str, ...] | None = None

    def touched(self, now: float) -> "Attempted":
        """The same after something was done at a time."""
        gap = now - self.last
        worked = self.worked + (gap if 0 < gap < PAUSE else 0.0)
        return msgspec.structs.replace(self, last=now, worked=worked)


class _File(msgspec.Struct, frozen=True):
    schema: int
    exercises: dict[str, Attempted]


@dataclass(frozen=True)
class Progress:
    """The content of the file; `notice` says when an older one could not be read."""

    path: Path
    exercises: Mapping[str, Attempted]
    notice: str = ""

    def of(self, exercise: str) -> Attempted:
        """What is known of an exercise, which may be nothing."""
        return self.exercises.get(exercise, Attempted())

    def with_(self, exercise: str, **changes: object) -> "Progress":
        """The same but for one exercise."""
        changed = msgspec.structs.replace(self.of(exercise), **changes)
        return Progress(self.path, {**self.exercises, exercise: changed}, self.notice)

    def without(self, exercise: str) -> "Progress":
        """The same with one exercise forgotten."""
        left = {id: known for id, known in self.exercises.items() if id != exercise}
        return Progress(self.path, left, self.notice)

    def began(self, exercise: str, now: float) -> "Progress":
        """The same after an exercise was started."""
        known = self.of(exercise).touched(now)
        return Progress(self.path, {**self.exercises, exercise: known}, self.notice)

    def after(self, report: Report, now: float) -> "Progress":
        """The same after one more run at a time; the best score stays."""
        if report.status != "graded":
            return self
        known = self.of(report.exercise).touched(now)
        return self.with_(
            report.exercise,
            score=max(known.score, report.score),
            max_score=report.max_score,
            runs=known.runs + 1,
            passed=known.passed or (today() if report.passed else ""),
            last=known.last,
            worked=known.worked,
            failing=tuple(c.id for c in report.checks if c.outcome != "passed"),
        )

    def save(self) -> bool:
        """Write the file, whole or not at all; whether that was possible."""
        part = self.path.with_name(f".{self.path.name}.{os.getpid()}.part")
        content = _File(SCHEMA, dict(self.exercises))
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(msgspec.json.format(msgspec.json.encode(content)))
            os.replace(part, self.path)
        except OSError:
            return False
        return True


def load(path: Path) -> Progress:
    """What the file says; one that is damaged is set aside, and said."""
    try:
        data = path.read_bytes()
    except OSError:
        return Progress(path, {})
    try:
        content = msgspec.json.decode(data, type=_File)
        if content.schema == SCHEMA:
            return Progress(path, content.exercises)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        pass
    aside = path.with_name(f"{path.name}.damaged-{time.strftime('%Y%m%d-%H%M%S')}")
    try:
        os.replace(path, aside)
    except OSError:
        return Progress(
            path, {}, _("Your progress in {path} cannot be read; starting anew.").format(path=path)
        )
    return Progress(
        path,
        {},
        _("Your progress could not be read; it was set aside as {path}.").format(path=aside),
    )


def path_for(course: Path) -> Path:
    """Where the file for a course lies, for this user on this system."""
    from platformdirs import user_data_path

    folder = user_data_path("gradetape", appauthor=False)
    place = course.resolve()
    if place == course_folder().resolve():
        return folder / "progress.json"
    mark = hashlib.sha256(str(place).encode("utf-8", "surrogateescape")).hexdigest()[:12]
    return folder / "courses" / f"{place.name}-{mark}.json"


def remembering(course: Path) -> Callable[[Report], object]:
    """What keeps the report on a run, but for runs of CI: nobody learns there."""
    return forgetting if os.environ.get("CI") else partial(_remember, course)


def forgetting(report: Report) -> None:
    """What keeps nothing."""


def _remember(course: Path, report: Report) -> None:
    load(path_for(course)).after(report, time.time()).save()


def today() -> str:
    """Now, to the minute, in local time."""
    return time.strftime("%Y-%m-%d %H:%M")
