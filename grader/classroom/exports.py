"""How do grades get out again? As CSV for spreadsheets and platforms, as JSON for programs."""

import re
from collections.abc import Sequence

import msgspec

from grader.classroom.gradebook import Row, status_of
from grader.reporting.letters import clean

COLUMNS = ("student", "exercise", "score", "max_score", "status", "file", "notes", "graded_at")
# What a spreadsheet takes for a formula, also where it splits a cell at a semicolon or a tab.
_FORMULA = re.compile(r"(^|[;\t\n|])([\s\"']*)(?=[=+\-@＝＋－＠])")
_QUOTED = re.compile(r"[,;\t\"\r\n|]|^[\s']|\s$")


def as_csv(rows: Sequence[Row]) -> str:
    """A row a grade, for a spreadsheet or a learning platform.

    A row that is no grade (`broken`) has no score. Cells that a spreadsheet would take for a
    formula get an apostrophe, and nothing in them is an order to a terminal.
    """
    lines = [COLUMNS, *(_cells(row) for row in rows)]
    return "".join(",".join(map(_written, cells)) + "\n" for cells in lines)


def as_json_lines(rows: Sequence[Row]) -> str:
    """A JSON object a grade: the student, the file, and the whole report."""
    lines = [
        msgspec.json.encode(
            {
                "student": row.key.student, "exercise": row.key.exercise, "file": row.file,
                "notes": row.notes, "graded_at": row.graded_at, "seed": row.key.seed,
                "status": status_of(row.report), "report": row.report,
            }
        ).decode()
        for row in rows
    ]  # fmt: skip
    return "".join(f"{line}\n" for line in lines)


def _cells(row: Row) -> tuple[object, ...]:
    status = status_of(row.report)
    score = "" if status == "broken" else row.report.score
    why = row.report.message.split("\n")[0] if status != "graded" else ""
    return (
        row.key.student, row.key.exercise, score, row.report.max_score, status, row.file,
        "; ".join([*filter(None, [row.notes or why]), *row.report.places]), row.graded_at,
    )  # fmt: skip


def _written(cell: object) -> str:
    text = _harmless(cell) if isinstance(cell, str) else str(cell)
    if not _QUOTED.search(text):
        return text
    return '"' + text.replace('"', '""') + '"'


def _harmless(cell: str) -> str:
    plain = " ".join(clean(cell).splitlines())
    return _FORMULA.sub(r"\1\2'", plain)
