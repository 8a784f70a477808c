"""Which file of a folder is meant? By the rule of `choice`, for whoever names only a folder."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from grader.submission import fitting
from grader.submission.choice import SOMETHING, Candidate, Choice, choose, note_of
from grader.submission.fitting import Wanted
from grader.submission.submission import MOST_NOTEBOOK, SUFFIXES

MOST_FILES = 1000


@dataclass(frozen=True)
class Meant:
    """The file, what is to be said of the choice, and what it is worth (see `choice`)."""

    path: Path
    note: str
    work: int


def meant_in(
    folder: Path,
    wanted: Wanted,
    course: Sequence[Wanted] = (),
    *,
    deep: bool = False,
    strict: bool = False,
) -> Meant | None:
    """The file for an exercise in a folder (`deep`: or below it); None where nothing tells.

    strict: whether there must be a sign that a file is for this exercise.
    """
    files = [p for p in (_below(folder) if deep else _in(folder)) if p.suffix.lower() in SUFFIXES]
    found = chosen_of(files, folder, wanted, course, strict=strict)
    if found.chosen is None:
        return None
    if found.work == SOMETHING and found.rivals and not deep:
        return None
    return Meant(folder / found.chosen.path, note_of(found), found.work)


def chosen_of(
    files: Iterable[Path],
    folder: Path,
    wanted: Wanted,
    course: Sequence[Wanted] = (),
    *,
    strict: bool = False,
) -> Choice:
    """The choice among files of a folder; those that cannot be read are candidates without text."""
    required = {name for one in (wanted, *course) for name in one.requires}
    candidates = []
    for path in files:
        data = _read(path)
        own = PurePosixPath(path.relative_to(folder).as_posix())
        when = path.stat().st_mtime
        candidates.append(Candidate(own, data, fitting.defined(data, required), time=when))
    return choose(candidates, wanted, course, strict=strict)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_NOTEBOOK + 1)
    except OSError:
        return b""


def _in(folder: Path) -> list[Path]:
    hidden = (".", "__")
    return sorted(p for p in folder.iterdir() if not p.name.startswith(hidden) and p.is_file())


def _below(folder: Path) -> Iterator[Path]:
    seen = 0
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not fitting.never(PurePosixPath(f, "x")))
        for name in sorted(files):
            path = Path(here, name)
            if path.is_file() and not path.is_symlink() and seen < MOST_FILES:
                seen += 1
                yield path
