"""What is a sealed exercise? Questions, the right answers, probes; no solution.

There is no smaller input than those asked, and no diagnosis, but every verdict on the questions
asked is the same.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import msgspec

from grader import wire
from grader.asking.questions import Answered, Collect, Question
from grader.checking import Check, Plot, Tolerance, Tolerances, cases
from grader.course.changes import Change
from grader.course.exercise import CourseError, Exercise, Metadata, NoCourse
from grader.languages import Words
from grader.wire import Observation

SCHEMA = 3
SUFFIX = ".sealed"


class SealedCheck(msgspec.Struct, frozen=True):
    """One check: what is asked, in wire form, the shortest first, and what is right."""

    id: str
    sentence: str
    probe: str
    points: int
    advice: dict[str, str]
    tolerance: tuple[float, float] | dict[str, tuple[float, float]] | None  # relative, absolute
    questions: tuple[bytes, ...]
    answers: tuple[Observation, ...]
    builds_on: tuple[str, ...] = ()


class Seal(msgspec.Struct, frozen=True):
    """The content of a sealed file.

    stub: what students start from, in English. Their own file may lie where it was handed out.
    """

    schema: int
    metadata: Metadata
    stub: str
    probes: str
    checks: tuple[SealedCheck, ...]
    said: dict[str, dict[str, str]] = {}  # by language: what is read, translated


def _tolerance(
    numbers: tuple[float, float] | dict[str, tuple[float, float]] | None,
) -> Tolerances | None:
    if isinstance(numbers, dict):
        return {name: Tolerance(*both) for name, both in numbers.items()}
    return Tolerance(*numbers) if numbers else None


class _Version(msgspec.Struct, frozen=True):
    schema: int


def sealed_exercises(course: Path) -> tuple[Exercise, ...]:
    """The sealed exercises of a course, in the order of their names."""
    return tuple(_unsealed(course, path) for path in sorted((course / "sealed").glob(f"*{SUFFIX}")))


def _unsealed(course: Path, path: Path) -> Exercise:
    try:
        data = path.read_bytes()
        if msgspec.msgpack.decode(data, type=_Version).schema != SCHEMA:
            raise CourseError(f"{path} is of another version of gradetape: ask for a new one.")
        content = msgspec.msgpack.decode(data, type=Seal)
    except (msgspec.MsgspecError, OSError) as error:
        raise CourseError(f"{path} is no sealed exercise: {error}.") from None
    statement, solution = course / "exercises" / path.stem, path.with_suffix("")
    return _Sealed(path.stem, statement, solution, content.metadata, content)


@dataclass(frozen=True)
class _Sealed(Exercise):
    """An exercise of which only the questions and the right answers are here."""

    content: Seal

    @property
    def stub_text(self) -> str:
        return self.content.stub

    @property
    def reference(self) -> str:
        raise NoCourse(f"{self.id} is sealed: the right answers are here, the solution is not.")

    @property
    def depends_on(self) -> Mapping[str, bytes]:
        said = {self.language: self.content.said.get(self.language, {})}
        kept = msgspec.structs.replace(self.content, said=said)
        return {"sealed": msgspec.msgpack.encode(kept, order="deterministic")}

    @property
    def probes(self) -> str:
        return self.content.probes

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        return tuple(_check(sealed, self.words) for sealed in self.content.checks)

    @cached_property
    def words(self) -> Words:
        texts = self.content.said.get(self.language, {})
        return lambda text: texts.get(text, text)

    @property
    def plots(self) -> tuple[Plot, ...]:
        return ()

    @property
    def misconceptions(self) -> tuple[Change, ...]:
        return ()

    @property
    def recorded(self) -> "Recorded":
        return Recorded(self.content)


def _check(sealed: SealedCheck, words: Words) -> Check:
    return Check(
        sealed.sentence,
        sealed.probe,
        cases(*(wire.decode_inputs(question) for question in sealed.questions)),
        points=sealed.points,
        id=sealed.id,
        advice=sealed.advice,
        tolerance=_tolerance(sealed.tolerance),
        builds_on=sealed.builds_on,
    ).said_in(words)


class Recorded:
    """Answers as a worker with the reference would give them."""

    def __init__(self, content: Seal) -> None:
        self._known: dict[tuple[str, bytes], Answered] = {
            (check.probe, Question.of(wire.decode_inputs(question)).wire): answer
            for check in content.checks
            for question, answer in zip(check.questions, check.answers, strict=True)
        }

    def send(self, code: str, probe: str, questions: Sequence[Question]) -> Collect:
        """See `Remembered`."""
        return lambda: [self._known[probe, question.wire] for question in questions]

    def ask(self, code: str, probe: str, questions: Sequence[Question]) -> list[Answered]:
        """See `Remembered`."""
        return self.send(code, probe, questions)()

    def keep_only(self, wires: Collection[bytes]) -> None:
        """Everything is needed."""

    def close(self) -> None:
        """There is no worker."""
