"""How many points has who only knows the answers to what was asked with another seed?

Answers can be written down: for each question that was ever asked, what the reference says. Who
hands in such a table passes the checks whose questions all stand in it.
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

    fixed:    the checks that ask the same whatever the seed.
    replayed: those that a table passes, with the seed where it has the most points.
    known:    the points of the fixed ones; won: the points of the table, for own work included.
    """

    fixed: tuple[str, ...]
    replayed: tuple[str, ...]
    known: int
    won: int
    best: int

    @property
    def problems(self) -> Iterator[str]:
        """What is beyond the limits, and what to do; a sentence each."""
        for points, most, what, ids in (
            (self.known, FIXED, "rest on questions that no seed changes", self.fixed),
            (self.won, REPLAYED, "can be had from answers written down at another seed",
             self.replayed),
        ):  # fmt: skip
            if points * 100 > most * self.best:
                yield (
                    f"{points} of {self.best} points {what} ({', '.join(ids)}), which may be "
                    f"{most} % at most: let each of these checks draw a question, as with "
                    "`given(...)` and `around(...)`."
                )


def replay(exercise: Exercise, seeds: Sequence[int] = (1, 2, 3), harvested: int = 0) -> Replay:
    """Draw the decks of some seeds, and see what of them stands in those of another."""
    checks = exercise.checks
    forbidden = exercise.metadata.forbidden
    own = forbidden.points if forbidden is not None else 0
    before = [_wires(exercise, check, harvested) for check in checks]
    table = {(c.probe, wire) for c, wires in zip(checks, before, strict=True) for wire in wires}
    fixed, replayed = set(checks_ids := [c.id for c in checks]), ()
    won = 0
    for seed in seeds:
        asked = [_wires(exercise, check, seed) for check in checks]
        fixed &= {c.id for c, a, b in zip(checks, asked, before, strict=True) if a <= b}
        passed = [
            c
            for c, a in zip(checks, asked, strict=True)
            if {(c.probe, wire) for wire in a} <= table
        ]
        points = sum(c.points for c in passed) + (own if passed else 0)
        if points > won:
            won, replayed = points, tuple(c.id for c in passed)
    known = sum(c.points for c in checks if c.id in fixed)
    best = sum(c.points for c in checks) + own
    return Replay(tuple(i for i in checks_ids if i in fixed), replayed, known, won, best)


def _wires(exercise: Exercise, check: Check, seed: int) -> frozenset[bytes]:
    return frozenset(q.wire for q in decks.draw(check.inputs, seed, exercise.id))
