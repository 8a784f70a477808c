"""How does a picture look? Lines as SVG, readable on light and on dark paper."""

import base64
import io
import math
from collections.abc import Sequence
from html import escape
from typing import Any

from grader.languages import _
from grader.reporting.report import Picture

# Told apart by the colour-blind too, and with enough contrast on white and on black.
YOURS, EXPECTED, MARK = "#d55e00", "#0a84d0", "#888888"
GREY = "#808080"  # can be read on white and on black
_INK = "#010203"  # stands for the text colour of the page, which replaces it


def picture_svg(picture: Picture) -> str:
    """A panel for each curve: yours and, where it is known, the expected line."""
    with _style(_INK):
        return _svg(_drawn(picture), picture.title)


def picture_png(picture: Picture) -> str:
    """The same as an image of pixels, in ink for any paper: notebooks drop SVG from strangers."""
    out = io.BytesIO()
    with _style(GREY):
        figure = _drawn(picture)
        figure.savefig(out, format="png", dpi=144, transparent=True, metadata={"Software": None})
    data = base64.b64encode(out.getvalue()).decode()
    width = round(figure.get_size_inches()[0] * 96)
    title = escape(picture.title)
    return f'<img width="{width}" alt="{title}" src="data:image/png;base64,{data}">'


def _drawn(picture: Picture) -> Any:
    from matplotlib.figure import Figure

    count = len(picture.curves)
    figure = Figure(figsize=(3.4 * count, 2.4), layout="constrained")
    panels = figure.subplots(1, count, squeeze=False)[0]
    for panel, curve in zip(panels, picture.curves, strict=True):
        x = _numbers(picture.x)
        if curve.expected is not None:
            panel.plot(x, _numbers(curve.expected), color=EXPECTED, lw=3, alpha=0.6,
                       label=_("expected"))  # fmt: skip
        if curve.yours is not None and len(curve.yours) == len(x):
            panel.plot(x, _numbers(curve.yours), color=YOURS, lw=1.5, ls="--", label=_("yours"))
        for mark in picture.marks:
            panel.axvline(mark, color=MARK, lw=1, ls=":")
        panel.set_xlabel(picture.axis)
        panel.set_title(curve.name)
    panels[0].legend(frameon=False)
    return figure


def histogram_svg(scores: Sequence[int], best: int) -> str:
    """How many submissions have how many points."""
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    with _style(_INK):
        figure = Figure(figsize=(6.8, 2.2), layout="constrained")
        panel = figure.subplots()
        counts = [sum(score == points for score in scores) for points in range(best + 1)]
        panel.bar(range(best + 1), counts, color=EXPECTED, width=0.8)
        panel.set_xlabel(_("points"))
        panel.set_ylabel(_("submissions"))
        panel.yaxis.set_major_locator(MaxNLocator(integer=True))
        return _svg(figure, _("Submissions by points"))


def _style(ink: str) -> Any:
    from matplotlib import rc_context

    inks = ("text.color", "axes.edgecolor", "axes.labelcolor", "xtick.color", "ytick.color",
            "axes.titlecolor")  # fmt: skip
    settings: dict[Any, Any] = dict.fromkeys(inks, ink)
    return rc_context(
        settings
        | {
            "svg.fonttype": "none",
            "svg.hashsalt": "gradetape",
            "font.family": "sans-serif",
            "font.size": 9,
            "axes.titlesize": 9,
            "axes.spines.top": False,
            "axes.spines.right": False,
        }
    )


def _svg(figure: Any, title: str) -> str:
    out = io.StringIO()
    figure.savefig(out, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    svg = out.getvalue()
    svg = svg[svg.index("<svg") :].replace(_INK, "currentColor")
    return svg.replace("<svg", f'<svg role="img" aria-label="{escape(title)}"', 1)


def _numbers(line: Sequence[float | None]) -> list[float]:
    return [math.nan if x is None else x for x in line]
