"""Which failed checks have one cause? They are shrunk once and told together."""

from collections.abc import Mapping, Sequence

from grader.judge.known_errors import explained as explained_error
from grader.judge.results import is_unwritten
from grader.judge.trials import Tried
from grader.reporting.error_messages import gist
from grader.submission.submission import Submission
from grader.wire import Failure

Explained = Mapping[str, tuple[str, ...]]


def causes_of(
    tried: Sequence[Tried], explained: Explained, submission: Submission
) -> dict[str, str]:
    """For the id of each check that did not pass, that of the first one with the same cause."""
    first: dict[object, str] = {}
    found: dict[str, str] = {}
    for one in tried:
        if one.builds_on:
            found[one.check.id] = found[one.builds_on]
        elif not one.passed:
            cause = _cause(one, explained, submission)
            found[one.check.id] = first.setdefault(cause, one.check.id)
    return found


def _cause(tried: Tried, explained: Explained, submission: Submission) -> object:
    """The same for checks that are told together."""
    names = explained.get(tried.check.id, ())
    answer = tried.wrong
    if tried.broken:
        return "broken", tried.broken
    if answer is None:  # what hangs or crashes does so in most checks
        return "lost"
    if names and not is_unwritten(answer, submission):
        return names
    if isinstance(answer, Failure):  # an error, at one line for one cause
        line = answer.frames[-1].line if answer.frames else None
        known = explained_error(answer.error, answer.message)
        return answer.kind, line, known or gist(answer.message)
    return tried.check.id
