"""Which exercise does a word mean? `exercise-01`, `1`, `huber`; what is near is only suggested."""

import difflib
from collections.abc import Sequence

from grader.course.exercise import Exercise
from grader.languages import _
from grader.problems import Problem


class UnknownExercise(Problem):
    """No exercise, or more than one, goes by that name; the text says what there is."""


SHORTEST = 3  # letters of a beginning that counts


def exercise_named(word: str, among: Sequence[Exercise]) -> Exercise:
    """The one exercise that is meant, by its id, its number, or how its name or title begins.

    Of several names that begin alike, the one whose title has the word is meant.
    """
    wanted = word.strip().strip("/").lower()
    begin = [e for e in among if len(wanted) >= SHORTEST and _begins(e, wanted)]
    for matches in (
        [e for e in among if e.id.lower() == wanted],
        [e for e in among if wanted.isdecimal() and _number(e.id) == int(wanted)],
        [e for e in among if wanted in (e.name.lower(), e.title.lower())],
        [e for e in begin if wanted in e.title.lower().split()],
        begin,
    ):
        if len(matches) == 1:
            return matches[0]
        if matches:
            raise _several(word, matches)
    like = [e for e in among if len(wanted) >= SHORTEST and wanted in _words(e)]
    if len(like) > 1:
        raise _several(word, like)
    none = _("There is no exercise {word!r}.").format(word=word)
    raise UnknownExercise(f"{none} {_suggestion(wanted, like, among)}")


def _begins(exercise: Exercise, wanted: str) -> bool:
    first = exercise.title.lower().partition(" ")[0]
    return exercise.name.lower().startswith(wanted) or first == wanted


def _several(word: str, matches: Sequence[Exercise]) -> UnknownExercise:
    names = ", ".join(f"{e.id} ({e.title})" for e in matches)
    text = _("{word!r} could be any of: {names}.")
    return UnknownExercise(text.format(word=word, names=names))


def _number(id: str) -> int | None:
    digits = id.rpartition("-")[2]
    return int(digits) if digits.isdecimal() else None


def _words(exercise: Exercise) -> str:
    return f"{exercise.id} {exercise.name} {exercise.title}".lower()


def _suggestion(wanted: str, like: Sequence[Exercise], among: Sequence[Exercise]) -> str:
    if like:
        return _("Did you mean {name}?").format(name=like[0].id)
    ids = {name.lower(): e.id for e in among for name in (e.id, e.name, *e.title.split())}
    close = difflib.get_close_matches(wanted, ids, n=1, cutoff=0.6)
    if close:
        return _("Did you mean {name}?").format(name=ids[close[0]])
    return _("`grade list` shows all of them.")
