"""What Python does a notebook hold, and from which cell does each line come?

Only what the required names need is kept (see `slicing`): explanations, plots, training runs and
experiments fall away. A cell tagged `grade` is kept whole, one tagged `no-grade` left out. Cells
are counted as a student can count them: code cells only, from the top, the first is 1.
"""

import ast
import difflib
import json
import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grader.languages import _
from grader.submission import slicing
from grader.submission.magics import CODE_MAGICS, MOST_MAGICS, check, parsed, without_magics

KEEP, LEAVE_OUT = "grade", "no-grade"
MOST_CODE = 2**20  # characters in all code cells together
MOST_CELLS = 5000  # of code; each costs time to validate
MOST_BRACKETS, MOST_COMMAS = 10**6, 8 * 10**6  # of a file: each can take 200 bytes, or 50
MOST_STATEMENTS = 20_000
MOST_PARSED = 2 * 2**20  # characters parsed in search of magics


class NotANotebook(Exception):
    """The text is no notebook that can be graded; the text completes "this file …"."""


@dataclass(frozen=True)
class Cell:
    """One code cell: its number among the code cells (from 1), its text, and its tags."""

    number: int
    source: str
    tags: frozenset[str]

    @property
    def foreign_magic(self) -> str:
        """The `%%magic` that hands the cell to something other than Python; mostly empty."""
        first = next((line.split()[0] for line in self.source.split("\n") if line.strip()), "")
        return first if first.startswith("%%") and first not in CODE_MAGICS else ""


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
    cells = [cell for cell in code_cells(text) if LEAVE_OUT not in cell.tags]
    try:
        return _extract(cells, required)
    except (RecursionError, MemoryError):
        raise NotANotebook(_("is too deeply nested to be read")) from None


def code_cells(text: str) -> list[Cell]:
    """The code cells of a notebook of any version 3 or 4."""
    notebook = _upgraded(text)
    metadata = _mapping(notebook.get("metadata"))
    language = _language(metadata)
    if language not in ("", "python", "ipython", "python3"):
        other = _("is a notebook in {language}, not in Python")
        raise NotANotebook(other.format(language=language))
    code = [cell for cell in notebook["cells"] if _mapping(cell).get("cell_type") == "code"]
    cells = [Cell(number, _text(cell), _tags(cell)) for number, cell in enumerate(code, start=1)]
    if sum(len(cell.source) for cell in cells) > MOST_CODE:
        raise _too_large()
    return cells


def _too_large() -> NotANotebook:
    return NotANotebook(_("holds more than 1 MiB of code: hand in what the exercise asks for only"))


def _too_intricate() -> NotANotebook:
    return NotANotebook(_("holds too much to be read: clear its outputs and save it again"))


def _upgraded(text: str) -> Mapping[str, Any]:
    import nbformat

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            notebook = nbformat.reads(_lighter(text), as_version=4)
    except (json.JSONDecodeError, nbformat.reader.NotJSONError):
        raise NotANotebook(
            _("is not a notebook: it is not valid JSON; open it in Jupyter and save it again")
        ) from None
    except NotANotebook:
        raise
    except Exception:
        notebook = {}
    if not isinstance(notebook, Mapping) or not isinstance(notebook.get("cells"), list):
        raise NotANotebook(
            _("does not have the structure of a notebook: open it in Jupyter and save it again")
        )
    return notebook


def _lighter(text: str) -> str:
    """The notebook without what is of no interest here, and takes long to validate."""
    if text.count("{") + text.count("[") > MOST_BRACKETS or text.count(",") > MOST_COMMAS:
        raise _too_intricate()
    notebook = json.loads(text)
    if isinstance(notebook, dict):
        _plain_metadata(notebook)
    sheets = [notebook, *_list(_mapping(notebook).get("worksheets"))]
    number = len(sheets)
    for sheet in [one for one in sheets if isinstance(one, dict)]:
        cells = [
            one for one in _list(sheet.get("cells")) if _mapping(one).get("cell_type") == "code"
        ]
        if isinstance(sheet.get("cells"), list):
            sheet["cells"] = cells
        number += len(cells)
        if number > MOST_CELLS:
            raise _too_large()
        for cell in cells:
            if "source" in cell:
                cell["source"] = _text(cell)
            if isinstance(cell.get("outputs"), list):
                cell["outputs"] = []
            if isinstance(cell.get("metadata"), dict):
                cell["metadata"] = {"tags": sorted(_tags(cell) & {KEEP, LEAVE_OUT})}
    return json.dumps(notebook)


def _plain_metadata(notebook: dict[str, Any]) -> None:
    """Leave of what describes a notebook only what tells its language."""
    for key, value in notebook.items():
        if key == "metadata" and isinstance(value, dict):
            notebook[key] = {
                part: _words(value[part])
                for part in ("kernelspec", "language_info")
                if part in value
            } | _words(value)
        elif key not in ("cells", "worksheets") and isinstance(value, dict | list):
            notebook[key] = None


def _words(mapping: object) -> dict[str, Any]:
    return {key: value for key, value in _mapping(mapping).items() if isinstance(value, str)}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _language(metadata: Mapping[str, Any]) -> str:
    for part, key in (("language_info", "name"), ("kernelspec", "language")):
        found = _mapping(metadata.get(part)).get(key)
        if isinstance(found, str) and found:
            return found.lower() if found.lower() in ("python", "ipython", "python3") else found
    return ""


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _text(cell: Mapping[str, Any]) -> str:
    source = cell.get("source", "")
    text = "".join(map(str, source)) if isinstance(source, list) else str(source)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _tags(cell: Mapping[str, Any]) -> frozenset[str]:
    tags = _mapping(cell.get("metadata")).get("tags")
    return frozenset(map(str, tags)) if isinstance(tags, list) else frozenset()


