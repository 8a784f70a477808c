"""What is there to say about a check that did not pass? Plain lines, for other formats to use."""

from grader.languages import N_, _
from grader.reporting.letters import clean
from grader.reporting.report import CheckResult, Counterexample
from grader.reporting.values import brief_shown

OUTCOMES = {
    "passed": N_("holds"), "failed": N_("does not hold"), "lost": N_("crashed or hung"),
    "blocked": N_("could not be asked"), "broken": N_("grader's fault"),
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
            check.diagnosis.explanation,
        ]
    elif check.one_of:
        lines.append(_("It looks like one of: {titles}.").format(titles="; ".join(check.one_of)))
    elif check.advice:
        lines.append(_("Try: {advice}").format(advice=check.advice))
    return [clean(line) for line in lines]


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
