"""Are an exercise's checks right? Wrong code must lose points, honest code must keep them all.

Wrong are the misconceptions, other wrong solutions, and the mutants of the reference; honest are
the alternatives that somebody wrote down. Every verdict is asked for with several seeds and must
not depend on them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from grader.asking.worker import Lost
from grader.authoring.mutants import mutants, named
from grader.course.changes import Change
from grader.course.exercise import Exercise
from grader.judge.grader import Grader
from grader.judge.own_work import own_work
from grader.judge.trials import STUDENT, try_check

Kind = Literal["reference", "misconception", "wrong", "mutant", "honest"]


@dataclass(frozen=True)
class Candidate:
    """One piece of code to be judged, and what a right verdict on it is."""

    kind: Kind
    name: str
    source: str
    reason: str = ""  # why a mutant is right as well

    @property
    def should_pass(self) -> bool:
        return self.kind in ("reference", "honest")


@dataclass(frozen=True)
class Verdict:
    """What each seed said of a candidate: the check that it failed first, "" for none."""

    candidate: Candidate
    failed: tuple[str, ...]

    @property
    def flaky(self) -> bool:
        """Whether seeds disagree about it."""
        return len({bool(check) for check in self.failed}) > 1

    @property
    def right(self) -> bool:
        """Whether every seed says what is true of it; an equivalent mutant may go either way."""
        if self.candidate.reason:
            return True
        return all(bool(check) != self.candidate.should_pass for check in self.failed)


def candidates(exercise: Exercise, honest: Sequence[tuple[str, str]]) -> tuple[Candidate, ...]:
    """Everything to be judged; `honest` are (name, source) pairs."""
    own = Candidate("reference", "reference.py", exercise.reference)
    explained = [m for m in exercise.misconceptions if m.fits]
    wrong = [Candidate("misconception", m.name, m.source) for m in explained]
    wrong += [
        Candidate("wrong", change.name, change.source) for change in exercise.wrong if change.fits
    ]
    right = [Candidate("honest", name, source) for name, source in honest]
    changed = [
        Candidate("mutant", m.name, m.source, _reason(exercise, m))
        for m in mutants(exercise.reference, exercise.metadata.requires)
    ]
    return (own, *wrong, *right, *changed)


def judge(
    among: Sequence[Candidate], graders: Sequence[Grader], step: Callable[[], None]
) -> Iterator[Verdict]:
    """The verdict on each candidate; `step` is called after each."""
    for candidate in among:
        yield Verdict(candidate, tuple(first_failure(g, candidate.source) for g in graders))
        step()


def first_failure(grader: Grader, source: str) -> str:
    """The id of the first check that a source does not pass; empty when it passes all."""
    student = grader.student(source)
    try:
        if STUDENT in student.worker.start().failures:
            return "import"
        tried = []
        for check in grader.exercise.checks:
            one = try_check(check, grader.deck(check), student, grader.reference)
            if not one.passed:
                return f"{check.id} ({one.broken})" if one.broken else check.id
            tried.append(one)
        lost = [r.id for r in own_work(grader.exercise, source, tried) if r.outcome != "passed"]
        return lost[0] if lost else ""
    except Lost:
        return "import"
    finally:
        student.close()


def _reason(exercise: Exercise, mutant: Change) -> str:
    for known in exercise.metadata.equivalent:
        if named(known.line, known.becomes) == mutant.name:
            return known.reason
    return ""
