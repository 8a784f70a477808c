"""What is said about one check: its outcome, the points, the message, the counterexample."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from grader.asking.questions import Answered
from grader.asking.worker import Lost
from grader.checking import Check
from grader.course.changes import Change
from grader.judge.comparing import as_expected
from grader.judge.excerpt import excerpt
from grader.judge.explaining import explain
from grader.judge.snippets import snippet
from grader.judge.trials import Shortfall, Tried
from grader.languages import Words, _
from grader.reporting.report import CheckResult, Counterexample, Diagnosis, Outcome, Reveal
from grader.reporting.values import brief, shown, shown_all
from grader.slips.slip import Slip
from grader.submission.submission import Submission, nearest
from grader.wire import Failure, Frame, Observation


def blocked(check: Check, message: str, cause: str) -> CheckResult:
    """A check that could not be asked."""
    return _result(check, "blocked", message, cause=cause)


@dataclass(frozen=True)
class About:
    """What the results of one submission have in common.

    names:    those that the student's code defines; required: those that it should.
    name_of:  what observed values are called in the language spoken now.
    probes:   their source, to be tried by hand.
    said:     the sentence of each check, by its id.
    lines_of: the lines of the submission that show a misconception.
    """

    submission: Submission
    names: Sequence[str]
    required: Sequence[str] = ()
    reveal: Reveal = "all"
    name_of: Words = lambda name: name
    probes: str = ""
    said: Mapping[str, str] = field(default_factory=dict)
    lines_of: Callable[[Change], tuple[str, ...]] = lambda misconception: ()


def result_of(
    tried: Tried,
    explained: Sequence[Change],
    cause: str,
    about: About,
    slip: Slip | None = None,
) -> CheckResult:
    """The result of a check that was asked, and of the misconceptions that answer alike.

    cause: the id of the first check with the same cause; empty for one that passed.
    slip:  what in the source led to it, which is told first.
    """
    found = msgspec.structs.replace(_result_of(tried, explained, about, slip), cause=cause)
    shortfall, example = tried.smallest or tried.shortfall, found.counterexample
    if cause != found.id or example is None or shortfall is None:
        return found
    inputs = shortfall.question.inputs
    tries = snippet(about.probes, tried.check.probe, inputs, about.required)
    example = msgspec.structs.replace(example, snippet=tries)
    return msgspec.structs.replace(found, counterexample=example)


def _result_of(
    tried: Tried, explained: Sequence[Change], about: About, slip: Slip | None
) -> CheckResult:
    check, asked = tried.check, len(tried.answers)
    if tried.broken:
        why = _("The check itself failed: {why}.").format(why=tried.broken)
        return _result(check, "broken", why, asked)
    if tried.passed:
        return _result(check, "passed", "", asked)
    if tried.builds_on:
        below = about.said[tried.builds_on].rstrip(".")
        why = _('Not judged: it builds on "{check}".').format(check=below)
        return msgspec.structs.replace(
            _result(check, "blocked", why, asked), builds_on=tried.builds_on
        )
    if tried.shortfall is None:
        assert tried.lost is not None
        return _lost(tried, tried.lost, about.reveal)
    return _failed(tried, tried.smallest or tried.shortfall, explained, about, slip)


def _failed(
    tried: Tried,
    found: Shortfall,
    explained: Sequence[Change],
    about: About,
    slip: Slip | None,
) -> CheckResult:
    failure = found.observed if isinstance(found.observed, Failure) else None
    frame = failure.frames[-1] if failure is not None and failure.frames else None
    inner = [one for one in (failure.frames if failure else ()) if not one.file]
    cell, line = about.submission.position(inner[-1].line) if inner else (None, None)
    if failure is not None and is_unwritten(failure, about.submission):
        not_yet = (
            missing_sentence(failure.message, about.names, about.required)
            if frame is None
            else _not_written(frame)
        )
        return _result(tried.check, "blocked", not_yet, line=line, cell=cell)
    shown = about.reveal != "none"
    at = about.submission.text(frame.line, frame.file) if frame is not None else ""
    told = shown or failure is not None
    message = ""
    if told:
        message = explain(found.difference, about.reveal, about.name_of, at, advised=slip is None)
    if frame is not None:
        message = f"{_at(about.submission, frame)}: {message}"
    if slip is not None:
        frame = Frame(slip.line, "", "", slip.start, slip.end)
        cell, line = about.submission.position(slip.line)
        message = f"{_at(about.submission, frame)}: {slip.said}\n{message}"
    seen = excerpt(about.submission, frame, failure.message if failure else "") if frame else ""
    one = explained[0] if len(explained) == 1 else None
    return _result(
        tried.check,
        "failed",
        message if told else "",
        max(len(tried.answers), 1),
        counterexample=_counterexample(found, about) if shown else None,
        diagnosis=_diagnosis(one, about) if one else None,
        one_of=tuple(m.title for m in explained) if len(explained) > 1 and slip is None else (),
        line=line,
        cell=cell,
        excerpt=seen if shown else "",
        advice=tried.check.advice_on(found.difference.kind, found.difference.key)
        if slip is None
        else "",
    )


def _diagnosis(one: Change, about: About) -> Diagnosis:
    lines = about.lines_of(one) if about.reveal != "none" else ()
    return Diagnosis(one.mistake, one.title, one.explanation, lines)


def is_unwritten(answer: Answered | None, submission: Submission) -> bool:
    """Whether a part of the code is not there yet: nothing is to be explained."""
    if not isinstance(answer, Failure):
        return False
    raises = answer.frames and _raises_it(submission, answer.frames[-1])
    return answer.kind == "missing" or bool(raises)


def lacks_code(tried: Tried, submission: Submission) -> bool:
    """Whether a check found such a part."""
    return tried.shortfall is not None and is_unwritten(tried.shortfall.observed, submission)


def _raises_it(submission: Submission, frame: Frame) -> bool:
    """Whether a line is the `raise NotImplementedError` of a part not written yet."""
    text = submission.text(frame.line, frame.file)
    return bool(re.match(r"\s*raise\s+NotImplementedError\b", text))


def _not_written(frame: Frame) -> str:
    if frame.file:
        text = _("Not written yet: {function} in {file}.")
        return text.format(function=frame.function, file=frame.file)
    return _("Not written yet: {function}.").format(function=frame.function)


def _counterexample(found: Shortfall, about: About) -> Counterexample:
    """As much of a shortfall as the course reveals."""
    observed, expected = found.observed, found.expected
    told = about.reveal == "all" and not isinstance(expected, Failure)
    return Counterexample(
        {key: shown(value) for key, value in found.question.inputs.items()},
        None if isinstance(observed, Failure) else _called(observed, about.name_of),
        _called(_right(observed, expected), about.name_of) if told else None,
    )


def _right(observed: Answered, expected: Answered) -> Observation:
    if isinstance(expected, Failure):
        return {}
    return expected if isinstance(observed, Failure) else as_expected(observed, expected)


def _called(observation: Observation, name_of: Words) -> dict[str, Any]:
    return {name_of(key): value for key, value in shown_all(observation).items()}


def missing_sentence(name: str, names: Sequence[str], required: Sequence[str] = ()) -> str:
    """That a required name is not defined, and which one may be meant."""
    absent = [one for one in required if one not in names]
    meant = [one for one in names if one not in required and nearest(one, absent) in (None, name)]
    close = nearest(name, meant)
    said = _("{name} is not defined.").format(name=name)
    return f"{said} {_('Did you mean {name}?').format(name=close)}" if close else said


def sentence_on_lost(lost: Lost) -> str:
    """Which limit was hit, in the words of a teacher."""
    sentences = {
        "time": _("Your code did not answer within {limit}"),
        "total time": _("Your code used up its time ({limit})"),
        "memory": _("Your code used more than {limit} of memory"),
        "threads": _("Your code started more than {limit}"),
        "scratch": _("Your code wrote more than {limit} of files"),
        "died": _("Your code stopped the program: {limit}"),
        "protocol": _("Your code interfered with the grading: it sent {limit}"),
        "start": _("Your code could not be started: {limit}"),
    }
    return sentences[lost.kind].format(limit=lost.detail)


def _lost(tried: Tried, lost: Lost, reveal: Reveal) -> CheckResult:
    asked = len(tried.answers)
    message = sentence_on_lost(lost)
    inputs = tried.deck[asked].inputs if asked < len(tried.deck) else {}
    if inputs and reveal != "none":
        asked_for = brief(dict(inputs), width=30)
        message = _("{sentence} when given {inputs}").format(sentence=message, inputs=asked_for)
    return _result(tried.check, "lost", message + ".", asked)


def _at(submission: Submission, frame: Frame) -> str:
    place = submission.place(frame.line, frame.file)
    return place[0].upper() + place[1:]


def _result(
    check: Check,
    outcome: Outcome,
    message: str,
    asked: int = 0,
    *,
    counterexample: Counterexample | None = None,
    diagnosis: Diagnosis | None = None,
    one_of: tuple[str, ...] = (),
    line: int | None = None,
    cell: int | None = None,
    excerpt: str = "",
    advice: str = "",
    cause: str = "",
) -> CheckResult:
    return CheckResult(
        id=check.id,
        sentence=check.sentence,
        outcome=outcome,
        points=check.points if outcome == "passed" else 0,
        max_points=check.points,
        inputs_tried=asked,
        message=message,
        counterexample=counterexample,
        diagnosis=diagnosis,
        one_of=one_of,
        advice=advice,
        line=line,
        cell=cell,
        excerpt=excerpt,
        cause=cause,
    )
