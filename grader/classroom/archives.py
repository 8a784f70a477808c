"""What lies in a folder or a zip? Names first; content is read one by one, and within limits.

Nothing is written, so a name like `../../x` in a zip is only a name. Links are not followed: one
could lead to the solution, or to what somebody else handed in. What cannot be read costs itself.
"""

import io
import os
import stat
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO

from grader.languages import _
from grader.problems import Problem

DEPTH = 2  # zips within what a student handed in
MOST_NAMES = 8 * 2**20  # bytes of a student's zip that only say what is in it
GIT = ".git"  # an entry of its own, for it tells repositories; what is in it is not
_SYSTEMS = {"__macosx", ".ds_store", "thumbs.db", "desktop.ini", "__pycache__"}


class NotAZip(Problem):
    """The download itself cannot be opened; says why."""


class NotRead(Exception):
    """One file cannot be read; the text completes "not graded: …"."""


@dataclass(frozen=True)
class Entry:
    """A file, or a folder where that is known to be one.

    read: at most so many bytes of it, or raises `NotRead`.
    why:  why it will never be read; empty for an ordinary file.
    disk: where it lies, when it is a file of its own.
    """

    path: PurePosixPath
    read: Callable[[int], bytes]
    time: float = 0.0
    why: str = ""
    is_folder: bool = False
    disk: Path | None = None

    @property
    def is_zip(self) -> bool:
        return not self.is_folder and self.path.suffix.lower() == ".zip"


@dataclass
class Allowance:
    """What may still be read of one student: theirs alone."""

    left: int

    def take(self, entry: Entry, most: int) -> bytes:
        """The bytes of a file, and one more when it has more than `most`."""
        if entry.why:
            raise NotRead(entry.why)
        if self.left <= 0:
            raise NotRead(_("what was handed in is too large: the rest was not read"))
        wanted = min(most + 1, self.left)
        data = entry.read(wanted)
        self.left -= len(data)
        if len(data) == wanted <= most:
            raise NotRead(_("what was handed in is too large: the rest was not read"))
        return data


def entries(place: Path) -> list[Entry]:
    """All that lies in a folder or in a zip, but for what systems leave there."""
    if place.is_dir():
        return list(_in_folder(place))
    try:
        return list(_in_zip(zipfile.ZipFile(place), PurePosixPath()))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise NotAZip(f"{place} is neither a folder nor a zip that can be read: {error}.") from None


def unpacked(entry: Entry, allowed: Allowance, most: int, depth: int = DEPTH) -> Iterator[Entry]:
    """The files in a zip of a student, those of zips in it too; what is no zip, as it is."""
    if not entry.is_zip or entry.why:
        yield entry
        return
    if depth == 0:
        yield replace(entry, why=_("a zip within a zip within a zip"))
        return
    try:
        inside = list(_in_zip(_opened(entry, allowed, most), entry.path))
    except NotRead as problem:
        yield replace(entry, why=str(problem))
        return
    except Exception:  # whatever the packers of this world can get wrong
        yield replace(entry, why=_("a damaged zip"))
        return
    files = [one for one in inside if not one.is_folder]
    if not files:
        yield replace(entry, why=_("an empty zip"))
    for one in files:
        yield from unpacked(one, allowed, most, depth - 1)


