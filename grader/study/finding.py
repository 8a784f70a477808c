"""Which file does a student mean who names only the exercise?"""

from dataclasses import dataclass
from pathlib import Path

from grader.languages import _
from grader.problems import Problem
from grader.submission.choice import STUB, note_of
from grader.submission.fitting import Wanted, defined_in
from grader.submission.folders import chosen_of


class NotFound(Problem):
    """No file of that exercise lies here; says where was looked and what to do."""


class NotStarted(Exception):
    """What lies here is the stub."""

    def __init__(self, paths: list[Path]) -> None:
        super().__init__(", ".join(map(str, paths)))
        self.paths = paths


@dataclass(frozen=True)
class Found:
    """The file, and what is to be said of the choice, if anything."""

    path: Path
    note: str


def find(exercise: str, name: str, stub: str, folder: Path) -> Path:
    """The .py or .ipynb that differs from the stub, where `look` looks."""
    return look(Wanted(exercise, name, defined_in(stub), stub), folder).path


def look(wanted: Wanted, folder: Path) -> Found:
    """In the folder, its exercises/ folder or one called like the exercise: the file, and why.

    Of two that were changed it is the newer, of two with the same code the .py.
    Raises `NotStarted` and `NotFound`.
    """
    present: list[Path] = []
    for place in (folder, folder / "exercises" / wanted.id, folder / wanted.id):
        names = (f"{wanted.name}.py", f"{wanted.name}.ipynb")
        here = [path for path in (place / name for name in names) if path.is_file()]
        if not here:
            continue
        choice = chosen_of(here, place, wanted)
        assert choice.chosen is not None
        if choice.work != STUB:
            return Found(place / choice.chosen.path, note_of(choice))
        present += here
    if present:
        raise NotStarted(present)
    nothing = _(
        "There is no {name}.py and no {name}.ipynb in {folder} or its exercises/{exercise} "
        "folder: go to where your file is, or name it, as in `grade {exercise} FILE`."
    )
    raise NotFound(nothing.format(name=wanted.name, folder=folder, exercise=wanted.id))
