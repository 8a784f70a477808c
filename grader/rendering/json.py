"""A report as JSON for machines: one object, documented by docs/report.schema.json."""

from typing import Any

import msgspec

from grader.report import Report


def render(report: Report) -> str:
    """The report as indented JSON, ending in a newline."""
    return msgspec.json.format(msgspec.json.encode(report), indent=2).decode() + "\n"


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of what `render` writes."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | msgspec.json.schema(Report)
