"""Which file does a student mean who names only the exercise?"""

import ast
from collections.abc import Sequence
from pathlib import Path

from grader.languages import _
from grader.problems import Problem
from grader.submission import slicing
from grader.submission.notebooks import CellSyntaxError, NotANotebook, extract
from grader.submission.untouched import is_untouched, same_code

# A file with one of these problems was touched: no stub has them.
_PROBLEMS = (
    OSError, ValueError, SyntaxError, CellSyntaxError, NotANotebook, RecursionError, MemoryError,
)  # fmt: skip


class NotFound(Problem):
    """No file of that exercise lies here; says where was looked and what to do."""


class Ambiguous(Problem):
    """Both the .py and the notebook were changed; asks which one is meant."""


class NotStarted(Exception):
    """What lies here is the stub."""

    def __init__(self, paths: list[Path]) -> None:
        super().__init__(", ".join(map(str, paths)))
        self.paths = paths


def find(exercise: str, name: str, stub: str, folder: Path) -> Path:
    """The .py or .ipynb that differs from the stub, in the folder or its exercises/ folder.

    When both differ but hold the same code, the .py.
    """
    places = [folder, folder / "exercises" / exercise]
    present: list[Path] = []
    for place in places:
        here = [p for p in (place / f"{name}.py", place / f"{name}.ipynb") if p.is_file()]
        changed = [path for path in here if not _is_stub(path, stub)]
        if len(changed) > 1 and not _agree(changed[0], changed[1], stub):
            first, second = (path.relative_to(folder) for path in changed)
            both = _(
                "You changed both {first} and {second}: which one is to be graded? "
                "Name it, as in `grade {exercise} {first}`."
            )
            raise Ambiguous(both.format(first=first, second=second, exercise=exercise))
        if changed:
            return changed[0]
        present += here
    if present:
        raise NotStarted(present)
    nothing = _(
        "There is no {name}.py and no {name}.ipynb in {folder} or its exercises/{exercise} "
        "folder: go to where your file is, or name it, as in `grade {exercise} FILE`."
    )
    raise NotFound(nothing.format(name=name, folder=folder, exercise=exercise))


def _is_stub(path: Path, stub: str) -> bool:
    """Whether a file is untouched; what cannot be read was touched."""
    try:
        return is_untouched(_source(path, _defined(stub)), stub)
    except _PROBLEMS:
        return False


def _agree(file: Path, notebook: Path, stub: str) -> bool:
    """Whether what the exercise asks for, and what that needs, is the same in both."""
    names = _defined(stub)
    try:
        tree = ast.parse(_source(file, names))
        needed = [tree.body[index] for index in slicing.needed(tree, names)]
        return same_code(ast.unparse(ast.Module(needed, [])), _source(notebook, names))
    except _PROBLEMS:
        return False


def _source(path: Path, names: Sequence[str]) -> str:
    text = path.read_text(encoding="utf-8-sig")
    return extract(text, names).source if path.suffix == ".ipynb" else text


def _defined(stub: str) -> list[str]:
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return [node.name for node in ast.parse(stub).body if isinstance(node, kinds)]