# what is kept


def _extract(cells: Sequence[Cell], required: Sequence[str]) -> Extract:
    trees: list[tuple[Cell, str, ast.Module]] = []
    broken: list[tuple[Cell, SyntaxError]] = []
    tries = MOST_PARSED // (1 + sum(len(cell.source) for cell in cells))
    for cell in cells:
        python = without_magics(cell.source, min(max(tries, 5), MOST_MAGICS))
        try:
            trees.append((cell, python, parsed(python)))
        except SyntaxError as error:
            broken.append((cell, error))
    whole = ast.Module([node for _, _, tree in trees for node in tree.body], [])
    if len(whole.body) > MOST_STATEMENTS:
        raise _too_large()
    owners = [cell for cell, _, tree in trees for _ in tree.body]
    bound = slicing.bound_names(whole)
    forced = [index for index, cell in enumerate(owners) if KEEP in cell.tags]
    wanted = {*required, *_look_alikes(set(required) - bound, bound)}
    indexes = slicing.needed(whole, wanted, forced)
    missing = {n for i in indexes for n in slicing.names_read(whole.body[i])} - bound
    _refuse_needed(broken, set(required), missing, complete=set(required) <= bound)
    future = [index for index in indexes if _is_future(whole.body[index])]
    kept = {id(whole.body[index]) for index in indexes if index not in future}
    lines: list[str] = []
    origins: list[tuple[int, int]] = []
    if future:
        # Jupyter allows `from __future__` in every cell, a module only at its beginning.
        texts = [ast.unparse(whole.body[index]) for index in future]
        lines.append("; ".join(dict.fromkeys(texts)))
        origins.append((owners[future[0]].number, whole.body[future[0]].lineno))
    for cell, python, tree in trees:
        lines += _only(python, tree, kept)
        origins += [(cell.number, number) for number in range(1, python.count("\n") + 2)]
    source = "\n".join(lines) + "\n"
    _compile(source, origins, {cell.number: cell for cell in cells})
    notices = (*_broken_notices(broken), *_foreign_notices(cells, required))
    return Extract(source, tuple(origins), notices)


def _only(python: str, tree: ast.Module, kept: set[int]) -> list[str]:
    """The lines of a cell, blank where nothing is kept.

    A statement that falls away from a line with another (`import os; main()`) becomes a 0.
    """
    wanted: set[int] = set()
    for node in tree.body:
        if id(node) in kept:
            decorators = [d.lineno for d in getattr(node, "decorator_list", [])]
            wanted |= set(range(min([node.lineno, *decorators]), (node.end_lineno or 0) + 1))
    lines = [
        bytearray(line.encode() if number in wanted else b"")
        for number, line in enumerate(python.split("\n"), start=1)
    ]
    for node in tree.body:
        if id(node) not in kept:
            _blank_out(lines, node, wanted)
    return [line.decode() for line in lines]


def _blank_out(lines: list[bytearray], node: ast.stmt, wanted: set[int]) -> None:
    last = node.end_lineno or node.lineno
    for number in [n for n in range(node.lineno, last + 1) if n in wanted]:
        line = lines[number - 1]
        start = node.col_offset if number == node.lineno else 0
        end = (node.end_col_offset or 0) if number == last else len(line)
        line[start:end] = b"0".ljust(end - start)


def _is_future(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"


def _look_alikes(missing: Iterable[str], bound: Iterable[str]) -> set[str]:
    """Names that may be meant by those missing: kept so that the report can ask."""
    names = sorted(bound)
    return {close for name in missing for close in difflib.get_close_matches(name, names)}


# cells that are not Python


def _refuse_needed(
    broken: Sequence[tuple[Cell, SyntaxError]],
    required: set[str],
    missing: set[str],
    *,
    complete: bool,
) -> None:
    """A cell that cannot be parsed matters when something needed may be defined in it."""
    for cell, error in broken:
        mentioned = not _defined(cell.source).isdisjoint(required | missing)
        if mentioned or KEEP in cell.tags or not complete:
            raise CellSyntaxError(cell, error)


_DEFINITION = re.compile(r"\s*(?:(?:async\s+)?def|class)\s+(\w+)|\s*(\w+)\s*(?:[:,][^=]*)?=(?!=)")
_IMPORT = re.compile(r"\s*(?:from\s.*?)?\bimport\b(.*)")


def _defined(source: str) -> set[str]:
    """The names that a text seems to bind, though it cannot be parsed."""
    found: set[str] = set()
    for line in source.split("\n"):
        definition, imports = _DEFINITION.match(line), _IMPORT.match(line)
        if definition:
            found.add(definition[1] or definition[2])
        if imports:
            found.update(re.findall(r"\w+", imports[1]))
    return found


def _broken_notices(broken: Sequence[tuple[Cell, SyntaxError]]) -> list[str]:
    notice = _("Code cell {number} was left out: it is not valid Python ({why}).")
    return [notice.format(number=cell.number, why=error.msg) for cell, error in broken]


def _foreign_notices(cells: Sequence[Cell], required: Sequence[str]) -> list[str]:
    notice = _("Code cell {number} was left out: {magic} does not run it as Python.")
    return [
        notice.format(number=cell.number, magic=cell.foreign_magic)
        for cell in cells
        if cell.foreign_magic and not _defined(cell.source).isdisjoint(required)
    ]


def _compile(source: str, origins: Sequence[tuple[int, int]], cells: Mapping[int, Cell]) -> None:
    """Refuse what is parsed but cannot be compiled: a `return` outside a function …"""
    try:
        check(source, "notebook")
    except SyntaxError as error:
        number, error.lineno = origins[min(max(error.lineno or 1, 1), len(origins)) - 1]
        raise CellSyntaxError(cells[number], error) from None
