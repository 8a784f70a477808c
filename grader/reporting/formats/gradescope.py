"""Reports as Gradescope's `results.json`: a test a check, with its points."""

from collections.abc import Sequence
from typing import Any

import msgspec

from grader.languages import _
from grader.reporting.formats.lines import caused_by
from grader.reporting.formats.text import verdict
from grader.reporting.letters import clean
from grader.reporting.report import CheckResult, Report


def render(reports: Sequence[Report]) -> str:
    """JSON text for all exercises of an assignment; the score is the sum of the tests."""
    document = {
        "score": sum(report.score for report in reports),
        "output": "\n".join(_told(report) for report in reports) or _("Nothing was handed in."),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [_test(r, c, len(reports) > 1) for r in reports for c in r.checks],
    }
    return msgspec.json.format(msgspec.json.encode(document)).decode() + "\n"


def _told(report: Report) -> str:
    line = f"{report.exercise} · {report.title}: {verdict(report)}"
    return clean("\n".join([line, *([report.message] if report.message else []), *report.notices]))


def _test(report: Report, check: CheckResult, several: bool) -> dict[str, Any]:
    return {
        "score": check.points,
        "max_score": check.max_points,
        "status": "passed" if check.outcome == "passed" else "failed",
        "name": clean(f"{report.exercise}: {check.sentence}" if several else check.sentence),
        "output": "\n".join(caused_by(check, report.checks)),
        "visibility": "visible",
        "tags": [report.exercise, check.id],
    }
