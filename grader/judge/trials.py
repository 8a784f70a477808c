"""How does a submission fare at one check? Ask its deck, compare, look for a smaller input."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.asking.questions import Answered, Answering, Question
from grader.asking.remembered import Remembered
from grader.asking.worker import Lost
from grader.checking import Check
from grader.judge import decks
from grader.judge.comparing import Difference, difference, is_sound
from grader.judge.simplifying import simplest
from grader.reporting.error_messages import shortened
from grader.reporting.values import brief
from grader.wire import Change, Failure, Strange, Use

SHRINKS = 300  # questions that the search for a smaller input may cost at most,
SHRINKS_AN_EXAMPLE = 6  # and for each example: a check with few of them asks what is costly
SIMPLIFICATIONS = 40  # of each kind after that, and no more than the check has examples
STUDENT, REFERENCE = "submission", "reference"


@dataclass(frozen=True)
class Shortfall:
    """One input to which the student's answer is not the reference's."""

    question: Question
    observed: Answered
    expected: Answered
    difference: Difference


@dataclass(frozen=True)
class Tried:
    """One check asked: the answers there are, what cut them short, where they fall short.

    shortfall: the first in the deck; smallest: the one to show, found by shrinking.
    broken:    what went wrong on our side, which must not cost points.
    uses:      of built-ins that are to be written, noted with the answers.
    builds_on: the id of the failed check for whose sake this one is not judged.
    """

    check: Check
    deck: tuple[Question, ...]
    answers: tuple[Answered, ...]
    lost: Lost | None = None
    shortfall: Shortfall | None = None
    smallest: Shortfall | None = None
    broken: str = ""
    uses: tuple[Use, ...] = ()
    builds_on: str = ""

    @property
    def wrong(self) -> Answered | None:
        """The first answer that falls short."""
        return self.shortfall.observed if self.shortfall is not None else None

    @property
    def passed(self) -> bool:
        """Every question of a deck that is not empty has its right answer."""
        complete = 0 < len(self.deck) == len(self.answers)
        return complete and not (self.lost or self.shortfall or self.broken)


def try_check(
    check: Check, deck: tuple[Question, ...], student: Remembered, reference: Answering
) -> Tried:
    """Put a deck to the student and, at the same time, to the reference."""
    lost = None
    expecting = reference.send(REFERENCE, check.probe, deck)
    try:
        answers = tuple(student.ask(STUDENT, check.probe, deck))
    except Lost as how:
        answers, lost = how.answers, how
    try:
        expected = expecting()
    except Lost as how:
        return Tried(check, deck, answers, lost, broken=f"the reference was lost: {how.detail}")
    problem = unusable(check, expected) if deck else "the check has no inputs"
    if problem:
        return Tried(check, deck, answers, lost, broken=problem)
    return Tried(check, deck, answers, lost, _first(check, deck, answers, expected))


def unusable(check: Check, expected: Sequence[Answered]) -> str:
    """Why nothing can be compared with these answers of the reference; empty when all can be."""
    for answer in expected:
        if isinstance(answer, Failure):
            return _failure(check, answer)
        for name, value in answer.items():
            if isinstance(value, Strange):
                return f"probes.py, probe {check.probe}: {name!r} is {_untravelled(value)}"
            if isinstance(value, Change) and not is_sound(value):
                unlike = f"{brief(value.before)} to {brief(value.after)}"
                return (
                    f"probes.py, probe {check.probe}: {name!r} changes from {unlike}: a Change "
                    "needs finite numbers of one shape and dtype"
                )
    named = check.tolerance if isinstance(check.tolerance, Mapping) else {}
    observed = {name for answer in expected if not isinstance(answer, Failure) for name in answer}
    for name in sorted(set(named) - observed):
        where = f"checks.py, check {check.id}"
        return f"{where}: a tolerance for {name!r}, which {check.probe} does not observe"
    return ""


def _untravelled(value: Strange) -> str:
    """What an author returned that is neither numbers nor strings, and what to return."""
    article = "an" if value.detail[:1].lower() in tuple("aeiou") else "a"
    what, instead = {
        "object": (f"{article} {value.detail}", _INSTEAD.get(value.detail, _INSTEAD[""])),
        "symbolic": (
            "a symbolic tensor",
            "its shape as str(…), or what a Graph gives when it runs",
        ),
        "int": ("a Python int of more than 64 bits", "float(…) or str(…)"),
        "dtype": (f"a tensor of dtype {value.detail}", 'tf.cast(…, "float32")'),
        "large": (f"a tensor of shape {value.detail}", "a part of it, or numbers about it"),
    }[value.kind]
    return f"{what}, which does not travel: return {instead}"


_INSTEAD = {
    "dict": "its entries under names of their own, as in {**entries}",
    "list": "np.array(…) of numbers of one shape, or str(…)",
    "tuple": "np.array(…) of numbers of one shape, or str(…)",
    "": "np.array(…), a number or a string that tells about it",
}


def _failure(check: Check, failure: Failure) -> str:
    """What is wrong with the exercise itself, for its author."""
    if failure.kind == "missing":
        if failure.message == check.probe:
            return f"probes.py has no function {check.probe}"
        return f"the reference does not define {failure.message}"
    return f"the reference raised {failure.error}: {shortened(failure.message)}"


def shrink(
    tried: Tried, student: Remembered, reference: Answering, seed: int, exercise: str
) -> Shortfall | None:
    """The smallest input that shows a shortfall; the one that is known when none is smaller.

    Nothing is drawn below the first input of a deck: see `Check` and `decks.draw`.
    """
    check, known = tried.check, tried.shortfall
    if check.inputs.strategy is None or student.worker.left <= 0:
        return known
    found = {known.question.wire: known} if known is not None else {}
    gone = False
    apart = known is not None and not is_tie(check, known.question)

    def differs(question: Question) -> bool:
        nonlocal gone
        if gone or (apart and is_tie(check, question)):
            return False
        try:
            expecting = reference.send(REFERENCE, check.probe, [question])
            try:
                answers = student.ask(STUDENT, check.probe, [question])
            finally:
                expected = expecting()
        except Lost:
            gone = True
            return False
        if unusable(check, expected):
            return False
        shortfall = _first(check, [question], answers, expected)
        if shortfall is not None:
            found[question.wire] = shortfall
        return shortfall is not None

    smallest = None
    if known is None or known.question.wire != tried.deck[0].wire:
        calls = min(SHRINKS, SHRINKS_AN_EXAMPLE * check.inputs.examples)
        smallest = decks.smallest(check.inputs, seed, exercise, differs, calls)
    if known is not None and (smallest is None or len(smallest.wire) > len(known.question.wire)):
        smallest = known.question  # an input that authors thought of
    if smallest is None:
        return None
    most = min(SIMPLIFICATIONS, check.inputs.examples)
    return found[simplest(smallest, tried.deck, differs, most).wire]


def _first(
    check: Check,
    questions: Sequence[Question],
    answers: Sequence[Answered],
    expected: Sequence[Answered],
) -> Shortfall | None:
    """The first in the deck; one at a tie only when there is no other."""
    tied = None
    for question, mine, theirs in zip(questions, answers, expected, strict=False):
        found = difference(mine, theirs, check.tolerance)
        if found is not None:
            shortfall = Shortfall(question, mine, theirs, found)
            if not is_tie(check, question):
                return shortfall
            tied = tied or shortfall
    return tied


def is_tie(check: Check, question: Question) -> bool:
    """Whether right forms of the code may take different ways for an input."""
    return check.ties is not None and check.ties(question.inputs)
