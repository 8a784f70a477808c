"""What is different since the last time? A few lines below a report."""

from collections.abc import Iterator

from grader.languages import _
from grader.reporting.letters import clean
from grader.reporting.report import Report

FEW = 3  # changes of one kind that are told one by one


def changes(before: Report | None, now: Report) -> list[str]:
    """What holds now, and what no longer does; empty when nothing changed, at first, and for what
    could not be graded."""
    if before is None or now.status != "graded":
        return []
    return list(_lines(before, now))


def _lines(before: Report, now: Report) -> Iterator[str]:
    was = {check.id: check.outcome == "passed" for check in before.checks}
    held = [c for c in now.checks if c.outcome == "passed" and not was.get(c.id, False)]
    lost = [c for c in now.checks if c.outcome != "passed" and was.get(c.id, False)]
    if len(held) <= FEW:
        yield from (_("new: {check}").format(check=clean(c.sentence)) for c in held)
    else:
        yield _("new: {n} checks hold").format(n=len(held))
    if len(lost) <= FEW:
        yield from (_("broken since: {check}").format(check=clean(c.sentence)) for c in lost)
    else:
        yield _("broken since: {n} checks").format(n=len(lost))
    if now.score != before.score:
        yield _("{change:+d} points").format(change=now.score - before.score)
