"""What can be asked, and of whom: a worker that remembers, or answers that were recorded."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from grader.checking import Inputs
from grader.wire import Failure, Observation, encode_inputs

Answered: TypeAlias = Observation | Failure
Collect: TypeAlias = Callable[[], list[Answered]]


@dataclass(frozen=True)
class Question:
    """One input of a check, and the bytes under which it travels and is remembered."""

    inputs: Inputs
    wire: bytes

    @staticmethod
    def of(inputs: Inputs) -> "Question":
        return Question(inputs, encode_inputs(inputs))


class Answering(Protocol):
    """Puts questions to one or more codes."""

    def send(self, code: str, probe: str, questions: Sequence[Question]) -> Collect:
        """Put them and do not wait; calling the result waits for the answers, one each."""

    def ask(self, code: str, probe: str, questions: Sequence[Question]) -> list[Answered]:
        """Put them and wait."""

    def keep_only(self, wires: Collection[bytes]) -> None:
        """Forget the answers to all other questions: a class is long, and memory is not."""

    def close(self) -> None:
        """End what answers; what was answered stays known."""
