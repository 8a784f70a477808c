"""What is exported holds every row, and nothing that a spreadsheet would execute."""

import csv
import dataclasses
import io
import json

import msgspec
import pytest

from grader.classroom.exports import as_csv, as_json_lines
from grader.classroom.gradebook import Row
from tests.classroom.test_gradebook import GOOD, KEY
from tests.reporting.test_text import check, report


def row(student: str, **more: object) -> Row:
    facts = {"file": "a.py", "notes": "n", "report": GOOD, "graded_at": "now"} | more
    return Row(dataclasses.replace(KEY, student=student), **facts)  # type: ignore[arg-type]


def read(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), delimiter=delimiter))


def test_exports_hold_every_row() -> None:
    rows = [row(student) for student in ("=cmd()", "a\x1b[31m", 'o"neil, b', "two\nlines", "zoe")]
    table = read(as_csv(rows))
    assert [r["student"] for r in table] == [
        "'=cmd()", "a\ufffd[31m", 'o"neil, b', "two lines", "zoe",
    ]  # fmt: skip
    assert {(r["score"], r["max_score"], r["status"]) for r in table} == {("4", "4", "graded")}
    lines = [json.loads(line) for line in as_json_lines(rows).splitlines()]
    assert lines[-1]["student"] == "zoe" and lines[-1]["status"] == "graded"
    assert lines[-1]["report"] == json.loads(msgspec.json.encode(GOOD))


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1", "-1", "@x", "＝1+1", "＠x", "＋1", " =1", "\t=1", "x;=1", "x; ＝1", 'x;"=1"', "a\n=1",
     "x\t@y", "'=1", "\"=1"],
)  # fmt: skip
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_no_cell_begins_with_a_formula_however_the_line_is_split(cell: str, delimiter: str) -> None:
    text = as_csv([row(cell, notes=cell, file=cell)])
    for line in csv.reader(io.StringIO(text), delimiter=delimiter):
        for found in line:
            assert not found.strip(' "\t').startswith(
                ("=", "+", "-", "@", "＝", "＠", "＋", "－")
            ), line
    for found in text.replace('"', "").replace("\n", delimiter).split(delimiter):
        assert not found.strip().startswith(("=", "+", "-", "@", "＝", "＠", "＋"))


def test_what_was_not_graded_says_why() -> None:
    unread = msgspec.structs.replace(GOOD, status="unreadable", message="It is empty.")
    (told,) = read(as_csv([row("ada", report=unread, notes="")]))
    assert told["notes"] == "It is empty."


def test_what_is_no_grade_has_no_score() -> None:
    (one,) = read(as_csv([row("ada", report=report(check("a"), check("b", "broken")))]))
    assert (one["score"], one["max_score"], one["status"]) == ("", "4", "broken")


def test_a_place_to_look_at_is_in_the_teachers_row() -> None:
    found = row("ada", report=report(check("a"), places=("Line 3: look here.",)))
    (one,) = read(as_csv([found]))
    assert one["notes"] == "n; Line 3: look here."
    assert json.loads(as_json_lines([found]))["report"]["places"] == ["Line 3: look here."]
