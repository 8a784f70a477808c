"""Whose is each entry of a download? Entries of one student stand together, namesakes apart."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from grader.classroom import gradescope_export, layouts
from grader.classroom.archives import GIT, Entry
from grader.classroom.contents import PACKED, Left, no_python
from grader.classroom.levels import Level
from grader.classroom.matching import matched
from grader.classroom.roster import Member
from grader.languages import _
from grader.submission import fitting
from grader.submission.fitting import Wanted
from grader.submission.submission import SUFFIXES

MOST_METADATA = 100 * 2**20
_DOCUMENTS = {
    ".pdf", ".txt", ".doc", ".docx", ".odt", ".rtf", ".html", ".htm", ".md", ".png", ".jpg",
    ".jpeg", ".zip", *PACKED, *SUFFIXES,
}  # fmt: skip
_TEACHERS = {".db", ".db-wal", ".db-shm", ".part", ".csv", ".jsonl", ".toml", ".log"}
_Found = tuple[layouts.Unit, PurePosixPath, list[Entry]]


@dataclass
class Person:
    """A student, and each entry that is theirs: what its name says, where it is, what is in it.

    key: what stays the same when others come: the platform's number, else the name.
    """

    owner: layouts.Owner
    member: Member | None
    units: list[_Found] = field(default_factory=list)

    @property
    def key(self) -> str:
        if self.owner.id:
            return f"{self.owner.platform} {self.owner.id}"
        return self.member.key if self.member else self.owner.name


def people(
    found: Sequence[Entry],
    where: Sequence[Level],
    course: Sequence[Wanted],
    roster: Sequence[Member],
    is_member: Callable[[str], bool],
) -> tuple[list[Person], list[Left]]:
    left: list[Left] = []
    units: list[_Found] = []
    for level in where:
        inner = {one.below for one in where if one is not level}
        for unit, path, inside in _units(found, level, course, is_member):
            if path in inner:
                continue
            if unit.owners:
                units.append((unit, path, inside))
            else:
                left.append(Left("", str(path), unit.exercise or _("does not say whose it is")))
    owners = dict.fromkeys(owner for unit, _path, _inside in units for owner in unit.owners)
    members = matched(owners, roster)
    found_people: dict[object, Person] = {}
    for unit, path, inside in units:
        for owner in unit.owners:
            member = members.get(owner)
            key = member or ((owner.platform, owner.id) if owner.id else owner.name)
            found_people.setdefault(key, Person(owner, member)).units.append((unit, path, inside))
    return list(found_people.values()), left


def _units(
    found: Sequence[Entry],
    level: Level,
    course: Sequence[Wanted],
    is_member: Callable[[str], bool],
) -> Iterator[_Found]:
    """Each entry of a level: what its name says, where it is, and the files in it."""
    depth = len(level.below.parts)
    tops: dict[str, list[Entry]] = defaultdict(list)
    for entry in found:
        if entry.path.parts[:depth] == level.below.parts and len(entry.path.parts) > depth:
            tops[entry.path.parts[depth]].append(entry)
    files = {
        name
        for name, inside in tops.items()
        if any(len(e.path.parts) == depth + 1 and not e.is_folder for e in inside)
    }
    exported = None
    if gradescope_export.FILE in files:
        (said,) = tops.pop(gradescope_export.FILE)
        exported = gradescope_export.owners(said.read(MOST_METADATA))
    folders = [name for name in tops if name not in files]
    repositories = all(any(e.path.name == GIT for e in tops[name]) for name in folders)
    slug = layouts.slug_of(folders) if repositories and not any(map(is_member, folders)) else ""
    for name, inside in tops.items():
        if name == GIT or (name.startswith(".") and name not in files):
            continue
        path = level.below / name
        is_file = name in files
        unit = layouts.unit(name, is_file, course, slug=slug, gradescope=exported)
        why = _no_students(path, is_file, unit, inside)
        if why is not None:
            if why:
                yield layouts.Unit((), exercise=why), path, []
            continue
        if level.exercise:
            unit = replace(unit, exercise=unit.exercise or level.exercise)
        yield unit, path, [e for e in inside if not e.is_folder]


def _no_students(
    path: PurePosixPath, is_file: bool, unit: layouts.Unit, inside: Sequence[Entry]
) -> str | None:
    """Why an entry that no platform named is no student's; None when it is, empty if obvious."""
    if unit.owners and (unit.owners[0].id or unit.owners[0].platform):
        return None
    if not is_file:
        return fitting.never(path / "x") or None
    suffix, name = path.suffix.lower(), path.name.lower()
    if not suffix and any(entry.why for entry in inside):  # a folder that is a link
        return None
    if name.startswith(".") or suffix in _TEACHERS or name == "timestamp.txt":
        return ""
    if suffix not in _DOCUMENTS or path.stem.lower() in ("readme", "roster", "index"):
        return no_python(path)
    if path.stem.lower() in ("conftest", "__init__", "setup"):
        return _("does not say whose it is")
    return None


def labels(people: Iterable[Person]) -> dict[int, str]:
    """What each row is called; a mark tells apart what would look the same."""
    wished: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        name = person.member.name if person.member else person.owner.label
        wished[" ".join(name.split()) or name].append(person)
    found = {}
    for name, those in wished.items():
        for person in those:
            mark = hashlib.sha256(repr(person.key).encode()).hexdigest()[:6]
            found[id(person)] = name if len(those) == 1 else f"{name} #{mark}"
    return found
