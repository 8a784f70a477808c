"""Which of a student's files is the one that is graded? The same rule for whoever asks.

First what is work at all (it bears the exercise's name or defines what is asked for, and is no
stub); then no old version; then the exercise's name; then what defines most; then what the
platform says is later; then time. Tests, helpers, copies that Jupyter keeps, environments, and the
files of other exercises are never meant.
"""

import ast
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from grader.languages import _
from grader.submission import fitting
from grader.submission.fitting import MOST_GLANCED, NOT, UNFIT, Wanted
from grader.submission.selection import select
from grader.submission.untouched import same_code

WORK, STUB, SOMETHING = 2, 1, 0
MOST_NAMED = 4  # other files in a sentence
_BY = ("work", "current", "name", "folder", "more", "platform", "time")


@dataclass(frozen=True)
class Candidate:
    """A file of a student.

    path:     as the student would know it.
    defines:  of the names that the course's exercises ask for, those that it seems to define.
    turn:     what the platform says of the order of files, the later the greater.
    exercise: the exercise that the platform or the teacher says it is for, if they do.
    named:    whether the student gave the name; else it tells nothing about the content.
    """

    path: PurePosixPath
    data: bytes
    defines: frozenset[str] = frozenset()
    turn: tuple[int, ...] = ()
    time: float = 0.0
    exercise: str = ""
    named: bool = True


@dataclass(frozen=True)
class Choice:
    """The file that counts, or None; why it and not another; and why each other one does not.

    rivals: the others that could have been meant.
    work:   whether it is `WORK`, the untouched `STUB`, or only `SOMETHING`.
    """

    chosen: Candidate | None
    why: str = ""
    others: tuple[tuple[Candidate, str], ...] = ()
    rivals: tuple[Candidate, ...] = ()
    work: int = SOMETHING


def note_of(choice: Choice, name: Callable[[Candidate], str] = lambda one: str(one.path)) -> str:
    """A sentence when another file could have been meant as well; else empty."""
    others = [one for one in choice.rivals if choice.chosen and one.data != choice.chosen.data]
    if choice.chosen is None or not choice.why or not others:
        return ""
    listed = ", ".join(map(name, others[:MOST_NAMED])) + (" …" if len(others) > MOST_NAMED else "")
    graded = _("{name} was graded, not {others}: {why}.")
    return graded.format(name=name(choice.chosen), others=listed, why=choice.why)


def choose(
    candidates: Iterable[Candidate],
    wanted: Wanted,
    course: Sequence[Wanted] = (),
    *,
    strict: bool = False,
) -> Choice:
    """The one that is meant for an exercise.

    course: all exercises, so that the files of others are known.
    strict: whether there must be a sign that a file is for this exercise.
    """
    fit: list[Candidate] = []
    others: list[tuple[Candidate, str]] = []
    for one in candidates:
        why = unfit(one, wanted, course, strict=strict)
        if why:
            others.append((one, why))
        else:
            fit.append(one)
    if not fit:
        return Choice(None, others=tuple(others))
    keys = {id(one): _key(one, wanted) for one in fit}
    fit.sort(key=lambda one: (keys[id(one)], -len(one.path.parts), str(one.path)), reverse=True)
    first, rest = _same_in_both(fit, keys, wanted)
    why = _("the notebook holds the same code")
    if len(rest) > 1:
        why = _("{name} comes first, and holds the same code").format(name=fit[0].path.name)
    if first is fit[0]:
        why = _why(first, keys[id(first)], [(one, keys[id(one)]) for one in rest])
    counts = _("{name} counts").format(name=first.path)
    others += [(one, _("is the same") if one.data == first.data else counts) for one in rest]
    return Choice(first, why, tuple(others), tuple(rest), keys[id(first)][0])


