"""Which words of an answer may be told where questions are a secret? None that code made of them.

Student code sees every question and could have it read in its report: in a message, in the name of
a class made on the spot, in a text that it answers with. So only words are told that stand in the
student's source, in the right answer, or belong to Python and TensorFlow.
"""

import builtins
import re
from collections.abc import Collection
from dataclasses import replace

import msgspec

from grader.asking.worker import Lost
from grader.judge.comparing import Difference, difference
from grader.judge.trials import Shortfall, Tried
from grader.submission.submission import Submission
from grader.wire import Failure, Frame, Listed, Strange, Strings, Value

OTHER = "…"
_LONGEST = 120  # characters of a text
_WORD = re.compile(r"[^\W\d]\w*")
_PLAIN = re.compile(r"[\w\s.,:=()\[\]'\"-]*")
_TENSORFLOWS = {
    "AbortedError", "AlreadyExistsError", "CancelledError", "DataLossError",
    "DeadlineExceededError", "FailedPreconditionError", "InaccessibleTensorError", "InternalError",
    "InvalidArgumentError", "NotFoundError", "OperatorNotAllowedInGraphError", "OutOfRangeError",
    "PermissionDeniedError", "ResourceExhaustedError", "StagingError", "UnavailableError",
    "UnimplementedError", "UnknownError", "SymbolicTensor", "IndexedSlices", "KerasTensor",
    "NoneType", "module", "bfloat16", "string", "resource", "variant",
}  # fmt: skip


class Told:
    """What may be told about one submission; `names` are those of the exercise."""

    def __init__(self, submission: Submission, names: Collection[str]) -> None:
        self._sources = {"": submission.source, **submission.modules}
        text = "\n".join((*self._sources.values(), *names))
        self._words = {*_WORD.findall(text), *dir(builtins), *_TENSORFLOWS, "lambda"}

    def of(self, tried: Tried) -> Tried:
        """The same check without words that nobody may read."""
        found, smallest, lost = tried.shortfall, tried.smallest, tried.lost
        return replace(
            tried,
            shortfall=found and self._shortfall(found, tried),
            smallest=smallest and self._shortfall(smallest, tried),
            lost=lost and self._lost(lost),
        )

    def _lost(self, lost: Lost) -> Lost:
        detail = re.sub(r"\d+", OTHER, lost.detail) if lost.kind == "died" else lost.detail
        return Lost(lost.kind, detail, lost.answers)

    def _shortfall(self, found: Shortfall, tried: Tried) -> Shortfall:
        observed, expected = found.observed, found.expected
        if isinstance(observed, Failure):
            plain = self._failure(observed)
            told = replace(found.difference, observed=plain)
            return replace(found, observed=plain, difference=told)
        right = {} if isinstance(expected, Failure) else expected
        values = {key: self._value(observed[key], right[key]) for key in right if key in observed}
        unlike = difference(values, expected, tried.check.tolerance)
        return replace(
            found, observed=values, difference=unlike or Difference(OTHER, "absent", None, None)
        )

    def _failure(self, failure: Failure) -> Failure:
        """Its message is for hints: the name that is missing or forbidden is all that is told."""
        named = failure.kind in ("missing", "shortcut")
        return msgspec.structs.replace(
            failure,
            error=self._name(failure.error),
            message=self._name(failure.message) if named else failure.message,
            frames=tuple(
                Frame(frame.line, self._name(frame.function), frame.file)
                for frame in failure.frames
                if 0 < frame.line <= self._sources.get(frame.file, "").count("\n") + 1
            ),
        )

    def _value(self, value: Value, right: Value) -> Value:
        if isinstance(value, str):
            return value if value == right else self._text(value)
        if isinstance(value, Strings):
            known = right.texts if isinstance(right, Strings) else ()
            return Strings(value.shape, tuple(t if t in known else OTHER for t in value.texts))
        if isinstance(value, Listed) and isinstance(value.values, Strings):
            held = self._value(value.values, right.values if isinstance(right, Listed) else None)
            return Listed(held) if isinstance(held, Strings) else value
        if isinstance(value, Strange):
            named = value.kind in ("object", "dtype")
            return Strange(
                value.kind, self._name(value.detail) if named else self._text(value.detail)
            )
        return value

    def _name(self, name: str) -> str:
        """A name, dotted or not, as of a class or a function."""
        known = all(part in self._words for part in name.strip("<>").split("."))
        return name if known else OTHER

    def _text(self, text: str) -> str:
        """A few words and numbers; numbers are told wherever values are."""
        short = len(text) <= _LONGEST and _PLAIN.fullmatch(text)
        return text if short and self._words.issuperset(_WORD.findall(text)) else OTHER
