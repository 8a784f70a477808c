"""What is a check worth that builds on one that fails? It is held against the student's own.

Where it can be told what is right for their code as it is, the check holds or fails by that.
Elsewhere it is not judged, unless it shows a mistake of its own.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from grader.asking.questions import Answered, Answering, Question
from grader.asking.remembered import Remembered
from grader.asking.worker import Lost
from grader.checking import Ask, Check
from grader.judge.causes import Explained
from grader.judge.comparing import difference
from grader.judge.results import is_unwritten
from grader.judge.trials import REFERENCE, STUDENT, Tried
from grader.reporting.error_messages import alike
from grader.submission.submission import Submission
from grader.wire import Array, Failure, Observation

_ALIKE = ("value", "nonfinite")  # differences after which nobody's code has to crash


def settled(
    tried: Sequence[Tried],
    explained: Explained,
    submission: Submission,
    student: Remembered,
    reference: Answering,
) -> list[Tried]:
    """The same, where those that hold for the student's own have no shortfall any more.

    Those that are not judged name the check that they build on.
    """
    known: dict[str, Tried] = {}
    for one in tried:
        known[one.check.id] = one
        below = [known[id] for id in one.check.builds_on if _falls(known.get(id), submission)]
        if not below or not _falls(one, submission):
            continue
        holds, reckoned = _holds_for_own(one, student, reference)
        theirs = [base for base in below if not _by_itself(one, base, explained)]
        if holds is False:  # what is wrong with these is reckoned with
            theirs = [base for base in theirs if base.check.probe not in reckoned]
        if holds:
            known[one.check.id] = replace(one, shortfall=None)
        elif theirs:
            base = theirs[0]
            known[one.check.id] = replace(one, builds_on=base.builds_on or base.check.id)
    return list(known.values())


def _falls(one: Tried | None, submission: Submission) -> bool:
    """Whether a check got a wrong answer, from code that is written."""
    found = one.shortfall if one is not None and not one.broken else None
    return found is not None and not is_unwritten(found.observed, submission)


def _by_itself(one: Tried, base: Tried, explained: Explained) -> bool:
    """Whether what is wrong is not what is wrong below: another mistake, another error."""
    assert one.shortfall is not None and base.shortfall is not None
    named, below = (set(explained.get(tried.check.id, ())) for tried in (one, base))
    if named:
        return not named & below
    mine, theirs = one.shortfall.observed, base.shortfall.observed
    if not isinstance(mine, Failure):
        return False
    if isinstance(theirs, Failure):
        return not alike(mine, theirs)
    return base.shortfall.difference.kind in _ALIKE


def _holds_for_own(
    one: Tried, student: Remembered, reference: Answering
) -> tuple[bool | None, set[str]]:
    """Whether it answers as right code upon the student's own would; None when that is unknown.

    And the probes that were asked for it.
    """
    asked: set[str] = set()
    if one.check.from_own is None or len(one.answers) < len(one.deck):
        return None, asked
    try:
        expected = reference.ask(REFERENCE, one.check.probe, one.deck)
        own = partial(_own, student, STUDENT, asked)
        right = [_right(one.check.from_own, own, question) for question in one.deck]
    except Lost:
        return None, asked
    known = [answer for answer in right if answer is not None]
    # Numbers that are all the same do not tell right code from wrong.
    if len(known) < len(right) or not _varying(expected) <= _varying(known):
        return None, asked
    alike = (
        difference(mine, answer, one.check.tolerance) is None
        for mine, answer in zip(one.answers, known, strict=True)
    )
    return all(alike), asked


def holds_for_reference(check: Check, deck: Sequence[Question], reference: Remembered) -> bool:
    """Whether `from_own` makes of the reference's own what the reference answers."""
    assert check.from_own is not None
    own = partial(_own, reference, REFERENCE, set())
    right = [_right(check.from_own, own, question) for question in deck]
    answers = reference.ask(REFERENCE, check.probe, deck)
    return all(
        answer is not None and difference(mine, answer, check.tolerance) is None
        for mine, answer in zip(answers, right, strict=True)
    )


def _own(
    worker: Remembered, code: str, asked: set[str], probe: str, **inputs: Any
) -> Mapping[str, Any]:
    """What a probe observes of some code, as arrays."""
    asked.add(probe)
    (answer,) = worker.ask(code, probe, [Question.of(inputs)])
    if isinstance(answer, Failure):
        raise ValueError(answer.message)
    return {k: v.numpy() if isinstance(v, Array) else v for k, v in answer.items()}


def _right(
    from_own: Callable[..., Mapping[str, Any]], own: Ask, question: Question
) -> Observation | None:
    """What is right for the student's own; None when it is of no use, whatever the reason."""
    try:
        with np.errstate(all="ignore"):
            made = from_own(own, question.inputs)
        return {key: _value(value) for key, value in made.items()}
    except Lost:
        raise
    except Exception:  # an author reckons with the shapes and dtypes of right code
        return None


def _value(value: Any) -> Any:
    return Array.of(np.asarray(value)) if isinstance(value, np.ndarray | np.generic) else value


def _varying(answers: Sequence[Answered]) -> set[str]:
    """The names of the arrays that hold several numbers; NaN and infinities are none."""
    seen: dict[str, set[float]] = {}
    for answer in answers:
        for name, value in ({} if isinstance(answer, Failure) else answer).items():
            if isinstance(value, Array):
                numbers = value.numpy().astype(complex).ravel()
                seen.setdefault(name, set()).update(numbers[np.isfinite(numbers)].tolist())
    return {name for name, numbers in seen.items() if len(numbers) > 1}
