"""Are an exercise's checks right? Wrong code must lose points, honest code must keep them all.

Wrong are the misconceptions, other wrong solutions, and the mutants of the reference; honest are
the alternatives that somebody wrote down. Every verdict is asked for with several seeds and must
not depend on them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from grader.asking.remembered import Remembered
from grader.asking.worker import Lost
from grader.authoring.mutants import mutants, named
from grader.course.changes import Change
from grader.course.exercise import Exercise
from grader.judge import own_work
from grader.judge.grader import Grader
from grader.judge.inherited import holds_for_reference
from grader.judge.showing import Shows, mistakes_in
from grader.judge.trials import STUDENT, Tried, try_check
from grader.reporting.report import CheckResult, Report
from grader.submission.submission import Submission

Kind = Literal["reference", "misconception", "wrong", "mutant", "honest"]
IMPORT = "import"  # in the place of a check's id: the code could not even be imported


@dataclass(frozen=True)
class Candidate:
    """One piece of code to be judged, and what a right verdict on it is."""

    kind: Kind
    name: str
    source: str
    reason: str = ""  # why a mutant is right as well
    reaches: frozenset[str] = frozenset()  # the required names it changes; empty for all
    mistake: str = ""  # the name under which a misconception is told, if it is another one

    @property
    def should_pass(self) -> bool:
        return self.kind in ("reference", "honest")


@dataclass(frozen=True)
class Verdict:
    """What was said of a candidate.

    failed: for each seed the ids of the checks that it failed; the first seed's are all there
            are, another one's end with the first.
    named:  the misconceptions that a misconception was taken for.
    broken: what went wrong on our side, which is nobody's verdict.
    """

    candidate: Candidate
    failed: tuple[tuple[str, ...], ...]
    named: tuple[str, ...] = ()
    broken: str = ""

    @property
    def flaky(self) -> bool:
        """Whether seeds disagree about it."""
        return len({bool(checks) for checks in self.failed}) > 1

    @property
    def right(self) -> bool:
        """Whether every seed says what is true of it; an equivalent mutant may go either way."""
        if self.broken or self.candidate.reason:
            return not self.broken
        if any(bool(checks) == self.candidate.should_pass for checks in self.failed):
            return False
        one = self.candidate
        return one.kind != "misconception" or self.named == (one.mistake or one.name,)


def candidates(exercise: Exercise, honest: Sequence[Path]) -> tuple[Candidate, ...]:
    """Everything to be judged but the mutants."""
    own = Candidate("reference", "reference.py", exercise.reference)
    explained = _fitting("misconception", exercise.misconceptions)
    wrong = _fitting("wrong", exercise.wrong)
    right = [Candidate("honest", path.name, path.read_text(encoding="utf-8")) for path in honest]
    return (own, *explained, *wrong, *right)


def mutated(exercise: Exercise) -> tuple[Candidate, ...]:
    """The mutants of the reference; raises ImportError without the library that makes them."""
    return tuple(
        Candidate("mutant", m.name, m.source, _reason(exercise, m), m.laid.reaches)
        for m in mutants(exercise.reference, exercise.metadata.requires)
    )


def judge(
    among: Sequence[Candidate], graders: Sequence[Grader], step: Callable[[], None]
) -> Iterator[Verdict]:
    """The verdict on each candidate, with each grader's seed; `step` is called after each."""
    for candidate in among:
        yield verdict(candidate, graders)
        step()


def verdict(candidate: Candidate, graders: Sequence[Grader], *, whole: bool = True) -> Verdict:
    """The verdict on one candidate.

    A misconception is graded as a student's file would be: its name must come out, alone. Unless
    the whole report is wanted, its first failure is enough if that has no other name: it answers
    every further check as itself, so that none of them can name another.
    """
    first, *others = graders
    if not whole and candidate.kind == "misconception":
        found = _first_failure(first, candidate)
        if found.right:
            return found
    if candidate.kind == "misconception":
        file = Submission(Path(f"{candidate.name}.py"), candidate.source)
        report = first.grade(file, only=candidate.reaches)
        if _named_in(report) != (candidate.mistake or candidate.name,):
            # Checks on other names may tell two apart.
            report = first.grade(file)
        broken = next((c.message for c in report.checks if c.outcome == "broken"), "")
        failed, names = tuple(c.id for c in report.checks if _falls(c)), _named_in(report)
    else:
        failed, broken = failures(first, candidate)
        names = ()
    if candidate.kind == "reference" and (unlike := unlike_own(first)):
        broken = broken or f"{unlike[0]}: from_own does not make its answers from its own"
    rest = [failures(grader, candidate, all_of_them=False) for grader in others]
    broken = next((why for why in (broken, *(why for _, why in rest)) if why), "")
    return Verdict(candidate, (failed, *(ids for ids, _ in rest)), names, broken)


