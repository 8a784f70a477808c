"""What is in one student's files? Candidates for grading, and the rest with its reason.

Files with the best names are read first, as far as this student's own allowance goes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from grader.classroom.archives import Allowance, Entry, NotRead, unpacked
from grader.classroom.layouts import Unit
from grader.languages import _
from grader.submission import fitting
from grader.submission.choice import Candidate
from grader.submission.fitting import Wanted
from grader.submission.submission import MOST_NOTEBOOK, SUFFIXES

MOST_READ = 100 * 2**20  # bytes of one student, unpacked
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
    """

    candidates: list[Candidate] = field(default_factory=list)
    places: dict[int, PurePosixPath] = field(default_factory=dict)
    late: set[int] = field(default_factory=set)
    unread: list[tuple[PurePosixPath, PurePosixPath, str]] = field(default_factory=list)


def look(units: Sequence[_Unit], course: Sequence[Wanted]) -> Contents:
    """Read a student's files, those with the best names first, as far as their allowance goes."""
    allowed = Allowance(MOST_READ)
    looked = Contents()
    required = {name for one in course for name in one.requires}
    files = list(_files(units, allowed))
    files.sort(key=lambda file: -max(fitting.fit(file[2].stem, one) for one in course))
    read = 0
    for unit, entry, own, named in files:
        why = entry.why or no_python(own)
        if not why and read >= MOST_FILES:
            why = _("one of more than {most} files").format(most=MOST_FILES)
        if not why and named:
            why = fitting.never(own)
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
