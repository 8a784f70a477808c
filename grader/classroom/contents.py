"""What is in one student's files? Candidates for grading, and the rest with its reason.

Files with the best names are read first, as far as this student's own allowance goes.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from grader.classroom.entries import Allowance, Entry, NotRead
from grader.classroom.layouts import Unit
from grader.classroom.zips import unpacked
from grader.languages import _
from grader.submission import fitting
from grader.submission.choice import Candidate
from grader.submission.fitting import Wanted
from grader.submission.modules import MOST_BYTES
from grader.submission.modules import MOST_FILES as MOST_BESIDE
from grader.submission.submission import MOST_NOTEBOOK, SUFFIXES

MOST_READ = 100 * 2**20  # bytes of one student, unpacked
MOST_ENTRIES = 50_000  # names in zips of one student
MOST_FILES = 200  # of one student that are looked into
PACKED = {".gz", ".tgz", ".tar", ".rar", ".7z", ".bz2", ".xz", ".zst"}
_Unit = tuple[Unit, PurePosixPath, list[Entry]]


@dataclass(frozen=True)
class Left:
    """Something that was not graded: whose, what, and why; `student` is empty when nobody's."""

    student: str
    what: str
    why: str


@dataclass
class Contents:
    """Candidates, where each of them lies, which were late, and what cannot be one and why.

    unread: the name that the student knows, where it lies, and the reason.
    never:  those of them that nobody would want to grade.
    """

    candidates: list[Candidate] = field(default_factory=list)
    places: dict[int, PurePosixPath] = field(default_factory=dict)
    late: set[int] = field(default_factory=set)
    unread: list[tuple[PurePosixPath, PurePosixPath, str]] = field(default_factory=list)
    never: set[PurePosixPath] = field(default_factory=set)

    def beside(self, chosen: Candidate) -> tuple[tuple[str, bytes], ...]:
        """The student's own modules that a file may import, by their path from its folder.

        Those that it mentions, and that these mention: which are imported is seen when the file is
        read, and that there are too many as well.
        """
        folder = chosen.path.parent
        left = {
            one.path.relative_to(folder): one.data
            for one in sorted(self.candidates, key=lambda one: (one.turn, one.time))
            if one is not chosen and one.path.suffix == ".py" and one.path.is_relative_to(folder)
        }
        found: dict[str, bytes] = {}
        todo = [chosen.data]
        while todo and len(found) <= MOST_BESIDE and sum(map(len, found.values())) <= MOST_BYTES:
            text = todo.pop()
            for path in [path for path in left if _mentioned(path, text)]:
                found[path.as_posix()] = data = left.pop(path)
                todo.append(data)
        return tuple(sorted(found.items()))


def look(units: Sequence[_Unit], course: Sequence[Wanted]) -> Contents:
    """Read a student's files, those with the best names first, as far as their allowance goes."""
    allowed = Allowance(MOST_READ, MOST_ENTRIES)
    looked = Contents()
    required = {name for one in course for name in one.requires}
    files = list(_files(units, allowed))
    files.sort(key=lambda file: -max(fitting.fit(file[2].stem, one) for one in course))
    read = 0
    for unit, entry, own, named in files:
        why = entry.why or no_python(own)
        if not why and read >= MOST_FILES:
            why = _("one of more than {most} files").format(most=MOST_FILES)
        if named and (never := fitting.never(own)):
            why = never
            looked.never.add(entry.path)
        try:
            data = allowed.take(entry, MOST_NOTEBOOK) if not why else b""
        except NotRead as problem:
            why = str(problem)
        if why:
            looked.unread.append((own, entry.path, why))
            continue
        read += 1
        defines = fitting.defined(data, required)
        one = Candidate(own, data, defines, unit.turn, entry.time, unit.exercise, named)
        looked.candidates.append(one)
        looked.places[id(one)] = entry.path
        if unit.late:
            looked.late.add(id(one))
    return looked


def _files(
    units: Sequence[_Unit], allowed: Allowance
) -> Iterator[tuple[Unit, Entry, PurePosixPath, bool]]:
    """Each file with its own name, and whether the student gave it."""
    for unit, path, inside in units:
        for entry in inside:
            own = PurePosixPath(*entry.path.parts[len(path.parts) :])
            for one in unpacked(entry, allowed, MOST_NOTEBOOK):
                if one.path != entry.path:
                    below = one.path.parts[len(entry.path.parts) :]
                    yield unit, one, own.joinpath(*below), True
                elif own.parts:
                    yield unit, one, own, True
                else:
                    given = bool(unit.file or unit.exercise)
                    yield unit, one, PurePosixPath(unit.file or path.name), given


def _mentioned(path: PurePosixPath, text: bytes) -> bool:
    """Whether a text speaks of a module, or of the package that it is in."""
    return path.parts[0].removesuffix(".py").encode() in text


def imported(path: PurePosixPath, texts: Sequence[bytes]) -> bool:
    """Whether one of the texts has an import of a module, or of the package that it is in."""
    name = re.escape(path.parts[0].removesuffix(".py").encode())
    return any(re.search(rb"\b(from|import)[ \t]+" + name + rb"\b", text) for text in texts)


def no_python(path: PurePosixPath) -> str:
    """Why a file of that name is not looked into; empty for a .py and a notebook."""
    suffix = path.suffix.lower()
    if suffix in SUFFIXES:
        return ""
    inner = PurePosixPath(path.stem).suffix.lower()
    if inner in SUFFIXES:
        return _("the name ends in {suffix}").format(suffix=suffix)
    if suffix in PACKED:
        return _("{suffix} is not unpacked: hand in a .zip, a .py or a notebook").format(
            suffix=suffix
        )
    return _("neither a .py nor a notebook")
