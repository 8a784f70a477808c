"""Which misconception does a student's code behave like?

By elimination: a misconception stays a candidate for a failed check while it answers every input
of that check as the student does. Most fall at the first input. Of several candidates those win
that explain the most, and only one that is left alone is named.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from grader.checking import Check
from grader.comparing import difference
from grader.decks import Question
from grader.wire import Failure, Observation

Answered = Observation | Failure
Ask = Callable[[str, Check, Sequence[Question]], Sequence[Answered]]


@dataclass(frozen=True)
class Evidence:
    """What a student answered to one check: the questions, the most telling first."""

    check: Check
    questions: tuple[Question, ...]
    answers: tuple[Answered, ...]


def diagnose(
    failed: Sequence[Evidence], passed: Sequence[Evidence], names: Sequence[str], ask: Ask
) -> Mapping[str, tuple[str, ...]]:
    """For each failed check's id the misconceptions that explain it: none, one, or a tie.

    `ask(name, check, questions)` gives a misconception's answers.
    """
    alike = _Alike(ask)
    candidates: dict[str, tuple[str, ...]] = {}
    for evidence in failed:
        known = {name for found in candidates.values() for name in found}
        # One mistake usually explains all: try what explained the checks before.
        explained = tuple(n for n in names if n in known and alike(n, evidence))
        candidates[evidence.check.id] = explained or tuple(
            n for n in names if n not in known and alike(n, evidence)
        )
    return {id: _best(found, failed, passed, alike) for id, found in candidates.items()}


def _best(
    found: tuple[str, ...],
    failed: Sequence[Evidence],
    passed: Sequence[Evidence],
    alike: "_Alike",
) -> tuple[str, ...]:
    """Of several candidates those that answer alike on most of the other checks too."""
    for evidence in (failed, passed):
        if len(found) < 2:
            return found
        agree = {name: sum(alike(name, e) for e in evidence) for name in found}
        found = tuple(name for name in found if agree[name] == max(agree.values()))
    return found


class _Alike:
    """Does a misconception answer all of some evidence as the student does? Asked once each."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._known: dict[tuple[str, str], bool] = {}

    def __call__(self, name: str, evidence: Evidence) -> bool:
        key = (name, evidence.check.id)
        if key not in self._known:
            self._known[key] = self._compare(name, evidence)
        return self._known[key]

    def _compare(self, name: str, evidence: Evidence) -> bool:
        for part in (slice(0, 1), slice(1, 8), slice(8, None)):
            questions, answers = evidence.questions[part], evidence.answers[part]
            if not questions:
                continue
            theirs = self._ask(name, evidence.check, questions)
            if len(theirs) < len(questions):
                return False
            tolerance = evidence.check.tolerance
            for mine, other in zip(answers, theirs, strict=True):
                if difference(mine, other, tolerance) is not None:
                    return False
        return True
