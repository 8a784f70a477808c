"""Who handed in what? A folder or a zip, as teachers and learning platforms lay it out.

Understood are: a file per student; a folder (or a zip) per student; nbgrader's
`submitted/STUDENT/ASSIGNMENT/`; the file names of Canvas
(`adalovelace_LATE_123_456_huber_loss-2.py`) and the folder and file names of Moodle
(`Ada Lovelace_123_assignsubmission_file_/huber_loss.py`). Of several files of one student the
newest counts.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from grader.course.exercise import Exercise
from grader.problems import Problem
from grader.submission.submission import MOST_NOTEBOOK, SUFFIXES

MOST_UNPACKED = 500 * 2**20  # bytes in all from one zip
_CANVAS = re.compile(
    r"^(?P<who>[^_]+)_(?P<late>LATE_)?(?P<id>\d+)_\d+_(?P<name>.+?)(?:-(?P<version>\d+))?$"
)
_MOODLE = re.compile(r"^(?P<who>.+)_(?P<id>\d+)_assignsubmission_file_?(?P<name>.*)$")
_SKIPPED = {"__MACOSX", ".ipynb_checkpoints", "__pycache__", ".git", ".venv"}


class NothingHandedIn(Problem):
    """The folder holds no submission; says what was looked for."""


@dataclass(frozen=True)
class Handed:
    """One student's file for one exercise; `path` is None when there was none to choose.

    student: as the file or folder names them; id: the platform's number, or empty.
    version: what makes one file newer than another: the platform's number, then the time.
    """

    student: str
    exercise: str
    path: PurePosixPath | None
    data: bytes
    id: str = ""
    version: tuple[int, float] = (0, 0.0)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Found:
    path: PurePosixPath  # below the folder, or inside the zip
    data: bytes
    time: float
    notes: tuple[str, ...] = ()


def gather(place: Path, exercises: Sequence[Exercise]) -> tuple[Handed, ...]:
    """What each student handed in for each of the exercises, in the order of names."""
    found = _unwrapped(place, list(_files(place)))
    everything = [one for file in found if (one := _attributed(file, exercises)) is not None]
    students = {h.student for h in everything} | set(_empty_folders(place, exercises))
    if not students:
        if found and len(exercises) > 1:
            raise NothingHandedIn(
                f"{place}: no file name tells its exercise (as in {exercises[0].name}.py or "
                f"{exercises[0].id}/): name one exercise instead of `all`."
            )
        raise NothingHandedIn(
            f"{place} holds no submission: a .py, an .ipynb, or a folder or zip per student "
            "is looked for."
        )
    return tuple(
        _newest(student, exercise.id, everything)
        for student in sorted(students, key=str.casefold)
        for exercise in exercises
        if len(exercises) == 1 or _has(student, exercise.id, everything)
    )


def _has(student: str, exercise: str, handed: Iterable[Handed]) -> bool:
    return any((h.student, h.exercise) == (student, exercise) for h in handed)


def _newest(student: str, exercise: str, handed: Iterable[Handed]) -> Handed:
    mine = [h for h in handed if (h.student, h.exercise) == (student, exercise)]
    if not mine:
        return Handed(student, exercise, None, b"", notes=())
    newest = max(mine, key=lambda h: (h.version, str(h.path)))
    if len(mine) == 1:
        return newest
    others = ", ".join(sorted(str(h.path) for h in mine if h is not newest)[:4])
    note = f"Of {len(mine)} files the newest was graded, not {others}."
    return replace(newest, notes=(*newest.notes, note))


# whose is it, and what for?


def _attributed(file: _Found, exercises: Sequence[Exercise]) -> Handed | None:
    parts = [p for p in file.path.parts if p != "submitted"]
    student, id, name, late, version = _student(parts)
    exercise = _exercise([*parts[:-1], name], exercises)
    if exercise is None:
        return None
    notes = (*(["It was handed in late."] if late else []), *file.notes)
    return Handed(student, exercise.id, file.path, file.data, id, (version, file.time), notes)


def _student(parts: Sequence[str]) -> tuple[str, str, str, bool, int]:
    """The student, the platform's id, the file's own name, whether late, which version."""
    stem = parts[-1].rpartition(".")[0]
    moodle = _MOODLE.match(parts[0].removesuffix(".zip") if len(parts) > 1 else stem)
    if moodle:
        own = stem if len(parts) > 1 else moodle["name"]
        return moodle["who"].strip(), moodle["id"], own, False, 0
    for name in (parts[0].removesuffix(".zip") if len(parts) > 1 else stem, stem):
        canvas = _CANVAS.match(name)
        if canvas:
            version = int(canvas["version"] or 0)
            own = canvas["name"] if name == stem else stem
            return canvas["who"], canvas["id"], own, bool(canvas["late"]), version
    if len(parts) > 1:
        return parts[0].removesuffix(".zip"), "", stem, False, 0
    return stem, "", stem, False, 0


def _exercise(names: Sequence[str], among: Sequence[Exercise]) -> Exercise | None:
    """The exercise that a file is for: the only one, or the one its path names."""
    if len(among) == 1:
        return among[0]
    text = " ".join(map(_plain, names))
    for exercise in among:
        if _plain(exercise.id) in text or _plain(exercise.name) in text:
            return exercise
    return None


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()


# what is there?


def _files(place: Path) -> Iterator[_Found]:
    """Every .py and .ipynb below a folder or in a zip, zips inside a folder included."""
    if place.is_file() and place.suffix.lower() == ".zip":
        yield from _zipped(place, PurePosixPath())
        return
    for path in sorted(place.rglob("*")):
        below = PurePosixPath(_text(path.relative_to(place).as_posix()))
        if _skipped(below) or not path.is_file():
            continue
        if path.is_symlink():  # to the solution, perhaps, or to what somebody else handed in
            if path.suffix.lower() in (*SUFFIXES, ".zip"):
                notes = ("It is a link, and not followed.",)
                yield _Found(below, b"", path.lstat().st_mtime, notes)
        elif path.suffix.lower() == ".zip":
            yield from _zipped(path, below)
        elif path.suffix.lower() in SUFFIXES:
            with path.open("rb") as file:
                yield _Found(below, file.read(MOST_NOTEBOOK + 1), path.stat().st_mtime)


def _unwrapped(place: Path, found: list[_Found]) -> list[_Found]:
    """Without the one folder that a zip of a whole class often has around everything."""
    tops = {file.path.parts[0] for file in found if len(file.path.parts) > 1}
    inside = {file.path.parts[1] for file in found if len(file.path.parts) > 1}
    flat = any(len(file.path.parts) == 1 for file in found)
    if place.is_dir() or flat or len(tops) != 1 or len(inside) < 2:
        return found
    return [replace(file, path=PurePosixPath(*file.path.parts[1:])) for file in found]


def _zipped(path: Path, below: PurePosixPath) -> Iterator[_Found]:
    """Nothing is written: a name like `../../x` in a zip is only a name."""
    left = MOST_UNPACKED
    try:
        with zipfile.ZipFile(path) as archive:
            for info in archive.infolist():
                name = PurePosixPath(_text(info.filename.replace("\\", "/")))
                if info.is_dir() or _skipped(name) or name.suffix.lower() not in SUFFIXES:
                    continue
                with archive.open(info) as file:
                    data = file.read(min(MOST_NOTEBOOK + 1, left))
                left -= len(data)
                parts = [part for part in name.parts if part not in ("/", "..", ".")]
                yield _Found(below.joinpath(*parts), data, _time(info))
    except Exception:  # whatever the packers of this world can get wrong
        yield _Found(below / "unreadable.py", b"", path.stat().st_mtime)


def _time(info: zipfile.ZipInfo) -> float:
    year, month, day, hour, minute, second = info.date_time
    return (((year * 12 + month) * 31 + day) * 24 + hour) * 3600.0 + minute * 60 + second


def _text(name: str) -> str:
    """A name that can be written anywhere: bytes that are no UTF-8 become `\\xff`."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _skipped(path: PurePosixPath) -> bool:
    return any(part in _SKIPPED or part.startswith("._") for part in path.parts)


def _empty_folders(place: Path, exercises: Sequence[Exercise]) -> Iterator[str]:
    """Students of whom there is a folder, but nothing in it that could be graded."""
    root = place / "submitted" if (place / "submitted").is_dir() else place
    if len(exercises) == 1 and root.is_dir():
        for path in root.iterdir():
            if path.is_dir() and path.name not in _SKIPPED and path.name != "submitted":
                yield _student([_text(path.name), "nothing.py"])[0]
