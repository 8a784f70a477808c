"""What do the misconceptions answer? They are asked on all cores, and remembered."""

import os
from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from itertools import zip_longest

from grader.asking.questions import Answered, Collect, Question
from grader.asking.remembered import Remembered
from grader.asking.worker import Lost
from grader.checking import Check
from grader.course.changes import Change

Trusted = Callable[[dict[str, str]], Remembered]
LANES = max(1, min(2, os.cpu_count() or 1))  # workers that answer at the same time


class Misconceptions:
    """The wrong solutions of an exercise, in workers that are made when first asked."""

    def __init__(self, changes: Sequence[Change], trusted: Trusted) -> None:
        self._changes, self._trusted = changes, trusted
        self._workers: list[Remembered] = []

    @cached_property
    def fitting(self) -> tuple[Change, ...]:
        """Those that fit the reference: no student has to know of the others."""
        return tuple(change for change in self._changes if change.fits)

    def ask(
        self, names: Sequence[str], check: Check, questions: Sequence[Question]
    ) -> dict[str, Sequence[Answered]]:
        """The answers of each; none of one that is lost."""
        lanes = [[n for n in names if n in lane] for lane in self._lanes]
        self._workers = self._workers or [self._trusted(lane) for lane in self._lanes]
        answers: dict[str, Sequence[Answered]] = {}
        for row in zip_longest(*lanes):
            sent = [
                (name, _sent(worker, name, check, questions))
                for name, worker in zip(row, self._workers, strict=True)
                if name is not None
            ]
            answers |= {name: _collected(collect) for name, collect in sent}
        return answers

    @cached_property
    def _lanes(self) -> list[dict[str, str]]:
        sources = [(change.name, change.source) for change in self.fitting]
        return [dict(sources[lane::LANES]) for lane in range(LANES)]

    def keep_only(self, wires: Collection[bytes]) -> None:
        """See `Remembered`."""
        for worker in self._workers:
            worker.keep_only(wires)

    def close(self) -> None:
        """End the workers."""
        for worker in self._workers:
            worker.close()


def _sent(
    worker: Remembered, name: str, check: Check, questions: Sequence[Question]
) -> Collect | None:
    try:
        return worker.send(name, check.probe, questions)
    except Lost:
        return None


def _collected(collect: Collect | None) -> Sequence[Answered]:
    try:
        return collect() if collect is not None else ()
    except Lost:
        return ()
