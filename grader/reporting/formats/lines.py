"""What is there to say about a check that did not pass? Plain lines, for other formats to use."""

from collections.abc import Sequence

from grader.languages import N_, _, ngettext
from grader.reporting.letters import clean
from grader.reporting.report import CheckResult, Counterexample
from grader.reporting.values import brief_shown

OUTCOMES = {
    "passed": N_("holds"), "failed": N_("does not hold"), "lost": N_("crashed or hung"),
    "blocked": N_("not judged"), "broken": N_("grader's fault"),
}  # fmt: skip
STATUSES = {
    "graded": N_("graded"), "not started": N_("not started"), "unreadable": N_("unreadable"),
    "import failed": N_("import failed"), "broken": N_("grader's fault"),
}  # fmt: skip
MOST = 6  # values of one side


def lines_about(check: CheckResult) -> list[str]:
    """The smallest input, both answers, what is wrong, and what to try; clean text."""
    lines = _lines_of(check.counterexample) if check.counterexample is not None else []
    lines += [check.message] if check.message else []
    lines += [f"    {line}" for line in check.excerpt.splitlines()]
    if check.diagnosis is not None:
        lines += [
            _("It looks like this: {title}.").format(title=check.diagnosis.title),
            *check.diagnosis.lines,
            check.diagnosis.explanation,
        ]
    elif check.one_of:
        lines.append(_("It looks like one of: {titles}.").format(titles="; ".join(check.one_of)))
    elif check.advice:
        lines.append(_("Try: {advice}").format(advice=check.advice))
    return [clean(line) for line in lines]


def folded(group: Sequence[CheckResult]) -> str:
    """Of the checks of one cause, how many only use what is wrong, and the points they hold back.

    Empty when there are none.
    """
    using = [check for check in group if check.builds_on]
    if not using:
        return ""
    points = sum(check.max_points for check in using)
    told = ngettext(
        "And {n} check that uses it, not judged until it is right: {points} held back.",
        "And {n} checks that use it, not judged until it is right: {points} held back.",
        len(using),
    )
    held = ngettext("{n} point", "{n} points", points).format(n=points)
    return told.format(n=len(using), points=held)


def caused_by(check: CheckResult, checks: Sequence[CheckResult]) -> list[str]:
    """The lines about a check, and what only uses it, among all of a report."""
    group = [one for one in checks if one.cause and one.cause == check.cause]
    first = next((one for one in group if not one.builds_on), None)
    more = folded(group) if check is first else ""
    return [*lines_about(check), *([more] if more else [])]


def _lines_of(example: Counterexample) -> list[str]:
    yours, expected = example.observed or {}, example.expected or {}
    differing = [k for k in (expected | yours) if not expected or yours.get(k) != expected.get(k)]
    lines = [
        _("input: {name} = {value}").format(name=key, value=brief_shown(value, 100))
        for key, value in example.inputs.items()
    ]
    for label, values in ((_("yours"), yours), (_("expected"), expected)):
        shown = [key for key in differing if key in values][:MOST]
        lines += [f"{label}: {key} = {brief_shown(values[key], 100)}" for key in shown]
    return lines
