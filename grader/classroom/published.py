"""Where does each page of a class lie? At an address that stays when others come."""

import hashlib
import os
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from grader.classroom.gradebook import Row, status_of
from grader.classroom.handed_in import Gathered


def publish(folder: Path, rows: Sequence[Row], gathered: Gathered) -> None:
    """A page a student, and one of the class, into a folder."""
    from grader.reporting.formats.pages import Entry, class_page, student_page

    (folder / "students").mkdir(parents=True, exist_ok=True)
    pages = addresses({one.student: one.key for one in gathered.handed})
    of_each: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        of_each[row.key.student].append(row)
    for student, mine in of_each.items():
        notes = {row.key.exercise: row.notes for row in mine}
        text = student_page(student, [row.report for row in mine], notes)
        replace_file(folder / pages[student], text)
    entries = [
        Entry(
            r.key.student, r.report, pages[r.key.student], r.notes,
            graded=status_of(r.report) != "broken",
        )
        for r in rows
    ]  # fmt: skip
    left = [(one.student, one.what, one.why) for one in gathered.left]
    replace_file(
        folder / "index.html", class_page(entries, gathered.missing, left, gathered.strangers)
    )


def addresses(students: Mapping[str, str]) -> dict[str, str]:
    """The page of each student by the key that stays theirs: harmless letters, never the same."""
    return {
        student: f"students/{_slug(student)}-{_mark(key)}.html" for student, key in students.items()
    }


def _slug(student: str) -> str:
    name = re.sub(r" (\([^()]*\)|#\w+)$", "", student)
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:40].strip("-") or "student"


def _mark(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()[:10]


def replace_file(path: Path, text: str) -> None:
    """Write a whole file or none of it."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_text(text, encoding="utf-8")
        os.replace(part, path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
