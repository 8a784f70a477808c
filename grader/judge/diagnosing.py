"""Which misconception does a student's code behave like?

By elimination: a misconception stays a candidate for a failed check while it answers every input
of that check as the student does, and every input of the checks on the same names that passed.
Most fall at the first input. Of several candidates those win that explain the most, and only one
that is left alone is named.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from grader.asking.questions import Answered, Question
from grader.checking import Check
from grader.judge.comparing import difference
from grader.judge.trials import Tried
from grader.reporting.error_messages import alike as one_error
from grader.wire import Failure

TRIES = 2  # checks at which misconceptions are tried on one error that none of them raises
MOST = 400  # times that a misconception is tried on a check, for one report

Ask = Callable[[Sequence[str], Check, Sequence[Question]], Mapping[str, Sequence[Answered]]]


@dataclass(frozen=True)
class Evidence:
    """What a student answered to one check: the questions, the most telling first.

    about: the required names that the check looks at.
    """

    check: Check
    questions: tuple[Question, ...]
    answers: tuple[Answered, ...]
    about: frozenset[str] = frozenset()

    @classmethod
    def of(cls, tried: Tried, about: frozenset[str]) -> "Evidence":
        """What was answered; for a failed check the first telling question of its deck leads."""
        pairs = list(zip(tried.deck, tried.answers, strict=False))
        if tried.shortfall is not None:
            telling = tried.shortfall.question.wire
            pairs.sort(key=lambda pair: pair[0].wire != telling)
        questions, answers = tuple(q for q, _ in pairs), tuple(a for _, a in pairs)
        return cls(tried.check, questions, answers, about)


def diagnose(
    failed: Sequence[Evidence],
    passed: Sequence[Evidence],
    names: Sequence[str],
    ask: Ask,
    reaches: Mapping[str, frozenset[str]],
) -> Mapping[str, tuple[str, ...]]:
    """For each failed check's id the misconceptions that explain it: none, one, or a tie.

    `ask(names, check, questions)` gives the answers of each misconception; `reaches` says which of
    the required names it changes. To a check of other names it answers as the reference does.
    """
    alike = _Alike(ask, reaches, {evidence.check.id for evidence in passed})

    def explaining(names: tuple[str, ...], evidence: Evidence) -> tuple[str, ...]:
        """Who answers alike; a mistake that another check would have shown was not made."""
        names = alike(names, evidence)
        for other in passed:
            if other.about & evidence.about:
                names = alike(names, other)
        return names

    candidates: dict[str, tuple[str, ...]] = {}
    unexplained: list[Failure] = []
    for evidence in failed:
        error = evidence.answers[0] if evidence.answers else None
        if isinstance(error, Failure) and _given_up(error, unexplained):
            candidates[evidence.check.id] = ()
            continue
        known = {name for found in candidates.values() for name in found}
        # One mistake usually explains all: try what explained the checks before.
        explained = explaining(tuple(n for n in names if n in known), evidence)
        others = tuple(n for n in names if n not in known)
        candidates[evidence.check.id] = explained or explaining(others, evidence)
        if isinstance(error, Failure) and not candidates[evidence.check.id]:
            unexplained.append(error)
    return {id: _best(found, failed, passed, alike) for id, found in candidates.items()}


def agreeing(names: Sequence[str], evidence: Evidence, ask: Ask) -> tuple[str, ...]:
    """The misconceptions that answer all of some evidence as the student does."""
    left = tuple(names)
    for part in (slice(0, 1), slice(1, 8), slice(8, None)):
        questions, answers = evidence.questions[part], evidence.answers[part]
        if questions and left:
            theirs = ask(left, evidence.check, questions)
            left = tuple(n for n in left if _same(answers, theirs[n], evidence.check))
    return left


def _same(mine: Sequence[Answered], theirs: Sequence[Answered], check: Check) -> bool:
    return len(mine) == len(theirs) and all(
        difference(one, other, check.tolerance) is None and _one_error(one, other)
        for one, other in zip(mine, theirs, strict=True)
    )


def _given_up(error: Failure, unexplained: Sequence[Failure]) -> bool:
    """Whether nobody raised an error at the first checks that met it: it is asked no further."""
    return sum(one_error(error, one) for one in unexplained) >= TRIES


def _one_error(mine: Answered, other: Answered) -> bool:
    """Errors of one type have many causes: which one is in the message."""
    both = isinstance(mine, Failure) and isinstance(other, Failure)
    return not both or one_error(mine, other)  # type: ignore[arg-type]


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
        agreed = [alike(found, e) for e in evidence]
        count = {name: sum(name in some for some in agreed) for name in found}
        found = tuple(name for name in found if count[name] == max(count.values()))
    return found


class _Alike:
    """What `agreeing` says; no misconception is asked for the same evidence twice, or in vain.

    After `MOST` trials none agrees any more: who makes so many mistakes at once has no one cause.
    """

    def __init__(
        self, ask: Ask, reaches: Mapping[str, frozenset[str]], passed: Collection[str]
    ) -> None:
        self._ask, self._reaches, self._passed = ask, reaches, passed
        self._known: dict[tuple[str, str], bool] = {}
        self._left = MOST

    def __call__(self, names: Sequence[str], evidence: Evidence) -> tuple[str, ...]:
        id = evidence.check.id
        new = [name for name in names if (name, id) not in self._known]
        touching = [name for name in new if self._touches(name, evidence)]
        self._left -= len(touching)
        if self._left < 0:
            return ()
        agree = agreeing(touching, evidence, self._ask)
        self._known |= {(name, id): id in self._passed for name in new if name not in touching}
        self._known |= {(name, id): name in agree for name in touching}
        return tuple(name for name in names if self._known[name, id])

    def _touches(self, name: str, evidence: Evidence) -> bool:
        """Whether a misconception may answer otherwise than the reference; if unsure, it may."""
        known = evidence.about and name in self._reaches
        return not known or bool(self._reaches[name] & evidence.about)
