"""What Python does a notebook hold, and from which cell does each line come?

Only what the required names need is kept (see `slicing`): explanations, plots, training runs and
experiments fall away. A cell tagged `grade` is kept whole, one tagged `no-grade` left out.
"""

import ast
import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

from grader import slicing

KEEP, LEAVE_OUT = "grade", "no-grade"
_CODE_MAGICS = ("%%time", "%%timeit", "%%capture", "%%prun")
_MAGIC_LINE = re.compile(r"^\s*([%!?]|[\w.]+\?{1,2}\s*$|[\w, ]+=\s*[%!])")


class NotANotebook(Exception):
    """The text is no notebook with Python in it; says why."""


@dataclass(frozen=True)
class Cell:
    """One code cell: its number among the code cells (from 1), its Python, and its tags."""

    number: int
    source: str
    tags: frozenset[str]


@dataclass(frozen=True)
class Extract:
    """Python taken from a notebook; `origins[i]` is (cell, line) of its line i + 1."""

    source: str
    origins: tuple[tuple[int, int], ...]
    notices: tuple[str, ...]


class CellSyntaxError(Exception):
    """A cell that is needed cannot be parsed."""

    def __init__(self, cell: Cell, error: SyntaxError) -> None:
        super().__init__(str(error))
        self.cell, self.error = cell, error


def extract(text: str, required: Sequence[str]) -> Extract:
    """The Python that the required names need, every line where it can be found again."""
    cells, broken = [], []
    for cell in code_cells(text):
        if LEAVE_OUT in cell.tags:
            continue
        try:
            cells.append((cell, _parsed(cell.source)))
        except SyntaxError as error:
            broken.append((cell, error))
    kept = _kept([tree for _, tree in cells], [c for c, _ in cells], required)
    _refuse_needed(broken, {n for _, tree in cells for n in slicing.bound_names(tree)}, required)
    lines: list[str] = []
    origins: list[tuple[int, int]] = []
    for (cell, _), spans in zip(cells, kept, strict=True):
        for number, line in enumerate(cell.source.split("\n"), start=1):
            wanted = any(first <= number <= last for first, last in spans)
            lines.append(line if wanted else "")
            origins.append((cell.number, number))
    notices = tuple(
        f"Code cell {cell.number} was left out: it is not valid Python ({error.msg})."
        for cell, error in broken
    )
    return Extract("\n".join(lines) + "\n", tuple(origins), notices)


def code_cells(text: str) -> list[Cell]:
    """The code cells of a notebook of any version 3 or 4; magics are taken out."""
    import nbformat

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            notebook = nbformat.reads(text, as_version=4)
    except nbformat.reader.NotJSONError:
        raise NotANotebook("it is not valid JSON") from None
    except Exception:
        raise NotANotebook("it does not have the structure of a notebook") from None
    if not isinstance(notebook.get("cells"), list):
        raise NotANotebook("it does not have the structure of a notebook")
    language = str(notebook.get("metadata", {}).get("kernelspec", {}).get("language", "python"))
    if language.lower() not in ("python", ""):
        raise NotANotebook(f"its language is {language}, not Python")
    cells: list[Cell] = []
    for cell in notebook["cells"]:
        if cell.get("cell_type") == "code":
            source, tags = cell.get("source", ""), cell.get("metadata", {}).get("tags", [])
            source = "".join(source) if isinstance(source, list) else str(source)
            tags = frozenset(map(str, tags)) if isinstance(tags, list) else frozenset()
            cells.append(Cell(len(cells) + 1, _without_magics(source), tags))
    return cells


def _without_magics(source: str) -> str:
    """The source with magic and shell lines replaced by `pass`, its lines where they were."""
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    first = next((line for line in source.split("\n") if line.strip()), "").strip()
    if first.startswith("%%"):
        if first.split()[0] not in _CODE_MAGICS:
            return "\n" * source.count("\n")
        source = source.replace(first, "pass", 1)
    lines = source.split("\n")
    for _ in range(len(lines)):
        place = _first_magic("\n".join(lines), lines)
        if place is None:
            break
        indent = lines[place][: len(lines[place]) - len(lines[place].lstrip())]
        lines[place] = f"{indent}pass"
    return "\n".join(lines)


def _first_magic(source: str, lines: Sequence[str]) -> int | None:
    """The line to blame for a syntax error, if it is a magic: never one inside a string."""
    try:
        _parsed(source)
    except SyntaxError as error:
        blamed = (error.lineno or 1) - 1
        # The parser may notice a magic line only at its end or on the line after it.
        for place in (blamed, blamed - 1):
            if 0 <= place < len(lines) and _MAGIC_LINE.match(lines[place]):
                return place
    return None


def _parsed(source: str) -> ast.Module:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source)
    except (ValueError, RecursionError, MemoryError) as error:
        raise SyntaxError(str(error) or "too deeply nested") from None


def _kept(
    trees: Sequence[ast.Module], cells: Sequence[Cell], required: Sequence[str]
) -> list[list[tuple[int, int]]]:
    """For each cell the spans of lines that are kept."""
    owners = [place for place, tree in enumerate(trees) for _ in tree.body]
    whole = ast.Module([node for tree in trees for node in tree.body], [])
    forced = {i for i, place in enumerate(owners) if KEEP in cells[place].tags}
    roots = set(required) | {n for i in forced for n in slicing.names_read(whole.body[i])}
    spans: list[list[tuple[int, int]]] = [[] for _ in trees]
    for index in sorted(forced | set(slicing.needed(whole, roots))):
        node = whole.body[index]
        decorators = [d.lineno for d in getattr(node, "decorator_list", [])]
        spans[owners[index]].append((min([node.lineno, *decorators]), node.end_lineno or 0))
    return spans


def _refuse_needed(
    broken: Sequence[tuple[Cell, SyntaxError]], bound: set[str], required: Sequence[str]
) -> None:
    """A cell that cannot be parsed matters when a required name may be defined in it."""
    for cell, error in broken:
        mentioned = any(
            re.search(rf"^\s*(def|class)\s+{re.escape(name)}\b|^{re.escape(name)}\s*=",
                      cell.source, re.M)
            for name in required
        )  # fmt: skip
        if mentioned or KEEP in cell.tags or not set(required) <= bound:
            raise CellSyntaxError(cell, error)