def _first_failure(grader: Grader, candidate: Candidate) -> Verdict:
    """What the first check that it fails says of a misconception."""
    student = grader.student(candidate.source)
    tried: list[Tried] = []
    try:
        if not student.worker.start().failures:
            tried = _tried(grader, candidate, student, all_of_them=False)
    except Lost:
        pass
    finally:
        student.close()
    shows = Shows(Submission(Path(f"{candidate.name}.py"), candidate.source))
    explained = mistakes_in(grader.explained(tried, shows), grader.exercise.misconceptions)
    names = {name for found in explained.values() for name in found}
    lost = tuple(one.check.id for one in tried if not one.passed)
    broken = next((one.broken for one in tried if one.broken), "")
    return Verdict(candidate, (lost,), tuple(sorted(names)), broken)


def failures(
    grader: Grader, candidate: Candidate, *, all_of_them: bool = True
) -> tuple[tuple[str, ...], str]:
    """The ids of the checks that it fails (or of the first), and what is broken of ours.

    Checks on names that it does not reach answer as for the reference, and are not asked.
    """
    student = grader.student(candidate.source)
    try:
        if STUDENT in student.worker.start().failures:
            return (IMPORT,), ""
        tried = _tried(grader, candidate, student, all_of_them=all_of_them)
        if tried and tried[-1].broken:
            return (tried[-1].check.id,), f"{tried[-1].check.id}: {tried[-1].broken}"
        found = tuple(one.check.id for one in tried if not one.passed)
        if found and not all_of_them:
            return found, ""
        forbidden = grader.exercise.metadata.forbidden
        names = {*(forbidden.names if forbidden else ())}
        if used := names - own_work.telling(forbidden, grader.reference):
            return (), f"right answers come from {min(used)}, which is forbidden"
        seen = grader.seen(Submission(Path(candidate.name), candidate.source), student, tried)
        return (*found, *((own_work.ID,) if seen.used else ())), ""
    except Lost:
        return (IMPORT,), ""
    finally:
        student.close()


def _tried(
    grader: Grader, candidate: Candidate, student: Remembered, *, all_of_them: bool
) -> list[Tried]:
    """The checks that it reaches; up to one that is broken, or unless all to one that fails."""
    tried: list[Tried] = []
    for check in grader.concerning(candidate.reaches):
        tried.append(try_check(check, grader.deck(check), student, grader.reference))
        if tried[-1].broken or not (all_of_them or tried[-1].passed):
            break
    return tried


def unlike_own(grader: Grader) -> tuple[str, ...]:
    """The checks whose `from_own` does not make the answers of the reference from its own."""
    return tuple(
        check.id
        for check in grader.exercise.checks
        if check.from_own is not None
        and isinstance(grader.reference, Remembered)
        and not holds_for_reference(check, grader.deck(check), grader.reference)
    )


def idle(exercise: Exercise, verdicts: Sequence[Verdict]) -> tuple[str, ...]:
    """The checks that nothing wrong fails: they may ask nothing, or have no wrong solution yet."""
    failed = {id for v in verdicts if not v.candidate.should_pass for id in v.failed[0]}
    return tuple(check.id for check in exercise.checks if check.id not in failed)


def _named_in(report: Report) -> tuple[str, ...]:
    """The misconceptions that a report names, anywhere."""
    return tuple(sorted({c.diagnosis.name for c in report.checks if c.diagnosis is not None}))


def _falls(result: CheckResult) -> bool:
    """Whether a check fails; that nothing works yet is said of own work, for the others."""
    if result.id == own_work.ID:
        return result.outcome == "failed"
    return result.outcome != "passed"


def _fitting(kind: Kind, changes: Sequence[Change]) -> list[Candidate]:
    return [
        Candidate(kind, one.name, one.source, reaches=one.laid.reaches, mistake=one.mistake)
        for one in changes
        if one.fits
    ]


def _reason(exercise: Exercise, mutant: Change) -> str:
    for known in exercise.metadata.equivalent:
        if named(known.line, known.becomes) == mutant.name:
            return known.reason
    return ""
