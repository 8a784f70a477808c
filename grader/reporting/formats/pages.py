"""Pages for a browser: a student's report, and a class at a glance. Self-contained, no scripts."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from grader.languages import _, current, ngettext
from grader.reporting.formats import svg
from grader.reporting.formats.lines import OUTCOMES, STATUSES, folded
from grader.reporting.formats.text import verdict
from grader.reporting.letters import clean
from grader.reporting.report import CheckResult, Report
from grader.reporting.values import brief_shown

MOST_VALUES = 8
MOST_LEFT = 2000  # files listed that were not graded


@dataclass(frozen=True)
class Entry:
    """One student's report in a class; `page` is the address of its own page.

    graded: whether its score is one; what broke on our side is no grade.
    """

    student: str
    report: Report
    page: str
    notes: str = ""
    graded: bool = True


def student_page(student: str, reports: Sequence[Report], notes: Mapping[str, str]) -> str:
    """All reports of one student as an HTML page; `notes` by exercise."""
    template = _environment().get_template("student.html")
    return template.render(student=student, reports=reports, notes=notes)


def report_html(report: Report) -> str:
    """One report as an HTML fragment that brings its own style: for a notebook."""
    return _environment().get_template("fragment.html").render(report=report)


def class_page(
    entries: Sequence[Entry],
    missing: Sequence[str],
    left: Sequence[tuple[str, str, str]] = (),
    strangers: Sequence[str] = (),
) -> str:
    """A class as an HTML page: scores, who passed what, the most common misconceptions.

    missing, strangers: who of the roster handed in nothing, and who is not on it.
    left:               what was not graded: whose, what, and why.
    """
    exercises = list(dict.fromkeys(entry.report.exercise for entry in entries))
    groups = [[e for e in entries if e.report.exercise == exercise] for exercise in exercises]
    template = _environment().get_template("class.html")
    more = max(0, len(left) - MOST_LEFT)
    return template.render(
        groups=groups, missing=missing, left=left[:MOST_LEFT], more=more, strangers=strangers
    )


def misconceptions(entries: Sequence[Entry]) -> list[tuple[str, str, int]]:
    """Title, explanation and number of students of each diagnosis, the most common first."""
    explained = {
        c.diagnosis.title: c.diagnosis.explanation
        for e in entries
        for c in e.report.checks
        if c.diagnosis
    }
    count = Counter(
        title
        for e in entries
        for title in {c.diagnosis.title for c in e.report.checks if c.diagnosis}
    )
    return [(title, explained[title], number) for title, number in count.most_common()]


def lost_in(entries: Sequence[Entry]) -> list[tuple[str, str]]:
    """Student and reason, for each whose code was lost in some check."""
    return [
        (e.student, next(c.message for c in e.report.checks if c.outcome == "lost"))
        for e in entries
        if any(c.outcome == "lost" for c in e.report.checks)
    ]


def causes(report: Report) -> list[list[CheckResult]]:
    """The checks that did not pass, those of one cause together."""
    found: dict[str, list[CheckResult]] = {}
    for check in report.checks:
        if check.outcome != "passed":
            found.setdefault(check.cause or check.id, []).append(check)
    return list(found.values())


def differing(check: CheckResult) -> list[tuple[str, str, str]]:
    """Name, yours and expected of what differs in a counterexample."""
    assert check.counterexample is not None
    yours, expected = check.counterexample.observed or {}, check.counterexample.expected or {}
    keys = [k for k in (expected | yours) if not expected or yours.get(k) != expected.get(k)]
    return [(key, _brief(yours, key), _brief(expected, key)) for key in keys[:MOST_VALUES]]


def _brief(values: Mapping[str, object], key: str) -> str:
    return brief_shown(values[key], 200) if key in values else ""


@lru_cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("grader.reporting.formats"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        finalize=lambda value: clean(value) if type(value) is str else value,
    )
    environment.install_gettext_callables(_, ngettext, newstyle=True)  # type: ignore[attr-defined]
    environment.filters |= {
        "brief": lambda value: brief_shown(value, 200),
        "picture": lambda picture: Markup(svg.picture_svg(picture)),
        "picture_png": lambda picture: Markup(svg.picture_png(picture)),
    }
    environment.globals |= {
        "outcome": lambda check: _(OUTCOMES[check.outcome]),
        "status": lambda report: _(STATUSES[report.status]),
        "verdict": verdict,
        "language": current,
        "causes": causes,
        "folded": folded,
        "differing": differing,
        "misconceptions": misconceptions,
        "lost_in": lost_in,
        "histogram": lambda scores, best: Markup(svg.histogram_svg(scores, best)),
    }
    return environment
