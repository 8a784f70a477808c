"""What lies in a zip? Names first; nothing is unpacked to disk, and what is damaged costs itself.

Nothing is written, so a name like `../../x` in a zip is only a name.
"""

import io
import stat
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import IO

from grader.classroom.entries import GIT, Allowance, Entry, NotRead, is_of_systems, never, text_of
from grader.languages import _

DEPTH = 2  # zips within what a student handed in
MOST_NAMES = 4 * 2**20  # bytes of a student's zip that only say what is in it


def unpacked(entry: Entry, allowed: Allowance, most: int, depth: int = DEPTH) -> Iterator[Entry]:
    """The files in a zip of a student, those of zips in it too; what is no zip, as it is."""
    if not entry.is_zip or entry.why:
        yield entry
        return
    if depth == 0:
        yield replace(entry, why=_("a zip within a zip within a zip"))
        return
    try:
        inside = list(in_zip(_opened(entry, allowed, most), entry.path))
    except NotRead as problem:
        yield replace(entry, why=str(problem))
        return
    except Exception:  # whatever the packers of this world can get wrong
        yield replace(entry, why=_("a damaged zip"))
        return
    files = [one for one in inside if not one.is_folder]
    allowed.names -= len(files)
    if allowed.names < 0:
        yield replace(entry, why=_("a zip of too many files"))
        return
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


def in_zip(archive: zipfile.ZipFile, below: PurePosixPath) -> Iterator[Entry]:
    """The entries of a zip, but for what systems leave there."""
    repositories = set()
    for info in archive.infolist():
        name = PurePosixPath(text_of(info.filename.replace("\\", "/")))
        parts = [part for part in name.parts if part not in ("/", "..", ".")]
        path = below.joinpath(*parts)
        if GIT in parts:
            repositories.add(below.joinpath(*parts[: parts.index(GIT) + 1]))
        elif not parts or is_of_systems(PurePosixPath(*parts)):
            continue
        elif stat.S_ISLNK(info.external_attr >> 16):
            yield Entry(path, never, _time(info), _("a link, and not followed"))
        else:
            yield Entry(path, _reader(archive, info), _time(info), is_folder=info.is_dir())
    for path in sorted(repositories):
        yield Entry(path, never, is_folder=True)


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
