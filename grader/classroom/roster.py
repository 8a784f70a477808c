"""Who belongs to the class? A CSV with a header, as a learning platform exports it."""

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from grader.classroom.handed_in import Handed
from grader.problems import Problem

_NAME = ("name", "fullname", "studentname", "student", "displayname")
_FIRST, _LAST = ("firstname", "givenname", "first"), ("lastname", "surname", "familyname", "last")


class BadRoster(Problem):
    """The roster cannot be read; says which line and why."""


@dataclass(frozen=True)
class Member:
    """One student of the class: a name to show, and all that a file may be called by."""

    name: str
    keys: frozenset[str]


def read_roster(path: Path) -> tuple[Member, ...]:
    """The members in a CSV whose first line names its columns; any column may identify a file."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadRoster(f"{path} cannot be read as UTF-8 text: {error}.") from None
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    rows = [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
    if len(rows) < 2:
        raise BadRoster(f"{path} needs a line with the names of its columns, and a line a student.")
    header = [_plain(cell) for cell in rows[0]]
    members = []
    for number, row in enumerate(rows[1:], 2):
        if len(row) > len(header):
            raise BadRoster(f"{path}, line {number}: more cells than the header has.")
        members.append(_member(dict(zip(header, row, strict=False)), row))
    names = Counter(member.name for member in members)
    return tuple(
        replace(member, name=f"{member.name} ({' '.join(row)})")
        if names[member.name] > 1
        else member
        for member, row in zip(members, rows[1:], strict=True)
    )


def member_of(handed: Handed, roster: Iterable[Member]) -> Member | None:
    """The member who handed this in, if exactly one is called so."""
    wanted = {_plain(handed.student), _plain(handed.id)} - {""}
    found = [member for member in roster if wanted & member.keys]
    return found[0] if len(found) == 1 else None


def missing(handed: Sequence[Handed], roster: Sequence[Member]) -> tuple[str, ...]:
    """The names of those of whom there is no file."""
    here = {member_of(h, roster) for h in handed if h.path is not None}
    return tuple(member.name for member in roster if member not in here)


def _member(row: dict[str, str], cells: Sequence[str]) -> Member:
    first, last = _cell(row, _FIRST), _cell(row, _LAST)
    name = _cell(row, _NAME) or f"{first} {last}".strip() or cells[0]
    whole = [*cells, first + last, last + first, *(_turned(cell) for cell in cells)]
    whole += [cell.partition("@")[0] for cell in cells if "@" in cell]
    return Member(name, frozenset(_plain(part) for part in whole) - {""})


def _cell(row: dict[str, str], names: Sequence[str]) -> str:
    return next((row[name] for name in names if row.get(name)), "")


def _turned(name: str) -> str:
    """`Lovelace Ada` of `Ada Lovelace`: platforms put the last name first."""
    words = name.replace(",", " ").split()
    return " ".join([*words[-1:], *words[:-1]])


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name)
    return re.sub(r"[\W_]+", "", letters).casefold()
