"""What has a worker already answered? It is asked nothing twice."""

from collections.abc import Collection, Sequence
from functools import partial

from grader.asking.questions import Answered, Collect, Question
from grader.asking.worker import Lost, Worker
from grader.wire import MAX_ANSWERS


class Remembered:
    """A worker whose answers are kept: for a class, a watch run, a shrinking input.

    A trusted worker's time and bytes in all are unlimited; its answers still have their deadline.
    """

    def __init__(self, worker: Worker, *, trusted: bool) -> None:
        self.worker = worker
        self._trusted = trusted
        self._known: dict[tuple[str, str, bytes], Answered] = {}

    def send(self, code: str, probe: str, questions: Sequence[Question]) -> Collect:
        """Put what is not known yet; calling the result waits for the answers, one each."""
        new = [q for q in questions if (code, probe, q.wire) not in self._known]
        if new:
            if self._trusted:
                self.worker.left = self.worker.limits.seconds
                self.worker.bytes_left = MAX_ANSWERS
            self.worker.send(code, probe, new)
        return partial(self._collect, code, probe, questions, new)

    def ask(self, code: str, probe: str, questions: Sequence[Question]) -> list[Answered]:
        """Send and wait."""
        return self.send(code, probe, questions)()

    def keep_only(self, wires: Collection[bytes]) -> None:
        """Forget the answers to all other inputs: a class is long, and memory is not."""
        self._known = {key: answer for key, answer in self._known.items() if key[2] in wires}

    def close(self) -> None:
        """End the worker; what it answered stays known."""
        self.worker.close()

    def _collect(
        self, code: str, probe: str, questions: Sequence[Question], new: Sequence[Question]
    ) -> list[Answered]:
        try:
            answers = self.worker.collect() if new else []
        except Lost as lost:
            self._keep(code, probe, new, lost.answers)
            raise
        self._keep(code, probe, new, answers)
        return [self._known[code, probe, q.wire] for q in questions]

    def _keep(
        self, code: str, probe: str, new: Sequence[Question], answers: Sequence[Answered]
    ) -> None:
        for question, answer in zip(new, answers, strict=False):
            self._known[code, probe, question.wire] = answer
