"""Who handed in what? From a folder or a zip, for each student the file that counts.

Whose a file is follows from one level (see `levels`, `layouts`), which of a student's files counts
from the rule that everybody uses (`submission.choice`). Limits are each student's own, and what is
not graded is listed with its reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.classroom.archives import NotAZip, entries
from grader.classroom.contents import Left
from grader.classroom.counted import Handed, counted
from grader.classroom.entries import Entry
from grader.classroom.levels import is_of_class, levels
from grader.classroom.names import exact
from grader.classroom.people import labels, people
from grader.classroom.roster import Member
from grader.problems import Problem
from grader.submission.fitting import Wanted

MOST_SAID = 4  # files in a sentence


class NothingHandedIn(Problem):
    """The folder holds no submission; says what was looked for."""


@dataclass(frozen=True)
class Gathered:
    """All that was found; `strangers` are those whom the roster does not know."""

    handed: tuple[Handed, ...]
    left: tuple[Left, ...] = ()
    strangers: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def gather(
    place: Path,
    chosen: Sequence[Wanted],
    course: Sequence[Wanted] = (),
    roster: Sequence[Member] = (),
) -> Gathered:
    """What each student handed in for each of the chosen exercises, in the order of names.

    course: all exercises, so that the files of others are known as such.
    """
    course = course or chosen
    found = _download(place)
    known = {name for member in roster for name in (*member.names[0], *member.ids)}

    def is_member(name: str) -> bool:
        return exact(name) in known

    where = levels(found, course, place=place, is_member=is_member)
    those, left = people(found, where, course, roster, is_member)
    called = labels(those)
    handed: list[Handed] = []
    for person in those:
        mine, not_graded = counted(person, called[id(person)], chosen, course)
        handed += mine
        left += not_graded
    if not handed:
        raise NothingHandedIn(_nothing(place, chosen, left))
    handed.sort(key=lambda one: (one.student.casefold(), one.student))
    here = {one.member for one in handed if one.path is not None}
    strangers = {one.student for one in handed if roster and not one.member}
    return Gathered(
        tuple(handed),
        tuple(left),
        tuple(sorted(strangers)),
        tuple(member.name for member in roster if member.name not in here),
    )


def _download(place: Path) -> list[Entry]:
    """What lies in a folder or a zip, or in the platform's zip that is alone in a folder."""
    found = entries(place)
    zips = [one for one in found if one.is_zip and one.disk is not None]
    if len(zips) == 1 and len([one for one in found if not one.is_folder]) == 1:
        inside = _inside(zips[0])
        return inside if is_of_class(inside) else found
    return found


def _inside(packed: Entry) -> list[Entry]:
    assert packed.disk is not None
    try:
        return entries(packed.disk)
    except NotAZip:
        return []


def _nothing(place: Path, chosen: Sequence[Wanted], left: Sequence[Left]) -> str:
    if len(chosen) > 1 and left:
        first = chosen[0]
        return (
            f"{place}: no file name tells its exercise (as in {first.name}.py or {first.id}/): "
            "name one exercise instead of `all`."
        )
    seen = "".join(f" {one.what}: {one.why}." for one in left[:MOST_SAID])
    return (
        f"{place} holds no submission: a .py, an .ipynb, or a folder or zip per student is looked "
        f"for.{seen}"
    )
