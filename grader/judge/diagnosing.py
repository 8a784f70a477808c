"""Which misconception does a student's code behave like?

By elimination: a misconception stays a candidate for a failed check while it answers every input
of that check as the student does, and every input of the checks on the same names that passed.
Most fall at the first input. Of several candidates those win that explain the most, and only one
that is left alone is named.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from grader.asking.questions import Answered, Question
from grader.checking import Check
from grader.judge.comparing import difference
from grader.judge.trials import Tried, is_tie
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

    @property
    def telling(self) -> bool:
        """Whether it shows the mistake apart from ties, of which there are some."""
        ties = [is_tie(self.check, question) for question in self.questions]
        return any(ties) and not ties[0]

    def without_ties(self) -> "Evidence":
        """Only what right forms of the code agree on."""
        pairs = zip(self.questions, self.answers, strict=True)
        kept = [pair for pair in pairs if not is_tie(self.check, pair[0])]
        questions, answers = tuple(q for q, _ in kept), tuple(a for _, a in kept)
        return replace(self, questions=questions, answers=answers)


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
    Where none is found ties are left out: the same mistake may be made in another right form.
    """
    alike = _Alike(ask, reaches, {evidence.check.id for evidence in passed})
    whole = _All(failed, passed, alike)
    apart = _All(
        [e.without_ties() for e in failed], [e.without_ties() for e in passed], alike.twin()
    )
    found: dict[str, tuple[str, ...]] = {}
    among: dict[str, _All] = {}
    unexplained: list[Failure] = []
    for evidence in failed:
        id = evidence.check.id
        error = evidence.answers[0] if evidence.answers else None
        if isinstance(error, Failure) and _given_up(error, unexplained):
            found[id], among[id] = (), whole
            continue
        known = {name for names in found.values() for name in names}
        # One mistake usually explains all: try what explained the checks before.
        for some in (
            tuple(n for n in names if n in known),
            tuple(n for n in names if n not in known),
        ):
            for one in (whole, apart) if evidence.telling else (whole,):
                if not found.get(id):
                    found[id], among[id] = one.explaining(some, id), one
        if isinstance(error, Failure) and not found[id]:
            unexplained.append(error)
    return {id: among[id].best(names) for id, names in found.items()}


class _All:
    """All the evidence there is, and what agrees with it."""

    def __init__(
        self, failed: Sequence[Evidence], passed: Sequence[Evidence], alike: "_Alike"
    ) -> None:
        self._failed = {evidence.check.id: evidence for evidence in failed}
        self._passed, self._alike = passed, alike

    def explaining(self, names: tuple[str, ...], id: str) -> tuple[str, ...]:
        """Who answers alike; a mistake that another check would have shown was not made."""
        evidence = self._failed[id]
        names = self._alike(names, evidence)
        for other in self._passed:
            if other.about & evidence.about:
                names = self._alike(names, other)
        return names

    def best(self, found: tuple[str, ...]) -> tuple[str, ...]:
        """Of several candidates those that answer alike on most of the other checks too."""
        for evidence in (self._failed.values(), self._passed):
            if len(found) < 2:
                return found
            agreed = [self._alike(found, one) for one in evidence]
            count = {name: sum(name in some for some in agreed) for name in found}
            found = tuple(name for name in found if count[name] == max(count.values()))
        return found


def agreeing(names: Sequence[str], evidence: Evidence, ask: Ask) -> tuple[str, ...]:
    """The misconceptions that answer all of some evidence as the student does."""
    left = tuple(names)
    for part in (slice(0, 1), slice(1, 8), slice(8, None)):
        questions, answers = evidence.questions[part], evidence.answers[part]
        if questions and left:
            theirs = ask(left, evidence.check, questions)
            left = tuple(n for n in left if _same(answers, theirs[n], evidence.check))
    return left


def confirmed(
    explained: Mapping[str, tuple[str, ...]], tried: Sequence[Tried], ask: Ask
) -> Mapping[str, tuple[str, ...]]:
    """Without the misconceptions that answer a smallest input in another way."""
    refuted = set()
    for one in tried:
        if one.smallest is not None:
            questions, answers = (one.smallest.question,), (one.smallest.observed,)
            names = explained.get(one.check.id, ())
            refuted |= {*names} - {*agreeing(names, Evidence(one.check, questions, answers), ask)}
    return {id: tuple(n for n in names if n not in refuted) for id, names in explained.items()}


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


class _Alike:
    """What `agreeing` says; no misconception is asked for the same evidence twice, or in vain.

    After `MOST` trials none agrees any more: who makes so many mistakes at once has no one cause.
    """

    def __init__(
        self, ask: Ask, reaches: Mapping[str, frozenset[str]], passed: Collection[str]
    ) -> None:
        self._ask, self._reaches, self._passed = ask, reaches, passed
        self._known: dict[tuple[str, str], bool] = {}
        self._left = [MOST]

    def twin(self) -> "_Alike":
        """One for other evidence, out of the same trials."""
        other = _Alike(self._ask, self._reaches, self._passed)
        other._left = self._left
        return other

    def __call__(self, names: Sequence[str], evidence: Evidence) -> tuple[str, ...]:
        id = evidence.check.id
        new = [name for name in names if (name, id) not in self._known]
        touching = [name for name in new if self._touches(name, evidence)]
        self._left[0] -= len(touching)
        if self._left[0] < 0:
            return ()
        agree = agreeing(touching, evidence, self._ask)
        self._known |= {(name, id): id in self._passed for name in new if name not in touching}
        self._known |= {(name, id): name in agree for name in touching}
        return tuple(name for name in names if self._known[name, id])

    def _touches(self, name: str, evidence: Evidence) -> bool:
        """Whether a misconception may answer otherwise than the reference; if unsure, it may."""
        known = evidence.about and name in self._reaches
        return not known or bool(self._reaches[name] & evidence.about)
