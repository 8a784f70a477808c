"""Which lines of a submission show a misconception?"""

from collections.abc import Mapping, Sequence
from functools import cached_property

from grader.course.changes import Change
from grader.course.signs import Found, Program, programs_in, shown
from grader.judge.causes import Explained
from grader.submission.submission import Submission

FEW = 2  # lines that are shown of one misconception


def mistakes_in(explained: Explained, misconceptions: Sequence[Change]) -> Explained:
    """The names of the mistakes, of each of which there may be several programs."""
    of = {one.name: one.mistake for one in misconceptions}
    return {id: tuple(of[name] for name in names) for id, names in explained.items()}


class Shows:
    """What the source of one submission shows; it is not parsed before somebody asks."""

    def __init__(self, submission: Submission) -> None:
        self._submission = submission

    def signs_of(self, misconception: Change) -> Found | None:
        """Where its signs are; None when it has some, and one of them is missing."""
        signs = misconception.signs
        return shown(signs, self._programs) if signs else ()

    def among(self, misconceptions: Sequence[Change]) -> Mapping[str, Change]:
        """Those, by name, that have no signs, or theirs in the source."""
        return {one.name: one for one in misconceptions if self.signs_of(one) is not None}

    def meant(self, alike: Sequence[str], known: Mapping[str, Change]) -> tuple[str, ...]:
        """Of misconceptions that answer alike, those with signs, else all; one of twins."""
        among = [known[name] for name in alike]
        found = [one for one in among if one.signs] or among
        return tuple({one.mistake: one.name for one in reversed(found)}.values())[::-1]

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
