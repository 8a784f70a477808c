"""What lies in a folder, or in a zip that is one?

Links are not followed: one could lead to the solution, or to what somebody else handed in. What
cannot be read costs itself.
"""

import os
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from grader.classroom.entries import GIT, Entry, NotRead, is_of_systems, never, text_of
from grader.classroom.zips import in_zip
from grader.languages import _
from grader.problems import Problem


class NotAZip(Problem):
    """The download itself cannot be opened; says why."""


def entries(place: Path) -> list[Entry]:
    """All that lies in a folder or in a zip, but for what systems leave there."""
    if place.is_dir():
        return list(_in_folder(place))
    try:
        return list(in_zip(zipfile.ZipFile(place), PurePosixPath()))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise NotAZip(f"{place} is neither a folder nor a zip that can be read: {error}.") from None


def _in_folder(place: Path) -> Iterator[Entry]:
    problems: list[OSError] = []
    for here, folders, files in os.walk(place, onerror=problems.append):
        folders.sort()
        here_folders = set(folders)
        for name in [*folders, *sorted(files)]:
            path = Path(here, name)
            below = PurePosixPath(text_of(path.relative_to(place).as_posix()))
            if not is_of_systems(below):
                yield _on_disk(path, below, name in here_folders)
        folders[:] = [f for f in folders if f != GIT and not is_of_systems(PurePosixPath(f))]
    for problem in problems:
        below = PurePosixPath(text_of(Path(problem.filename).relative_to(place).as_posix()))
        yield Entry(below, never, why=_cannot(problem))


def _on_disk(path: Path, below: PurePosixPath, is_folder: bool) -> Entry:
    try:
        found = path.lstat()
    except OSError as error:
        return Entry(below, never, why=_cannot(error))
    if stat.S_ISLNK(found.st_mode):
        return Entry(below, never, found.st_mtime, _("a link, and not followed"))
    if is_folder:
        return Entry(below, never, found.st_mtime, is_folder=True)
    if not stat.S_ISREG(found.st_mode):
        return Entry(below, never, found.st_mtime, _("not an ordinary file"))

    def read(most: int) -> bytes:
        try:
            with path.open("rb") as file:
                return file.read(most)
        except OSError as error:
            raise NotRead(_cannot(error)) from None

    return Entry(below, read, found.st_mtime, disk=path)


def _cannot(error: OSError) -> str:
    return _("cannot be opened: {why}").format(why=error.strerror or error)