def _opened(entry: Entry, allowed: Allowance, most: int) -> zipfile.ZipFile:
    """A student's zip; one in a zip is in memory while it is read."""
    if entry.disk is not None:
        with entry.disk.open("rb") as file:
            _check(file)
        return zipfile.ZipFile(entry.disk)
    data = allowed.take(entry, most)
    if len(data) > most:
        raise NotRead(_("a zip of more than {most} MiB").format(most=most // 2**20))
    _check(io.BytesIO(data))
    return zipfile.ZipFile(io.BytesIO(data))


def _check(file: IO[bytes]) -> None:
    """Refuse a zip whose list of what is in it would alone take long to read."""
    file.seek(max(0, file.seek(0, io.SEEK_END) - 2**16 - 22))
    tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end >= 0 and int.from_bytes(tail[end + 12 : end + 16], "little") > MOST_NAMES:
        raise NotRead(_("a zip of too many files"))


def _in_folder(place: Path) -> Iterator[Entry]:
    problems: list[OSError] = []
    for here, folders, files in os.walk(place, onerror=problems.append):
        folders.sort()
        for name in [*folders, *sorted(files)]:
            path = Path(here, name)
            below = PurePosixPath(_text(path.relative_to(place).as_posix()))
            if not _is_of_systems(below):
                yield _on_disk(path, below, name in folders)
        folders[:] = [f for f in folders if f != GIT and not _is_of_systems(PurePosixPath(f))]
    for problem in problems:
        below = PurePosixPath(_text(Path(problem.filename).relative_to(place).as_posix()))
        yield Entry(below, _never, why=_cannot(problem))


def _on_disk(path: Path, below: PurePosixPath, is_folder: bool) -> Entry:
    try:
        found = path.lstat()
    except OSError as error:
        return Entry(below, _never, why=_cannot(error))
    if stat.S_ISLNK(found.st_mode):
        return Entry(below, _never, found.st_mtime, _("a link, and not followed"))
    if is_folder:
        return Entry(below, _never, found.st_mtime, is_folder=True)
    if not stat.S_ISREG(found.st_mode):
        return Entry(below, _never, found.st_mtime, _("not an ordinary file"))

    def read(most: int) -> bytes:
        try:
            with path.open("rb") as file:
                return file.read(most)
        except OSError as error:
            raise NotRead(_cannot(error)) from None

    return Entry(below, read, found.st_mtime, disk=path)


def _in_zip(archive: zipfile.ZipFile, below: PurePosixPath) -> Iterator[Entry]:
    repositories = set()
    for info in archive.infolist():
        name = PurePosixPath(_text(info.filename.replace("\\", "/")))
        parts = [part for part in name.parts if part not in ("/", "..", ".")]
        path = below.joinpath(*parts)
        if GIT in parts:
            repositories.add(below.joinpath(*parts[: parts.index(GIT) + 1]))
        elif not parts or _is_of_systems(PurePosixPath(*parts)):
            continue
        elif stat.S_ISLNK(info.external_attr >> 16):
            yield Entry(path, _never, _time(info), _("a link, and not followed"))
        else:
            yield Entry(path, _reader(archive, info), _time(info), is_folder=info.is_dir())
    for path in sorted(repositories):
        yield Entry(path, _never, is_folder=True)


def _reader(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[int], bytes]:
    def read(most: int) -> bytes:
        if info.flag_bits & 1:
            raise NotRead(_("protected by a password: hand it in without one"))
        try:
            with archive.open(info) as file:
                return _whole(file, most)
        except NotImplementedError:
            raise NotRead(
                _("packed in a way that is not read here: pack it as a plain .zip")
            ) from None
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError):
            raise NotRead(_("damaged: it cannot be unpacked")) from None

    return read


def _whole(file: IO[bytes], most: int) -> bytes:
    """So many bytes, or all that there are and then the checksum is right."""
    parts: list[bytes] = []
    while most > 0 and (part := file.read(min(most, 2**20))):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


def _never(most: int) -> bytes:
    raise NotRead("")


def _time(info: zipfile.ZipInfo) -> float:
    """Seconds since 1970, as for files: by the packer's UTC, else by the clock of this place."""
    extra = info.extra
    while len(extra) >= 4:
        kind, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        if kind == 0x5455 and size >= 5 and extra[4] & 1:
            return float(int.from_bytes(extra[5:9], "little", signed=True))
        extra = extra[4 + size :]
    try:
        return time.mktime((*info.date_time, 0, 0, -1))
    except (ValueError, OverflowError):
        return 0.0


def _text(name: str) -> str:
    """A name that can be written anywhere: bytes that are no UTF-8 become `\\xff`."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _cannot(error: OSError) -> str:
    return _("cannot be opened: {why}").format(why=error.strerror or error)


def _is_of_systems(path: PurePosixPath) -> bool:
    return any(part.lower() in _SYSTEMS or part.startswith("._") for part in path.parts)
