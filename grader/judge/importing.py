"""How much of a submission can be imported? All of it, or what the required names need of it.

A file is first imported whole, as Python would. When a line of it raises an error, or it does not
end in time, a fresh worker imports what the required names need, as of a notebook. When that fails
as well, what is defined by then is graded. What ends or breaks the process is no such case.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from grader.asking.remembered import Remembered
from grader.asking.worker import Lost
from grader.judge.excerpt import excerpt
from grader.judge.explaining import failure_sentence
from grader.judge.results import is_unwritten, sentence_on_lost
from grader.judge.trials import STUDENT
from grader.languages import _
from grader.submission.parts import left_out, smaller
from grader.submission.submission import Submission
from grader.submission.untouched import parsed
from grader.wire import Failure, Loaded


class ImportFailed(Exception):
    """Nothing that is required could be imported; the text says why."""


@dataclass(frozen=True)
class Imported:
    """A worker that has imported a submission, or the part of it that could be."""

    part: Submission
    student: Remembered
    loaded: Loaded
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Attempt:
    part: Submission
    student: Remembered
    loaded: Loaded | None
    trouble: Failure | Lost | None

    def names(self, required: Sequence[str]) -> int:
        """How many of the required names are defined."""
        return len({*required} & {*self.loaded.names[STUDENT]}) if self.loaded else 0


def imported(
    submission: Submission,
    required: Sequence[str],
    student_of: Callable[[Submission], Remembered],
) -> Imported:
    """The submission, as much of it as can be; raises `ImportFailed`, and what workers raise."""
    first = _attempt(submission, student_of)
    if first.loaded is not None and first.trouble is None:
        return Imported(submission, first.student, first.loaded)
    attempts = [first]
    for part in smaller(submission, required) if _is_ordinary(first.trouble) else ():
        attempts.append(_attempt(part, student_of))
        if attempts[-1].trouble is None or not _is_ordinary(attempts[-1].trouble):
            break
    best = max(attempts, key=lambda a: (a.names(required), a.trouble is None))
    if not _is_ordinary(first.trouble) or not best.names(required):
        raise ImportFailed(_sentence(submission, first.trouble) + _line_shown(submission, first))
    loaded = best.student.worker.start()
    return Imported(best.part, best.student, loaded, _notices(first, best, required))


def _attempt(part: Submission, student_of: Callable[[Submission], Remembered]) -> _Attempt:
    student = student_of(part)
    try:
        loaded = student.worker.start()
    except Lost as lost:
        return _Attempt(part, student, None, lost)
    failure = loaded.failures.get(STUDENT)
    if failure is not None:
        student.close()
    return _Attempt(part, student, loaded, failure)


def _is_ordinary(trouble: Failure | Lost | None) -> bool:
    """Whether it may come of an experiment beside the code that is asked for."""
    if isinstance(trouble, Lost):
        return trouble.kind in ("time", "total time")
    return trouble is not None and trouble.kind == "raised"


def _sentence(submission: Submission, trouble: Failure | Lost | None) -> str:
    if isinstance(trouble, Lost):
        text = _("{sentence} while it was being imported.")
        return text.format(sentence=sentence_on_lost(trouble))
    assert trouble is not None
    failed = failure_sentence(trouble, _line_of(submission, trouble))
    sentence = _("Your file could not be imported.") + " " + failed
    if trouble.frames:
        frame = trouble.frames[-1]
        place = submission.place(frame.line, frame.file)
        sentence += " " + _("It happened in {place}.").format(place=place)
    return sentence


def _line_shown(submission: Submission, attempt: _Attempt) -> str:
    """Below a sentence the line that it speaks of, if there is one."""
    trouble = attempt.trouble
    if not isinstance(trouble, Failure) or not trouble.frames:
        return ""
    seen = excerpt(submission, trouble.frames[-1], trouble.message)
    return "".join(f"\n    {line}" for line in seen.splitlines())


def _notices(first: _Attempt, best: _Attempt, required: Sequence[str]) -> tuple[str, ...]:
    """What stopped the whole, and what to do about it."""
    said = [_stopped(first, best, required)]
    if best.trouble is not None and best is not first:
        said.append(_sentence(best.part, best.trouble))
    if best.trouble is not None:
        said.append(_("What was defined until then was graded."))
    elif first.part.origins:
        said.append(_("It was graded without that; tag the cell `grade` if it is needed."))
    else:
        text = _("It was graded without that: only what {names} need was run.")
        said.append(text.format(names=_(" and ").join(required)))
        if "__main__" not in said[0]:  # what is well known of an error may have said it
            said.append(_('Put experiments below a line `if __name__ == "__main__":`.'))
    return (" ".join(said),)


def _line_of(submission: Submission, trouble: Failure) -> str:
    """The innermost line of the student's that raised it; empty when there is none."""
    frame = trouble.frames[-1] if trouble.frames else None
    return submission.text(frame.line, frame.file) if frame else ""


def _definition(submission: Submission, line: int) -> str:
    """The function or class at the top of the file that a line is in."""
    found = [n for n in parsed(submission.source).body if n.lineno <= line]
    return getattr(found[-1], "name", "") if found else ""


def _stopped(first: _Attempt, best: _Attempt, required: Sequence[str]) -> str:
    whole = first.part
    if isinstance(first.trouble, Lost):
        ended = _("{sentence} while it was being imported.").format(
            sentence=sentence_on_lost(first.trouble)
        )
        lines = left_out(whole, best.part)
        if not lines:
            return ended
        text = _("{ended} What takes so long begins in {place} or later.")
        return text.format(ended=ended, place=whole.place(lines[0]))
    assert first.trouble is not None
    outer = next((f for f in first.trouble.frames if f.function == "<module>" and not f.file), None)
    failed = failure_sentence(first.trouble, _line_of(whole, first.trouble))
    if outer is not None and is_unwritten(first.trouble, whole):
        text = _(
            "Your file stopped in {place} while it was being imported: {name} is needed there "
            "and not written yet."
        )
        name = _definition(whole, first.trouble.frames[-1].line)
        return text.format(place=whole.place(outer.line), name=name)
    if outer is None:
        return _("Your file stopped while it was being imported.") + " " + failed
    text = _("Your file stopped in {place} while it was being imported. {failed}")
    return text.format(place=whole.place(outer.line), failed=failed)
