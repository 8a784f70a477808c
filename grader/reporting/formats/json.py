"""A report as JSON for machines: one object, documented by docs/report.schema.json."""

import re
from typing import Any

import msgspec

from grader.reporting.report import Report

# What would move a terminal's cursor, turn its text round, or give an order to a CI runner.
_UNSHOWN = re.compile(
    "#(?=#)|[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)


def render(report: Report) -> str:
    """The report as indented JSON, ending in a newline: what its student may read of it."""
    report = msgspec.structs.replace(report, places=())
    text = msgspec.json.format(msgspec.json.encode(report), indent=2).decode() + "\n"
    return _UNSHOWN.sub(lambda match: _escaped(match.group()), text)


def _escaped(text: str) -> str:
    """As JSON writes it in ASCII."""
    return "".join(f"\\u{ord(c):04x}" for c in text)


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of what `render` writes."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | msgspec.json.schema(Report)
