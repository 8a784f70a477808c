"""A report as Markdown (GitHub's): for a pull request, a job summary, an issue."""

from collections.abc import Iterator, Sequence

from grader.languages import _
from grader.reporting.formats.lines import caused_by
from grader.reporting.formats.text import verdict
from grader.reporting.letters import clean
from grader.reporting.report import CheckResult, Report

_MARKS = {"passed": "✅", "failed": "❌", "lost": "❌", "blocked": "⚪", "broken": "⚠️"}


def render(report: Report) -> str:
    """Markdown text, in which nothing that came from the student is markup."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"## {report.exercise} · {_plain(report.title)}: {verdict(report)}"
    yield ""
    yield f"`{_code(report.submission)}`"
    if report.message:
        yield from ("", _plain(report.message))
    for notice in report.notices:
        yield from ("", f"> {_plain(notice)}")
    yield from ("", f"| | {_('check')} | {_('points')} |", "|---|---|---:|")
    for check in report.checks:
        sentence = _plain(check.sentence).replace("|", "\\|")
        yield f"| {_MARKS[check.outcome]} | {sentence} | {check.points}/{check.max_points} |"
    for check in report.checks:
        wrong = check.outcome != "passed" and not check.builds_on
        if wrong and report.status == "graded":
            yield from _failure(check, report.checks)


def _failure(check: CheckResult, checks: Sequence[CheckResult]) -> Iterator[str]:
    yield from ("", f"### {_plain(check.sentence)}", "", "```text")
    for line in caused_by(check, checks):
        yield from (part.replace("```", "'''") for part in line.splitlines())
    yield "```"


def _plain(text: str) -> str:
    """Text in which every character stands for itself."""
    flat = " ".join(clean(text).split())
    return "".join(f"\\{c}" if c in r"\`*_{}[]<>()#+!~@&$" else c for c in flat)


def _code(text: str) -> str:
    return clean(text).replace("`", "'").replace("\n", " ")
