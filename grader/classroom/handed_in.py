"""Who handed in what? From a folder or a zip, for each student the file that counts.

Whose a file is follows from one level (see `levels`, `layouts`), which of a student's files counts
from the rule that everybody uses (`submission.choice`). Limits are each student's own, and what is
not graded is listed with its reason.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from grader.classroom.archives import entries
from grader.classroom.contents import Contents, Left, look
from grader.classroom.levels import levels
from grader.classroom.names import exact
from grader.classroom.people import Person, labels, people
from grader.classroom.roster import Member
from grader.languages import _, ngettext
from grader.problems import Problem
from grader.submission import fitting
from grader.submission.choice import SOMETHING, STUB, WORK, Choice, choose, note_of
from grader.submission.fitting import EXACT, Wanted
from grader.submission.submission import SUFFIXES

MOST_SAID = 4  # reasons in one row
MOST_ALIKE = 20  # files of a student that are listed with one reason


class NothingHandedIn(Problem):
    """The folder holds no submission; says what was looked for."""


@dataclass(frozen=True)
class Handed:
    """One student's file for one exercise; `path` is None when there was none to choose.

    student: how the row is called: nobody else's is.
    key:     what stays the same when others come: the platform's number, else the name.
    problem: why there is nothing to grade; empty when there is.
    """

    student: str
    exercise: str
    path: PurePosixPath | None
    data: bytes
    id: str = ""
    problem: str = ""
    notes: tuple[str, ...] = ()
    key: str = ""
    member: str = ""


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
    found = entries(place)
    known = {name for member in roster for name in (*member.names[0], *member.ids)}

    def is_member(name: str) -> bool:
        return exact(name) in known

    where = levels(found, course, from_zip=not place.is_dir(), is_member=is_member)
    those, left = people(found, where, course, roster, is_member)
    called = labels(those)
    handed: list[Handed] = []
    for person in those:
        mine, not_graded = _handed(person, called[id(person)], chosen, course)
        handed += mine
        left += _shortened(not_graded)
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


def _shortened(left: Sequence[Left]) -> Iterator[Left]:
    """Of many files with one reason the first ones, and how many more there are."""
    alike: dict[str, list[Left]] = defaultdict(list)
    for one in left:
        alike[one.why].append(one)
    for why, those in alike.items():
        yield from those[:MOST_ALIKE]
        if (more := len(those) - MOST_ALIKE) > 0:
            last = ngettext("{n} more file", "{n} more files", more).format(n=more)
            yield Left(those[0].student, last, why)


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


# which file counts?


def _handed(
    person: Person, label: str, chosen: Sequence[Wanted], course: Sequence[Wanted]
) -> tuple[list[Handed], list[Left]]:
    ids = {one.id for one in chosen}
    if all(unit.exercise and unit.exercise not in ids for unit, _path, _files in person.units):
        return [], [
            Left(label, str(path), _("looks like {exercise}").format(exercise=unit.exercise))
            for unit, path, _files in person.units
        ]
    looked = look(person.units, course)
    several = len(chosen) > 1
    handed: list[Handed] = []
    graded: set[int] = set()
    reasons: dict[int, str] = {}
    unread = [(path, why) for _own, path, why in looked.unread]
    for wanted in chosen:
        choice = choose(looked.candidates, wanted, course, strict=several)
        problem = _problem(choice, looked, wanted, several)
        for one, why in choice.others:
            reasons.setdefault(id(one), why)
        if choice.chosen is None or problem:
            if problem or not several:
                said = problem or _said_of(
                    [*((looked.places[id(one)], why) for one, why in choice.others), *unread]
                )
                handed.append(_row(person, label, wanted, None, b"", said, ()))
            if choice.chosen is not None:
                reasons.setdefault(id(choice.chosen), _("its name is not the exercise's"))
            continue
        graded.add(id(choice.chosen))
        notes = _notes(choice, looked)
        path = looked.places[id(choice.chosen)]
        handed.append(_row(person, label, wanted, path, choice.chosen.data, "", notes))
    left = [
        Left(label, str(looked.places[id(one)]), reasons.get(id(one), ""))
        for one in looked.candidates
        if id(one) not in graded
    ]
    return handed, [*left, *(Left(label, str(path), why) for path, why in unread)]


def _row(
    person: Person,
    label: str,
    wanted: Wanted,
    path: PurePosixPath | None,
    data: bytes,
    problem: str,
    notes: tuple[str, ...],
) -> Handed:
    member = person.member.name if person.member else ""
    id = person.owner.id
    return Handed(label, wanted.id, path, data, id, problem, notes, person.key, member)


def _problem(choice: Choice, looked: Contents, wanted: Wanted, several: bool) -> str:
    """Why nothing is graded although something lies there: what counts cannot be read."""
    if choice.work == WORK:
        return ""
    for own, path, why in looked.unread:
        if own.suffix.lower() not in (*SUFFIXES, ".zip"):
            continue
        level = fitting.fit(own.stem, wanted)
        if level == EXACT or (not several and choice.work in (SOMETHING, STUB)):
            return f"{path.name}: {why}."
    return ""


def _said_of(others: Sequence[tuple[PurePosixPath, str]]) -> str:
    if not others:
        return ""
    said = "; ".join(f"{path.name}: {why}" for path, why in others[:MOST_SAID])
    return _("Nothing was handed in that can be graded ({what}).").format(what=said)


def _notes(choice: Choice, looked: Contents) -> tuple[str, ...]:
    assert choice.chosen is not None
    notes = [_("It was handed in late.")] if id(choice.chosen) in looked.late else []
    if note := note_of(choice, lambda one: looked.places[id(one)].name):
        notes.append(note)
    return tuple(notes)