def unfit(one: Candidate, wanted: Wanted, course: Sequence[Wanted], *, strict: bool) -> str:
    """Why a file cannot be meant for the exercise; empty when it can."""
    if one.named and (never := fitting.never(one.path)):
        return never
    if one.exercise:
        return "" if one.exercise == wanted.id else _looks_like(one.exercise)
    mine = one.defines & set(wanted.requires)
    if one.named and fitting.fit(one.path.stem, wanted):
        return ""
    others = [other for other in course if other.id != wanted.id]
    named = [other for other in others if one.named and fitting.fit(one.path.stem, other)]
    here = fitting.in_folder_of(one.path, wanted)
    if not named and not here:
        named = [other for other in others if fitting.in_folder_of(one.path, other)]
    for other in named:
        if not mine or one.defines & set(other.requires):
            return _looks_like(other.id)
    if mine:
        return ""
    if one.named and fitting.is_helper(one.path):
        return _("a helper")
    for other in others:
        if not here and one.defines & set(other.requires):
            return _looks_like(other.id)
    if strict and not here:
        return _("its name fits no exercise, and it defines nothing that one asks for")
    return ""


def _looks_like(id: str) -> str:
    return _("looks like {exercise}").format(exercise=id)


_Key = tuple[int, bool, int, bool, int, tuple[int, ...], float]


def _key(one: Candidate, wanted: Wanted) -> _Key:
    name = fitting.fit(one.path.stem, wanted) if one.named else NOT
    mine = len(one.defines & set(wanted.requires))
    work = WORK if name or mine else SOMETHING
    if fitting.is_stub(one.path, one.data, wanted):
        work = STUB
    current = not (one.named and fitting.is_old(one.path))
    folder = one.exercise == wanted.id or fitting.in_folder_of(one.path, wanted)
    return work, current, name, folder, mine, one.turn, one.time


def _same_in_both(
    fit: list[Candidate], keys: dict[int, _Key], wanted: Wanted
) -> tuple[Candidate, list[Candidate]]:
    """The first and the rest; of a .py and a notebook with the same code, the .py."""
    first, *rest = fit
    for one in rest:
        if keys[id(one)][:-1] != keys[id(first)][:-1] or first.path.suffix.lower() == ".py":
            break
        if one.path.suffix.lower() == ".py" and _agree(one, first, wanted):
            return one, [other for other in fit if other is not one]
    return first, rest


def _agree(file: Candidate, notebook: Candidate, wanted: Wanted) -> bool:
    """Whether what the exercise asks for, and what that needs, is the same in both."""
    if any(len(one.data) > MOST_GLANCED[one.path.suffix.lower()] for one in (file, notebook)):
        return False
    names = fitting.defined_in(wanted.stub) or wanted.requires
    try:
        tree = ast.parse(fitting.source(file.path, file.data, names))
        needed = [tree.body[index] for index in select(tree, names).kept]
        other = fitting.source(notebook.path, notebook.data, names)
        return same_code(ast.unparse(ast.Module(needed, [])), other)
    except UNFIT:
        return False


def _why(first: Candidate, key: _Key, rest: Sequence[tuple[Candidate, _Key]]) -> str:
    """What told the first one from the one that came nearest to it."""
    rivals = [(one, other) for one, other in rest if one.data != first.data]
    if not rivals:
        return ""
    nearest, other = rivals[0]
    told = [by for by, a, b in zip(_BY, key, other, strict=True) if a != b]
    by = told[0] if told else "order"
    if by == "time" and _kinds(first, nearest) == {".py", ".ipynb"}:
        return _("both the .py and the notebook were changed, and it is the newer")
    if by == "work" and other[0] == STUB:
        return _("the other is still the stub")
    words = {
        "work": _("it defines what is asked for"),
        "current": _("the other is called an old version"),
        "name": _("it bears the exercise's name"),
        "folder": _("it lies in the exercise's folder"),
        "more": _("it defines more of what is asked for"),
        "platform": _("it was handed in last"),
        "time": _("it is the newest"),
        "order": _("nothing tells which is newer"),
    }
    return words[by]


def _kinds(*files: Candidate) -> set[str]:
    return {one.path.suffix.lower() for one in files}
