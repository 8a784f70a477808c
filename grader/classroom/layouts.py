"""Whose is it? What the names at one level of a download say, and nothing below it.

That level is the platform's or the teacher's: what students called their own files and folders is
never asked. Known are Canvas (`adalovelace_LATE_123_456_huber_loss-2.py`), Moodle (folders
`Ada Lovelace_99_assignsubmission_file_/`, the same flat, `Participant_300_…` when it is blind),
Gradescope's export (`submission_12345/` and `submission_metadata.yml`), the repositories of GitHub
Classroom (`exercise-01-ada/`), nbgrader (`submitted/ada/`), and one's own (`ada/`, `ada.zip`,
`ada.py`).
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from grader.submission.fitting import Wanted, words_of

Platform = Literal["", "canvas", "moodle", "gradescope", "github"]
_CANVAS = re.compile(
    r"^(?P<who>[^_]+)_(?:(?P<late>LATE)_)?(?P<id>\d+)_(?P<file>\d+)_(?P<name>.+)$", re.DOTALL
)
_TYPED = re.compile(r"^(?P<who>[^_]+)_(?:(?P<late>LATE)_)?(?P<id>\d+)_text\.html$", re.DOTALL)
_MOODLE = re.compile(
    r"^(?P<who>.+?)_(?P<id>\d+)_assignsubmission_(?:file|onlinetext)_?(?P<name>.*)$", re.DOTALL
)
_GRADESCOPE = re.compile(r"^submission_(?P<id>\d+)$")
_COPY = re.compile(r"-(\d+)$")


@dataclass(frozen=True)
class Owner:
    """Somebody who handed something in, as the download names them.

    id:      the platform's own number; with it namesakes are two.
    aliases: what else the platform tells: a student number, an address.
    """

    name: str
    id: str = ""
    platform: Platform = ""
    aliases: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """How a row is called: nobody else's is."""
        return f"{self.name} ({self.id})" if self.id else self.name


@dataclass(frozen=True)
class Unit:
    """What one entry at that level says.

    file:     how the student called a file; empty for a folder, and when it is not known.
    turn:     the platform's number of the version, whether it is late, the number of the file.
    exercise: the exercise that the entry is for, if it says so.
    """

    owners: tuple[Owner, ...]
    file: str = ""
    turn: tuple[int, ...] = ()
    late: bool = False
    exercise: str = ""


def unit(
    entry: str,
    is_file: bool,
    course: Sequence[Wanted],
    *,
    slug: str = "",
    gradescope: Mapping[str, tuple[Owner, ...]] | None = None,
) -> Unit:
    """What an entry says; without owners when it says nothing of whose it is."""
    name = unicodedata.normalize("NFC", entry)
    pure = PurePosixPath(name)
    packed = is_file and pure.suffix.lower() == ".zip"
    stem, suffix = (pure.stem, pure.suffix) if is_file else (name, "")
    if found := _MOODLE.match(name):
        own = found["name"] if is_file and not packed else ""
        return Unit((Owner(found["who"].strip(), found["id"], "moodle"),), own)
    if is_file and (found := _TYPED.match(name)):
        return Unit((Owner(found["who"], found["id"], "canvas"),), name, (), bool(found["late"]))
    if found := _CANVAS.match(stem):
        version = _COPY.search(found["name"])
        late = bool(found["late"])
        turn = (int(version[1][:9]) if version else 0, int(late), int(found["file"][:18]))
        own = _COPY.sub("", found["name"]) + suffix if is_file else ""
        return Unit((Owner(found["who"], found["id"], "canvas"),), own, turn, late)
    if gradescope is not None and _GRADESCOPE.match(name):
        return Unit(gradescope.get(name) or (Owner(name, "", "gradescope"),))
    if packed or not is_file:
        return _folder(stem, course, slug)
    return _own_file(stem, suffix, course)


def is_of_platform(entry: str, is_file: bool) -> str:
    """Whose a platform says that an entry is, as a key; empty when no platform does."""
    stem = PurePosixPath(entry).stem if is_file else entry
    found = _MOODLE.match(entry) or (is_file and _TYPED.match(entry)) or _CANVAS.match(stem)
    return found["id"] if found else ""


def slug_of(repositories: Iterable[str]) -> str:
    """What repositories of one assignment of GitHub Classroom begin with, `huber-loss-`."""
    names = list(repositories)
    if len(names) < 3:
        return ""
    low, high = min(names), max(names)
    alike = next((i for i, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), len(low))
    return low[: low.rfind("-", 0, alike) + 1]


def _folder(name: str, course: Sequence[Wanted], slug: str) -> Unit:
    for wanted in course:
        for prefix in (wanted.id, wanted.name, wanted.name.replace("_", "-")):
            rest = name[len(prefix) + 1 :]
            if name[: len(prefix)].lower() == prefix.lower() and name[len(prefix) :][:1] in "-_":
                if rest:
                    return Unit((Owner(rest, "", "github"),), exercise=wanted.id)
    if slug and name.startswith(slug) and len(name) > len(slug):
        return Unit((Owner(name[len(slug) :], "", "github"),))
    return Unit((Owner(name.strip()),))


def _own_file(stem: str, suffix: str, course: Sequence[Wanted]) -> Unit:
    """`ada.py`, and `ada_huber_loss.py`, where the exercise stands at the beginning or the end."""
    for wanted in course:
        for known in (wanted.name, wanted.id):
            rest = _without(stem, known)
            if rest is None:
                continue
            words = words_of(rest)
            if not words or words[0] in ("test", "tests", "copy", "final", "new") or _number(words):
                return Unit((), stem + suffix)
            return Unit((Owner(rest.strip()),), exercise=wanted.id)
    return Unit((Owner(stem.strip()),))


def _without(stem: str, known: str) -> str | None:
    """The stem without the known words at its beginning or end; None if they are not there."""
    words = r"[\W_]*".join(map(re.escape, re.split(r"[\W_]+", known)))
    for pattern in (rf"^{words}(?![^\W_])", rf"(?<![^\W_]){words}$"):
        found = re.search(pattern, stem, re.IGNORECASE)
        if found:
            return (stem[: found.start()] + stem[found.end() :]).strip(" _-.()[]")
    return None


def _number(words: Sequence[str]) -> bool:
    return all(word.isdigit() for word in words)
