"""Which file does a student mean who names only the exercise?"""

from pathlib import Path

from grader.notebooks import extract
from grader.stubs import is_untouched


class NotFound(Exception):
    """No file of that exercise lies here; says where was looked and what to do."""


class Ambiguous(Exception):
    """Both the .py and the notebook were changed; asks which one is meant."""


class NotStarted(Exception):
    """What lies here is the stub."""

    def __init__(self, paths: list[Path]) -> None:
        super().__init__(", ".join(map(str, paths)))
        self.paths = paths


def find(exercise: str, name: str, stub: str, folder: Path) -> Path:
    """The .py or .ipynb that differs from the stub, in the folder or its exercises/ folder."""
    places = [folder, folder / "exercises" / exercise]
    present: list[Path] = []
    for place in places:
        here = [p for p in (place / f"{name}.py", place / f"{name}.ipynb") if p.is_file()]
        changed = [path for path in here if not _is_stub(path, stub)]
        if len(changed) > 1:
            raise Ambiguous(
                f"You changed both {changed[0]} and {changed[1]}: name the one to grade, "
                f"as in `grade {exercise} {changed[0].name}`."
            )
        if changed:
            return changed[0]
        present += here
    if present:
        raise NotStarted(present)
    raise NotFound(
        f"There is no {name}.py and no {name}.ipynb in {folder} or its exercises/{exercise} "
        f"folder: go to where your file is, or name it, as in `grade {exercise} FILE`."
    )


def _is_stub(path: Path, stub: str) -> bool:
    """Whether a file is untouched; what cannot be read was touched."""
    try:
        text = path.read_text(encoding="utf-8")
        source = extract(text, _defined(stub)).source if path.suffix == ".ipynb" else text
    except Exception:
        return False
    return is_untouched(source, stub)


def _defined(stub: str) -> list[str]:
    import ast

    return [n.name for n in ast.parse(stub).body if isinstance(n, ast.FunctionDef | ast.ClassDef)]
