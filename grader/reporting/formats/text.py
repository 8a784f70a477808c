"""A report as one screen of text: what holds, what does not, the smallest input, what to try."""

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from grader.languages import _, ngettext
from grader.problems import OURS
from grader.reporting.formats.lines import OUTCOMES, STATUSES, folded
from grader.reporting.letters import clean, in_ascii
from grader.reporting.report import CheckResult, Report, exit_code
from grader.reporting.values import brief_shown

DETAILED = 3  # failures told in full; the others in a sentence, unless all are asked for
MOST_VALUES = 3  # of one answer
SQUEEZES = (0, 1, 2, 3, 4)  # ways to make a report fit a screen, each with less on it
_MARKS = {
    "passed": ("✓", "+", "green"),
    "failed": ("✗", "x", "red"),
    "lost": ("✗", "x", "red"),
    "blocked": ("·", ".", "yellow"),
    "broken": ("!", "!", "magenta"),
}


def render(
    report: Report,
    *,
    width: int = 80,
    colour: bool = False,
    ascii_only: bool = False,
    full: bool = False,
    height: int | None = None,
) -> str:
    """The report for a terminal of this width; without colour it is plain text.

    With a height, what does not fit is left out: first explanations, then checks that hold.
    """
    if ascii_only:  # before the page is laid out: some letters become longer
        report = msgspec.convert(_in_ascii(msgspec.to_builtins(report)), Report)
    for squeeze in SQUEEZES if height else (0,):
        told, rows = _squeezed(report, squeeze)
        shown = _rendered(told, rows, width, colour, ascii_only, full)
        if not height or shown.count("\n") <= height:
            break
    lines = shown.splitlines(keepends=True)
    if height and len(lines) > height:
        lines = [*lines[: max(height - 2, 1)], "  …\n", lines[-1]]
    return "".join(lines)


def _squeezed(report: Report, step: int) -> tuple[Report, Sequence[CheckResult]]:
    """Without the checks that hold, then with those of the first cause only, then in few rows.

    The checks of the report are those that are explained, of which all are counted.
    """
    wrong = [c for c in report.checks if c.outcome != "passed"]
    if step == 0 or not wrong or report.status != "graded":
        return report, report.checks
    first = [c for c in wrong if c.cause == wrong[0].cause]
    kept = wrong if step == 1 else first
    rows = kept[: {1: None, 2: None, 3: 3, 4: 1}[step]]
    hold, more = len(report.checks) - len(wrong), len(wrong) - len(kept)
    notice = ngettext("{n} check holds", "{n} checks hold", hold).format(n=hold)
    if more:
        notice += ", " + ngettext("{n} more does not", "{n} more do not", more).format(n=more)
    notice += ". " + _("--full shows all.")
    told = msgspec.structs.replace(report, checks=tuple(kept), notices=(*report.notices, notice))
    return told, rows


def _rendered(
    report: Report,
    rows: Sequence[CheckResult],
    width: int,
    colour: bool,
    ascii_only: bool,
    full: bool,
) -> str:
    out = io.StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=colour,
        no_color=not colour,
        color_system="standard" if colour else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
        force_jupyter=False,
    )
    for part in _page(report, rows, width, ascii_only, full):
        console.print(part, soft_wrap=isinstance(part, Text) and bool(part.no_wrap))
    text = "\n".join(_inert(line.rstrip()) for line in out.getvalue().splitlines()) + "\n"
    return in_ascii(text) if ascii_only else text


