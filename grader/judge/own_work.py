"""Is the work the student's own? That is known when its answers change with a built-in's.

A built-in that is to be written may be called anywhere: in comparisons, in tests, in models beside.
Where one was called for an answer, the same code is asked again in a worker in which the built-ins
answer something else (`grader.worker.built_ins`). Answers that change came from there. Where that
cannot be told, nothing is lost, and the teacher is shown the place.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec

from grader.asking.questions import Answering
from grader.asking.remembered import Remembered
from grader.asking.worker import Lost
from grader.checking import Check
from grader.course.changes import Change
from grader.course.exercise import Forbidden
from grader.judge.comparing import Difference, difference
from grader.judge.diagnosing import Evidence, agreeing
from grader.judge.misconceptions import Misconceptions
from grader.judge.trials import Shortfall, Tried
from grader.languages import N_, _
from grader.reporting.report import CheckResult, Diagnosis
from grader.submission.submission import Submission
from grader.wire import Failure, Frame, Use

ID = "own_work"
NOTHING_YET = N_("Nothing of it works yet, so this was not looked at.")
_ADVICE = N_("Write the computation yourself, from tensor operations.")


@dataclass(frozen=True)
class Seen:
    """What was seen of the built-ins that are to be written.

    tried:  the checks as they were; those that a built-in has answered fail, and say so.
    used:   whose answers they are, and where.
    unsure: what was called for an answer that may be the student's own all the same.
    """

    tried: tuple[Tried, ...]
    used: tuple[Use, ...] = ()
    unsure: tuple[Use, ...] = ()


@dataclass(frozen=True)
class Again:
    """The same code where built-ins answer something else.

    It has its own time, so that the same is found in every run; where a check was lost, what is
    left of the student's.
    """

    student: Remembered
    spoiled: Remembered
    ask: Callable[[Sequence[Check]], Sequence[Tried]]

    def __call__(self, tried: Sequence[Tried]) -> Sequence[Tried]:
        """The same checks asked of it; none when it cannot even be loaded."""
        if any(one.lost for one in tried):
            self.spoiled.worker.left = self.student.worker.left
        try:
            self.spoiled.worker.start()
            return self.ask([one.check for one in tried])
        except Lost:
            return ()
        finally:
            self.spoiled.close()


def telling(forbidden: Forbidden | None, reference: Answering) -> frozenset[str]:
    """The built-ins that tell something: not those that right answers come from as well."""
    known = reference.worker.uses if isinstance(reference, Remembered) else ()
    names = frozenset(forbidden.names if forbidden else ())
    return names - {use.name for use in known}


def look(
    tried: Sequence[Tried],
    uses: Collection[Use],
    again: Callable[[Sequence[Tried]], Sequence[Tried]],
    submission: Submission,
) -> Seen:
    """What the uses of built-ins have to do with the answers."""
    if not uses:
        return Seen(tuple(tried))
    others = {one.check.id: one for one in again(tried)}
    found: list[Tried] = []
    used: dict[Use, None] = {}
    unsure: dict[Use, None] = {}
    answering = {use for one in tried for use in one.uses}
    for one in tried:
        other = others.get(one.check.id)
        its = [_placed(use, submission) for use in (one.uses or uses) if use in uses]
        if other is not None and other.shortfall is not None and _depends(one, other):
            used |= dict.fromkeys(its)
            found.append(_borrowed(other, other.shortfall, its[0]))
        else:
            early = () if other is not None and _is_told(one, other) else {*uses} - answering
            unsure |= {_placed(use, submission): None for use in (*one.uses, *early) if use in uses}
            found.append(one)
    return Seen(tuple(found), tuple(used), tuple(use for use in unsure if use not in used))


def is_borrowed(tried: Tried) -> bool:
    """Whether a built-in has answered a check."""
    return isinstance(tried.wrong, Failure) and tried.wrong.kind == "shortcut"


def blocked(forbidden: Forbidden, message: str, cause: str = ID) -> CheckResult:
    """The check that every exercise with forbidden names has, when it could not be asked."""
    return _result(forbidden, "blocked", message, cause)


def results_of(
    forbidden: Forbidden | None,
    seen: Seen,
    submission: Submission,
    causes: Mapping[str, str],
    known: Misconceptions,
) -> list[CheckResult]:
    """The result of the check if an exercise has it, told with the checks that it explains."""
    if forbidden is None:
        return []
    borrowed = [one for one in seen.tried if is_borrowed(one)]
    alike = known.fitting if borrowed else ()
    for one in borrowed:  # their built-ins answer as wrongly
        names = agreeing([m.name for m in alike], Evidence.of(one, frozenset()), known.ask)
        alike = tuple(m for m in alike if m.name in names)
    own = result(forbidden, seen, submission, alike)
    return [msgspec.structs.replace(own, cause=causes[one.check.id]) for one in borrowed[:1]] or [
        own
    ]


def result(
    forbidden: Forbidden, seen: Seen, submission: Submission, explained: Sequence[Change] = ()
) -> CheckResult:
    """The result of that check; `explained` are misconceptions that answer alike.

    Code that does nothing right yet, such as an empty file, earns nothing by using nothing.
    """
    if not seen.used:
        works = any(one.passed for one in seen.tried)
        return _result(forbidden, "passed", "") if works else blocked(forbidden, _(NOTHING_YET))
    first = next((use.frame for use in seen.used if use.frame and not use.frame.file), None)
    cell, line = submission.position(first.line) if first else (None, None)
    failed = _result(
        forbidden,
        "failed",
        " ".join(dict.fromkeys(_sentence(use, submission) for use in seen.used)),
    )
    one = explained[0] if len(explained) == 1 else None
    return msgspec.structs.replace(
        failed,
        line=line,
        cell=cell,
        diagnosis=Diagnosis(one.name, one.title, one.explanation) if one else None,
        one_of=tuple(m.title for m in explained) if len(explained) > 1 else (),
    )


def places(seen: Seen, submission: Submission) -> tuple[str, ...]:
    """Where a teacher may want to look: no point was lost for it."""
    text = _("{place}: {name} is called for an answer. Nothing was taken off for it.")
    none = _("{name} is called for an answer. Nothing was taken off for it.")
    return tuple(dict.fromkeys(_at(use, submission, text, none) for use in seen.unsure))


def _depends(one: Tried, other: Tried) -> bool:
    """Whether an answer changes with the built-in's; an error may have any cause but one."""
    for mine, theirs in zip(one.answers, other.answers, strict=False):
        if isinstance(mine, Failure) or mine == theirs:
            continue
        if isinstance(theirs, Failure):
            if theirs.kind == "shortcut":
                return True
        elif difference(theirs, mine, one.check.tolerance) is not None:
            return True
    return False


