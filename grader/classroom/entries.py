"""What is one entry of a download? A name at first; content is read when asked, within limits."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from grader.languages import _

GIT = ".git"  # an entry of its own, for it tells repositories; what is in it is not
_SYSTEMS = {"__macosx", ".ds_store", "thumbs.db", "desktop.ini", "__pycache__"}


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
    """What may still be read of one student, in bytes and in names: theirs alone."""

    left: int
    names: int

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


def never(most: int) -> bytes:
    raise NotRead("")


def text_of(name: str) -> str:
    """A name that can be written anywhere: bytes that are no UTF-8 become `\\xff`."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def is_of_systems(path: PurePosixPath) -> bool:
    """Whether a system leaves such files there, which nobody handed in."""
    return any(part.lower() in _SYSTEMS or part.startswith("._") for part in path.parts)
