"""A report for GitHub Actions: the text, then annotations at the student's file and line."""

from grader.reporting.formats import text
from grader.reporting.formats.lines import caused_by
from grader.reporting.letters import clean
from grader.reporting.report import CheckResult, Report


def render(report: Report, token: str) -> str:
    """The log of a step; between the two marks with the secret `token` nothing is a command."""
    told = text.render(report, full=True)
    wrong = [c for c in report.checks if c.outcome != "passed" and not c.builds_on]
    annotations = [_annotation(report, check) for check in wrong]
    if report.status != "graded":
        annotations = [_command("error", report, None, report.title, report.message)]
    return "\n".join([f"::stop-commands::{token}", told + f"::{token}::", *annotations, ""])


def _annotation(report: Report, check: CheckResult) -> str:
    told = caused_by(check, report.checks)
    return _command("error", report, check.line, check.sentence, "\n".join(told))


def _command(kind: str, report: Report, line: int | None, title: str, message: str) -> str:
    properties = {"file": report.submission, "line": str(line or 1), "title": title}
    told = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{kind} {told}::{_data(clean(message))}"


def _data(value: str) -> str:
    """Escaped as the runner reads it back."""
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(clean(value)).replace(":", "%3A").replace(",", "%2C")
