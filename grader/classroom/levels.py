"""At which level of a download do the students stand?

Mostly at the first. A folder around everything, nbgrader's `submitted/`, and folders that bear the
names of exercises (`exercise-01/ada.py`) are steps on the way.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from grader.classroom import gradescope_export
from grader.classroom.archives import GIT, Entry, NotRead
from grader.classroom.layouts import is_of_platform
from grader.submission import fitting
from grader.submission.fitting import EXACT, NOT, Wanted
from grader.submission.submission import SUFFIXES

MOST_WRAPPERS = 5
SUBMITTED = "submitted"
_OWN = {  # folders that people have inside their own work
    "src", "lib", "code", "data", "docs", "doc", "notebook", "notebooks", "script", "scripts",
    "test", "tests", "helpers", "utils", "old", "backup", "venv", "img", "images", "models", "logs",
    "release", "source", "autograded", "feedback",
}  # fmt: skip
_WRAPPERS = {  # words of folders around a class
    "submissions", "submission", "submitted", "assignment", "class", "course", "homework", "hw",
    "download", "downloads", "export", "handed", "students", "tugas", "kelas", "kumpulan",
    "mahasiswa", "siswa", "abgabe", "abgaben", "aufgabe", "übung", "kurs", "exercise", "exercises",
}  # fmt: skip


@dataclass(frozen=True)
class Level:
    """Where students stand: below a folder (empty: at once), perhaps all for one exercise."""

    below: PurePosixPath
    exercise: str = ""


def levels(
    entries: Sequence[Entry],
    course: Sequence[Wanted],
    *,
    from_zip: bool,
    is_member: Callable[[str], bool] = lambda name: False,
) -> tuple[Level, ...]:
    """Every place whose entries are students."""
    below = PurePosixPath()
    for _step in range(MOST_WRAPPERS):
        tops = _inside(entries, below)
        folders = {name for name, inside in tops.items() if inside is not None}
        if SUBMITTED in folders:
            return _by_exercise(entries, below / SUBMITTED, course)
        if len(tops) != 1 or not folders:
            break
        (name,) = folders
        known = is_of_platform(name, False) or is_member(name) or _named(name, course)
        inside = _inside(entries, below / name)
        members = any(is_member(PurePosixPath(one).stem) or is_member(one) for one in inside)
        if known or not (members or _is_class(entries, below / name, course, from_zip)):
            break
        below /= name
    return _by_exercise(entries, below, course)


def _by_exercise(
    entries: Sequence[Entry], below: PurePosixPath, course: Sequence[Wanted]
) -> tuple[Level, ...]:
    """The level itself, and those of the exercises whose names folders at this level bear."""
    found = [Level(below)]
    for name, inside in _inside(entries, below).items():
        if inside is not None and (exercise := _named(name, course)):
            found.append(Level(below / name, exercise))
    return tuple(found)


def _named(name: str, course: Sequence[Wanted]) -> str:
    """The exercise that a folder is for: `exercise-01`, and `exercise-01-submissions`."""
    plain = re.sub(r"[\W_]*submissions$", "", name, flags=re.IGNORECASE)
    return next((one.id for one in course if fitting.fit(plain, one) == EXACT), "")


def _inside(entries: Sequence[Entry], below: PurePosixPath) -> Mapping[str, list[Entry] | None]:
    """What stands at a level: each name with what is in it, None for a file."""
    depth = len(below.parts)
    found: dict[str, list[Entry] | None] = {}
    for entry in entries:
        parts = entry.path.parts
        if parts[:depth] != below.parts or len(parts) <= depth or parts[depth].startswith("."):
            continue
        if len(parts) == depth + 1 and not entry.is_folder:
            found.setdefault(parts[depth], None)
        else:
            inside = found.setdefault(parts[depth], [])
            if inside is not None:
                inside.append(entry)
    return found


def _is_class(
    entries: Sequence[Entry], below: PurePosixPath, course: Sequence[Wanted], from_zip: bool
) -> bool:
    """Whether what is in the only folder are students, rather than the files of one."""
    inside = _inside(entries, below)
    folders = {name: found for name, found in inside.items() if found is not None}
    if SUBMITTED in folders or gradescope_export.FILE in inside:
        return True
    if (below / GIT) in {entry.path for entry in entries}:
        return False
    people = {is_of_platform(name, found is None) for name, found in inside.items()}
    if "" not in people and people:
        return len(people) > 1 or any(is_of_platform(name, False) for name in folders)
    if len(inside) == 1:
        (name,) = inside
        return name in folders and _is_class(entries, below / name, course, from_zip)
    if folders and all(any(e.path.name == GIT for e in found) for found in folders.values()):
        return True  # repositories
    files = [name for name in inside if name not in folders]
    sources = [name for name in files if PurePosixPath(name).suffix.lower() in SUFFIXES]
    if any(fitting.fit(PurePosixPath(name).stem, one) for name in sources for one in course):
        return False
    claims = [name for name, found in folders.items() if _is_work(name, found, course)]
    claims += [name for name in files if name.lower().endswith(".zip")]
    if len(claims) > 1:
        return True
    if from_zip or _WRAPPERS & set(fitting.words_of(below.name)):
        return len(claims) + len(sources) > 1
    return len(_defining(entries, below, sources, course)) > 2


def _is_work(name: str, found: Sequence[Entry], course: Sequence[Wanted]) -> bool:
    if name.lower() in _OWN or any(fitting.fit(name, one) != NOT for one in course):
        return False
    return any(entry.path.suffix.lower() in (*SUFFIXES, ".zip") for entry in found)


def _defining(
    entries: Sequence[Entry], below: PurePosixPath, names: Sequence[str], course: Sequence[Wanted]
) -> list[str]:
    """Those of the files that define what an exercise asks for: each somebody's, it seems."""
    required = {name for one in course for name in one.requires}
    wanted = {below / name for name in names[:50]}
    found = []
    for entry in entries:
        if entry.path in wanted:
            try:
                if fitting.defined(entry.read(2**18), required):
                    found.append(entry.path.name)
            except NotRead:
                continue
    return found
