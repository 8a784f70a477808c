"""Which exercise does a word mean? `exercise-01`, `1`, `huber`, or nearly one of them."""

import difflib
from collections.abc import Sequence

from grader.course.exercise import Exercise
from grader.languages import _
from grader.problems import Problem


class UnknownExercise(Problem):
    """No exercise, or more than one, goes by that name; the text says what there is."""


def exercise_named(word: str, among: Sequence[Exercise]) -> Exercise:
    """The one exercise that is meant, by its id, its number, or a part of its name or title."""
    wanted = word.strip().strip("/").lower()
    for matches in (
        [e for e in among if e.id.lower() == wanted],
        [e for e in among if wanted.isdecimal() and _number(e.id) == int(wanted)],
        [e for e in among if wanted in e.title.lower().split()],
        [e for e in among if wanted and wanted in _words(e)],
    ):
        if len(matches) == 1:
            return matches[0]
        if matches:
            names = ", ".join(f"{e.id} ({e.title})" for e in matches)
            several = _("{word!r} could be any of: {names}.")
            raise UnknownExercise(several.format(word=word, names=names))
    none = _("There is no exercise {word!r}.").format(word=word)
    raise UnknownExercise(f"{none} {_suggestion(wanted, among)}")


def _number(id: str) -> int | None:
    digits = id.rpartition("-")[2]
    return int(digits) if digits.isdecimal() else None


def _words(exercise: Exercise) -> str:
    return f"{exercise.id} {exercise.name} {exercise.title}".lower()


def _suggestion(wanted: str, among: Sequence[Exercise]) -> str:
    ids = {name.lower(): e.id for e in among for name in (e.id, e.name, *e.title.split())}
    close = difflib.get_close_matches(wanted, ids, n=1, cutoff=0.6)
    if close:
        return _("Did you mean {name}?").format(name=ids[close[0]])
    return _("`grade list` shows all of them.")
