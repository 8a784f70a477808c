"""What is different since the last time? A few lines below a report."""

from collections.abc import Iterator

from grader.languages import _
from grader.rendering.text import clean
from grader.report import Report


def changes(before: Report | None, now: Report) -> list[str]:
    """What holds now, and what no longer does; empty when nothing changed (or at first)."""
    if before is None:
        return []
    return list(_lines(before, now))


def _lines(before: Report, now: Report) -> Iterator[str]:
    was = {check.id: check.outcome == "passed" for check in before.checks}
    for check in now.checks:
        holds = check.outcome == "passed"
        if holds and not was.get(check.id, False):
            yield _("new: {check}").format(check=clean(check.sentence))
        if not holds and was.get(check.id, False):
            yield _("broken since: {check}").format(check=clean(check.sentence))
    if now.score != before.score:
        yield _("{change:+d} points").format(change=now.score - before.score)