def _is_told(one: Tried, other: Tried) -> bool:
    """Whether there are answers to compare."""
    failed = sum(isinstance(answer, Failure) for answer in one.answers)
    return len(one.answers) == len(other.answers) and failed == sum(
        isinstance(answer, Failure) for answer in other.answers
    )


def _borrowed(other: Tried, shortfall: Shortfall, use: Use) -> Tried:
    frames = (use.frame,) if use.frame else ()
    failure = Failure("shortcut", "Borrowed", use.name, frames)
    found = Difference("", "failure", failure, None)
    return replace(other, shortfall=replace(shortfall, observed=failure, difference=found))


def _placed(use: Use, submission: Submission) -> Use:
    """With the line that names the built-in, or the class, when no line of the student's ran."""
    if use.frame is not None:
        return use
    word = use.name.rpartition(".")[2]
    named = rf"\bclass\s+{re.escape(use.derived)}\b" if use.derived else rf"^[^#]*\b{word}\b"
    found = [
        (bool(re.match(r"\s*(import|from)\b", line)), Frame(number, "", file))
        for file, source in {"": submission.source, **submission.modules}.items()
        for number, line in enumerate(source.split("\n"), start=1)
        if re.search(named, line)
    ]
    return (
        msgspec.structs.replace(use, frame=min(found, key=lambda one: one[0])[1]) if found else use
    )


def _sentence(use: Use, submission: Submission) -> str:
    if use.derived:
        text = _("{place}: {derived} is derived from {name}, which you are asked to write.")
        none = _("{derived} is derived from {name}, which you are asked to write.")
    else:
        text = _("{place}: answers come from {name}, which you are asked to write.")
        none = _("Answers come from {name}, which you are asked to write.")
    return _at(use, submission, text, none)


def _at(use: Use, submission: Submission, text: str, none: str) -> str:
    place = submission.place(use.frame.line, use.frame.file) if use.frame else ""
    said = (text if place else none).format(place=place, name=use.name, derived=use.derived)
    return said[:1].upper() + said[1:]


def _result(forbidden: Forbidden, outcome: str, message: str, cause: str = ID) -> CheckResult:
    points = forbidden.points
    return CheckResult(
        id=ID,
        sentence=forbidden.sentence,
        outcome=outcome,  # type: ignore[arg-type]
        points=points if outcome == "passed" else 0,
        max_points=points,
        inputs_tried=0 if outcome == "blocked" else 1,
        message=message,
        advice=_(_ADVICE) if outcome == "failed" else "",
        cause="" if outcome == "passed" else cause,
    )
