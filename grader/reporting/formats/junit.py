"""A report as JUnit XML: a test case a check, for course CI and editors."""

from junitparser import Error, Failure, JUnitXml, Properties, Property, TestCase, TestSuite

from grader.reporting.formats.lines import caused_by
from grader.reporting.letters import clean
from grader.reporting.report import CheckResult, Report


def render(report: Report) -> str:
    """XML text. Only what passed is no failure: a check that could not be asked is one as well.

    Without the seed, which may be a secret: GitLab shows this to whoever sees the pipeline.
    """
    suite = TestSuite(report.exercise)
    for check in report.checks:
        suite.add_testcase(_case(report, check))
    for name, value in (
        ("score", report.score), ("max_score", report.max_score), ("status", report.status),
        ("submission", _xml(report.submission)),
    ):  # fmt: skip
        suite.add_property(name, str(value))
    suite.time = report.seconds
    xml = JUnitXml("gradetape")
    xml.add_testsuite(suite)
    xml.update_statistics()  # type: ignore[no-untyped-call]
    data: bytes = xml.tostring()  # type: ignore[no-untyped-call]
    return data.decode("utf-8") + "\n"


def _case(report: Report, check: CheckResult) -> TestCase:
    case = TestCase(_xml(check.sentence), classname=f"{report.exercise}.{check.id}")
    case.append(_points(check))  # type: ignore[no-untyped-call]
    text = "\n".join(caused_by(check, report.checks))
    if check.outcome == "passed":
        return case
    kind = Failure if check.outcome in ("failed", "blocked") else Error
    problem = kind(_xml(check.message or check.sentence), check.outcome)
    problem.text = _xml(text)
    case.result = [problem]
    return case


def _points(check: CheckResult) -> Properties:
    properties = Properties()  # type: ignore[no-untyped-call]
    properties.add_property(Property("points", str(check.points)))
    properties.add_property(Property("max_points", str(check.max_points)))
    return properties


def _xml(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return clean(text).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
