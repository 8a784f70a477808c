"""What do the misconceptions answer? They are asked on all cores, and remembered."""

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import zip_longest

from grader.asking.questions import Answered, Collect, Question
from grader.asking.remembered import Remembered
from grader.asking.worker import Lost
from grader.checking import Check

Trusted = Callable[[dict[str, str]], Remembered]
LANES = max(1, min(2, os.cpu_count() or 1))  # workers that answer at the same time


class Misconceptions:
    """The wrong solutions of an exercise, in workers that start when first asked."""

    def __init__(self, sources: Mapping[str, str], trusted: Trusted) -> None:
        names = list(sources)
        self._lanes = [names[lane::LANES] for lane in range(LANES)]
        self._workers = [trusted({n: sources[n] for n in lane}) for lane in self._lanes]

    def ask(
        self, names: Sequence[str], check: Check, questions: Sequence[Question]
    ) -> dict[str, Sequence[Answered]]:
        """The answers of each; none of one that is lost."""
        lanes = [[n for n in names if n in lane] for lane in self._lanes]
        answers: dict[str, Sequence[Answered]] = {}
        for row in zip_longest(*lanes):
            sent = [
                (name, _sent(worker, name, check, questions))
                for name, worker in zip(row, self._workers, strict=True)
                if name is not None
            ]
            answers |= {name: _collected(collect) for name, collect in sent}
        return answers

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