def _in_ascii(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _in_ascii(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_in_ascii(item) for item in value]
    return in_ascii(value) if isinstance(value, str) else value


def summary(report: Report) -> str:
    """The verdict in one line."""
    told = verdict(report)
    if exit_code(report) == OURS:
        failed = next((c for c in report.checks if c.outcome == "broken"), None)
        why = (failed.message if failed else report.message).split("\n")[0]
        told += f": {clean(why)}" if why else ""
    elif report.status != "graded":
        told += f" · {_(STATUSES[report.status])}"
    return f"{report.exercise}: {told}"


def verdict(report: Report) -> str:
    """The points; none where the fault is ours."""
    if exit_code(report) == OURS:
        return _("no grade, for the grader itself failed")
    return points(report.score, report.max_score)


def points(score: int, best: int) -> str:
    """So many of so many points."""
    return _("{score} of {max_score} points").format(score=score, max_score=best)


def _inert(line: str) -> str:
    """A line that no CI runner takes for an order, such as `::error::` and `##[error]`."""
    return re.sub(r"^(\s*):(?=:)", r"\1: ", line).replace("##", "# #")


def _page(
    report: Report, rows: Sequence[CheckResult], width: int, ascii_only: bool, full: bool
) -> Iterator[RenderableType]:
    heading = f"{report.exercise} · {clean(report.title)}"
    yield _two_columns(
        Text(heading, style="bold"),
        Text(_short(clean(report.submission), width - len(heading) - 2), style="dim"),
    )
    yield Text()
    if report.status != "graded":
        yield Padding(Text(clean(report.message)), (0, 0, 1, 2))
    else:
        yield _checks(rows, ascii_only)
        yield Text()
        yield from _failures(report.checks, full)
    for notice in report.notices:
        yield Padding(Text(_("Note: {text}").format(text=clean(notice)), style="dim"), (0, 0, 1, 2))
    yield from _printed(report.printed)
    yield _verdict(report)


def _checks(checks: Sequence[CheckResult], ascii_only: bool) -> Table:
    table = Table.grid(padding=(0, 1), expand=True)
    table.add_column(width=3, justify="right")
    table.add_column(ratio=1)
    table.add_column(justify="right", no_wrap=True)
    for check in checks:
        mark, plain, style = _MARKS[check.outcome]
        table.add_row(
            Text(plain if ascii_only else mark, style=style),
            _marked(check),
            Text(f"{check.points}/{check.max_points}", style=style),
        )
    return table


def _marked(check: CheckResult) -> Text:
    """The sentence, with a word for what is no mistake of its own."""
    wrong = check.outcome != "passed" and not check.builds_on
    told = Text(clean(check.sentence), style="bold" if wrong else "")
    return told.append(f" ({_(OUTCOMES[check.outcome])})", "dim") if check.builds_on else told


def _failures(checks: Sequence[CheckResult], full: bool) -> Iterator[RenderableType]:
    """One part per cause: checks with the same one are told together."""
    causes: dict[str, list[CheckResult]] = {}
    for check in checks:
        if check.outcome != "passed":
            causes.setdefault(check.cause or check.id, []).append(check)
    for number, group in enumerate(causes.values()):
        yield from _cause(group, full or number < DETAILED)
        if full:
            yield from _snippet(group)
    if len(causes) > DETAILED and not full:
        yield Padding(
            Text(_("Mend the first ones, or see all in detail with --full.")), (0, 0, 1, 2)
        )


def _cause(group: Sequence[CheckResult], detailed: bool) -> Iterator[RenderableType]:
    wrong = [check for check in group if not check.builds_on]
    first = next((c for c in wrong if c.counterexample), (wrong or group)[0])
    others = _("(and {n} more)").format(n=len(wrong) - 1)
    also = f"  {others}" if len(wrong) > 1 else ""
    yield Padding(Text(clean(first.sentence) + also, style="bold"), (0, 0, 0, 2))
    if detailed and first.counterexample is not None:
        yield Padding(_counterexample(first), (0, 0, 0, 4))
    if first.message:
        yield Padding(Text(clean(first.message)), (0, 0, 0, 4))
    if first.excerpt:
        yield Padding(Text(clean(first.excerpt), no_wrap=True), (0, 0, 0, 8))
    if first.diagnosis is not None:
        title = _("It looks like this: {title}.").format(title=clean(first.diagnosis.title))
        yield Padding(Text(title, style="cyan"), (0, 0, 0, 4))
        for line in first.diagnosis.lines:
            yield Padding(Text(clean(line), style="dim"), (0, 0, 0, 4))
        if detailed:
            yield Padding(Text(clean(first.diagnosis.explanation)), (0, 0, 0, 4))
    elif first.one_of:
        titles = "; ".join(clean(title) for title in first.one_of[:4])
        alike = _("It looks like one of: {titles}.").format(titles=titles)
        yield Padding(Text(alike, style="cyan"), (0, 0, 0, 4))
    elif first.advice and detailed:
        yield Padding(Text(_("Try: {advice}").format(advice=clean(first.advice))), (0, 0, 0, 4))
    if using := folded(group):
        yield Padding(Text(using), (0, 0, 0, 4))
    yield Text()


def _snippet(group: Sequence[CheckResult]) -> Iterator[RenderableType]:
    tries = next((c.counterexample.snippet for c in group if c.counterexample), "")
    if tries:
        heading = Text(_("Try it yourself: paste this below your code"), style="dim")
        yield Padding(heading, (0, 0, 1, 4))
        yield Text(clean(tries), no_wrap=True)  # as long as its lines are


def _counterexample(check: CheckResult) -> Table:
    assert check.counterexample is not None
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, style="dim")
    table.add_column()
    inputs, yours, expected = (
        check.counterexample.inputs, check.counterexample.observed, check.counterexample.expected,
    )  # fmt: skip
    if yours and expected:  # what is right needs no room
        differing = [k for k in (expected | yours) if yours.get(k) != expected.get(k)]
        yours = {k: yours[k] for k in differing if k in yours}
        expected = {k: expected[k] for k in differing if k in expected}
    elif check.message:
        expected = None
    rows = [(_("smallest input"), inputs), (_("yours"), yours), (_("expected"), expected)]
    for label, values in rows:
        most = MOST_VALUES if values is not inputs else len(inputs)
        for key, value in list((values or {}).items())[:most]:
            table.add_row(label, Text(clean(f"{key} = {brief_shown(value, 52 - len(key))}")))
            label = ""
        if values and len(values) > most:
            table.add_row("", Text(_("… and {n} more").format(n=len(values) - most)))
    return table


def _printed(printed: str) -> Iterator[RenderableType]:
    lines = printed.strip().splitlines()
    if lines:
        shown = lines[:6] + (["…"] if len(lines) > 6 else [])
        yield Padding(Text(_("Your code printed:"), style="dim"), (0, 0, 0, 2))
        yield Padding(Text("\n".join(clean(line)[:200] for line in shown)), (0, 0, 1, 4))


def _verdict(report: Report) -> RenderableType:
    style = "bold green" if report.passed else "bold"
    told = Text(verdict(report), style=style)
    if report.passed:
        told.append(" · " + _("everything holds"))
    if any("unsafe" in protection for protection in report.protections):
        told.append(" · " + _("graded without protection (--unsafe)"), style="bold red")
    return told


def _two_columns(left: Text, right: Text) -> Table:
    table = Table.grid(expand=True)
    table.add_column(ratio=1)
    table.add_column(justify="right")
    table.add_row(left, right)
    return table


def _short(path: str, width: int) -> str:
    """The end of a path that fits."""
    return path if len(path) <= width else "…" + path[-max(width - 1, 8) :]
