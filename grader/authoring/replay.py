"""How many points has who only knows the answers to what was asked with another seed?

Answers can be written down: for each question that was asked, what the reference says. Who hands
in such a table passes the checks whose questions all stand in it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.checking import Check
from grader.course.exercise import Exercise
from grader.judge import decks

FIXED, REPLAYED = 15, 30  # percent of the points that may rest on such checks


@dataclass(frozen=True)
class Replay:
    """What can be known beforehand of an exercise.

    fixed:    the checks that ask nothing new with any of the seeds, and their points.
    replayed: those that a table passes, with the seed where these are worth most, and the points,
              that for own work included.
    best:     the points of the exercise.
    """

    fixed: tuple[str, ...]
    fixed_points: int
    replayed: tuple[str, ...]
    replayed_points: int
    best: int

    @property
    def problems(self) -> Iterator[str]:
        """What is beyond the limits, and what to do; a sentence each."""
        if self.fixed_points * 100 > FIXED * self.best:
            yield self._too_much(
                self.fixed_points, self.fixed, "ask the same with every seed", FIXED
            )
        if self.replayed_points * 100 > REPLAYED * self.best:
            words = "pass with answers written down at another seed"
            yield self._too_much(self.replayed_points, self.replayed, words, REPLAYED)

    def _too_much(self, points: int, ids: Sequence[str], words: str, most: int) -> str:
        return (
            f"{points} of {self.best} points are for checks that {words}, and {most} % may be: "
            f"let {', '.join(ids)} draw a question, with given(…) and around(…) of grader.checking."
        )


def replay(exercise: Exercise, seeds: Sequence[int] = (1, 2, 3), harvested: int = 0) -> Replay:
    """Draw what some seeds ask, and see what of it stands among what another one asks.

    Questions alone are drawn: nothing is run.
    """
    checks, forbidden = exercise.checks, exercise.metadata.forbidden
    own = forbidden.points if forbidden is not None else 0
    known = _asked(exercise, harvested)
    table = {(c.probe, wire) for c in checks for wire in known[c.id]}
    fixed, replayed, most = {c.id for c in checks}, [], 0
    for seed in seeds:
        asked = _asked(exercise, seed)
        fixed &= {c.id for c in checks if asked[c.id] <= known[c.id]}
        passed = [c for c in checks if {(c.probe, wire) for wire in asked[c.id]} <= table]
        points = _worth(passed) + (own if passed else 0)
        if points > most:
            replayed, most = passed, points
    always = [c for c in checks if c.id in fixed]
    return Replay(_ids(always), _worth(always), _ids(replayed), most, _worth(checks) + own)


def _asked(exercise: Exercise, seed: int) -> dict[str, frozenset[bytes]]:
    """The questions of each check, as a worker gets them; checks that share a deck share them."""
    given = {id(check.inputs): check.inputs for check in exercise.checks}
    drawn = {
        key: frozenset(question.wire for question in decks.draw(inputs, seed, exercise.id))
        for key, inputs in given.items()
    }
    return {check.id: drawn[id(check.inputs)] for check in exercise.checks}


def _worth(checks: Sequence[Check]) -> int:
    return sum(check.points for check in checks)


def _ids(checks: Sequence[Check]) -> tuple[str, ...]:
    return tuple(check.id for check in checks)
