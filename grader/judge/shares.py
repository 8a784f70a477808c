"""How long may each check take? One part of a submission that hangs leaves the others their time.

All checks draw on the exercise's `seconds`. Each leaves what those on other names need; one on
names that were too slow before gets a share beside it. So all of them take at most twice that.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from grader.asking.worker import Worker
from grader.judge.trials import Tried

SLOW = ("time", "total time")


class Shares:
    """The time of a submission, divided among its checks.

    about: the required names that each check looks at, in the order in which they are asked.
    """

    def __init__(self, worker: Worker, about: Sequence[frozenset[str]]) -> None:
        self._worker, self._about = worker, about
        self._share = worker.limits.seconds / max(len(about), 1)
        self._slow: list[frozenset[str]] = []

    def ask(self, number: int, ask: Callable[[], Tried]) -> Tried:
        """What `ask()` returns, the check of this number, asked within the time that it has."""
        about = self._about[number]
        with self._within(number):
            tried = ask()
        if tried.lost is not None and tried.lost.kind in SLOW:
            self._slow.append(about)
        return tried

    @contextmanager
    def _within(self, number: int) -> Iterator[None]:
        worker, about = self._worker, self._about[number]
        pool = worker.left
        beside = any(slow <= about for slow in self._slow)  # it will probably hang as well
        others = sum(not about <= later for later in self._about[number + 1 :])
        kept = 0.0 if beside else pool - self._share * others
        worker.left = worker.allowed = max(kept, self._share)
        try:
            yield
        finally:
            used = worker.allowed - worker.left
            worker.left, worker.allowed = pool if beside else pool - used, worker.limits.seconds
