"""What is known about one submission after grading: plain values, ready to be rendered.

The JSON form of `Report` is public and versioned (`schema`); docs/report.schema.json is made
from these classes.
"""

from typing import Any, Literal

import msgspec

Outcome = Literal["passed", "failed", "lost", "blocked", "broken"]
Status = Literal["graded", "not started", "unreadable", "import failed", "broken"]
Reveal = Literal["all", "inputs", "none"]


class Shown(msgspec.Struct, frozen=True):
    """An array as JSON: `values` nested by axis (null when long), NaN and infinities as strings."""

    dtype: str
    shape: tuple[int, ...]
    values: Any


class Counterexample(msgspec.Struct, frozen=True):
    """The smallest input found that shows a difference, and both answers to it.

    Values are JSON scalars, `Shown` arrays, or lists and objects of them. `observed` is null when
    the code gave no answer; `expected` is null when the course withholds it.

    snippet: Python to paste below the own code, which prints what is observed; empty for a check
             that is told with another one, or where it would be too long.
    """

    inputs: dict[str, Any]
    observed: dict[str, Any] | None
    expected: dict[str, Any] | None
    snippet: str = ""


class Diagnosis(msgspec.Struct, frozen=True):
    """The misconception that answers as the student does on every input tried.

    lines: those of the student's source that show it, such as "line 12: total.assign(x)".
    """

    name: str
    title: str
    explanation: str
    lines: tuple[str, ...] = ()


class CheckResult(msgspec.Struct, frozen=True, kw_only=True):
    """One check: its outcome, the points for it, and what to learn from it.

    line and cell: where in the student's file an error arose (1-based; cell null in a .py).
    excerpt:       that line, and below it carets under the place; empty if it is not known.
    one_of:        titles of several misconceptions that answer alike, when none stands out.
    cause:         the id of the first check that did not pass for the same cause: all of these
                   are one thing to mend; empty when it passed.
    builds_on:     the id of the failed check for whose sake this one was not judged.
    """

    id: str
    sentence: str
    outcome: Outcome
    points: int
    max_points: int
    inputs_tried: int = 0
    message: str = ""
    counterexample: Counterexample | None = None
    diagnosis: Diagnosis | None = None
    one_of: tuple[str, ...] = ()
    advice: str = ""
    line: int | None = None
    cell: int | None = None
    excerpt: str = ""
    cause: str = ""
    builds_on: str = ""


class Curve(msgspec.Struct, frozen=True):
    """One line of a plot: `yours` is null when the code gave no answer, `expected` when the
    course withholds it."""

    name: str
    yours: tuple[float | None, ...] | None
    expected: tuple[float | None, ...] | None


class Picture(msgspec.Struct, frozen=True):
    """A plot as numbers: lines over `x`; null where a value is not finite.

    marks: where on the axis the counterexample lies.
    """

    title: str
    axis: str
    x: tuple[float | None, ...]
    curves: tuple[Curve, ...]
    marks: tuple[float, ...] = ()


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """All results of one submission.

    status:      "graded", or why nothing could be asked; `message` says it in a sentence.
    protections: what kept the submission from touching its verdict.
    places:      where a teacher may want to look, in sentences; it cost nothing, and what students
                 get does not have it.
    seconds:     wall time of this submission, in seconds; the only field that varies from run
                 to run.
    """

    schema: int = 1
    exercise: str
    title: str
    submission: str
    status: Status = "graded"
    message: str = ""
    seed: int
    score: int
    max_score: int
    passed: bool
    checks: tuple[CheckResult, ...]
    notices: tuple[str, ...] = ()
    printed: str = ""
    pictures: tuple[Picture, ...] = ()
    places: tuple[str, ...] = ()
    versions: dict[str, str]
    protections: tuple[str, ...]
    seconds: float


def exit_code(report: Report) -> int:
    """0 all passed, 1 points lost, 2 the submission could not be read, 3 our fault."""
    if report.status == "broken" or any(c.outcome == "broken" for c in report.checks):
        return 3
    if report.status == "unreadable":
        return 2
    return 0 if report.passed else 1
