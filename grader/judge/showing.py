"""Which lines of a submission show a misconception?"""

from collections.abc import Mapping, Sequence
from functools import cached_property

from grader.course.changes import Change
from grader.course.signs import Found, Program, programs_in, shown
from grader.submission.submission import Submission

FEW = 2  # lines that are shown of one misconception


class Shows:
    """What the source of one submission shows; it is not parsed before somebody asks."""

    def __init__(self, submission: Submission) -> None:
        self._submission = submission

    def signs_of(self, misconception: Change) -> Found | None:
        """Where its signs are; None when it has some, and one of them is missing."""
        signs = misconception.signs
        return shown(signs, self._programs) if signs else ()

    def most(self, alike: Sequence[Change]) -> list[Change]:
        """Of misconceptions that answer alike, those whose signs are there, else all; no twins."""
        found = [one for one in alike if one.signs] or alike
        return [*{one.mistake: one for one in reversed(found)}.values()][::-1]

    def lines_of(self, misconception: Change) -> tuple[str, ...]:
        """Its first lines in words, each with its text."""
        part = self._submission
        return tuple(
            f"{part.place(line, file)}: {part.text(line, file).strip()}"
            for file, line in (self.signs_of(misconception) or ())[:FEW]
        )

    @cached_property
    def _programs(self) -> Mapping[str, Program]:
        return programs_in({"": self._submission.source, **self._submission.modules})
