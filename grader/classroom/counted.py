"""Which of a student's files counts for each exercise, and what is said of the others?"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from grader.classroom.contents import Contents, Left, imported, look
from grader.classroom.people import Person
from grader.languages import _, ngettext
from grader.submission import fitting
from grader.submission.choice import SOMETHING, STUB, WORK, Choice, choose, note_of
from grader.submission.fitting import EXACT, Wanted
from grader.submission.submission import SUFFIXES

MOST_SAID = 4  # reasons in one row
MOST_ALIKE = 20  # files of a student that are listed with one reason


@dataclass(frozen=True)
class Handed:
    """One student's file for one exercise; `path` is None when there was none to choose.

    student: how the row is called: nobody else's is.
    key:     what stays the same when others come: the platform's number, else the name.
    problem: why there is nothing to grade; empty when there is.
    beside:  the student's own modules that the file may import.
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
    beside: tuple[tuple[str, bytes], ...] = ()

    @property
    def content(self) -> bytes:
        """What the grade depends on: the file and what goes with it, or why there is none."""
        parts = [part for name, data in self.beside for part in (name.encode(), data)]
        sized = (len(part).to_bytes(8, "little") + part for part in parts)
        return (self.data or self.problem.encode()) + b"".join(sized)


def counted(
    person: Person, label: str, chosen: Sequence[Wanted], course: Sequence[Wanted]
) -> tuple[list[Handed], list[Left]]:
    """A student's rows, and what of theirs was not graded."""
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
        rivals = {id(one) for one in choice.rivals}
        names = _names(choice, looked)
        for one, why in choice.others:
            if choice.chosen and id(one) in rivals and one.data != choice.chosen.data:
                why = _("{name} counts").format(name=names[id(choice.chosen)])
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
        row = _row(person, label, wanted, path, choice.chosen.data, "", notes)
        beside = looked.beside(choice.chosen)
        handed.append(replace(row, beside=beside))
        folder, texts = choice.chosen.path.parent, [choice.chosen.data, *dict(beside).values()]
        along = {folder / name for name, _data in beside if imported(PurePosixPath(name), texts)}
        graded |= {id(one) for one in looked.candidates if one.path in along}
    left = [
        Left(label, str(looked.places[id(one)]), reasons.get(id(one), ""))
        for one in looked.candidates
        if id(one) not in graded
    ]
    left += [Left(label, str(path), why) for path, why in unread]
    return handed, list(_shortened(left))


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
        if own.suffix.lower() not in (*SUFFIXES, ".zip") or path in looked.never:
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
    names = _names(choice, looked)
    if note := note_of(choice, lambda one: names[id(one)]):
        notes.append(note)
    return tuple(notes)


def _names(choice: Choice, looked: Contents) -> dict[int, str]:
    """What the files that could be meant are called in the download, each told from the others."""
    among = [choice.chosen, *choice.rivals] if choice.chosen else []
    paths = {id(one): looked.places[id(one)] for one in among}
    names = Counter(path.name for path in paths.values())
    return {id: path.name if names[path.name] == 1 else str(path) for id, path in paths.items()}


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
