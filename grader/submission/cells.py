"""Which code cells does a notebook hold?

Cells are counted as a student can count them: code cells only, from the top, the first is 1.
"""

import json
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.languages import _
from grader.submission.magics import CODE_MAGICS

KEEP, LEAVE_OUT = "grade", "no-grade"
MOST_CODE = 2**20  # characters in all code cells together
MOST_CELLS = 5000  # of code; each costs time to validate
MOST_BRACKETS, MOST_COMMAS = 10**6, 8 * 10**6  # of a file: each can take 200 bytes, or 50


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
        raise too_large()
    return cells


def too_large() -> NotANotebook:
    return NotANotebook(_("holds more than 1 MiB of code: hand in what the exercise asks for only"))


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
        full = _("holds too much to be read: clear its outputs and save it again")
        raise NotANotebook(full)
    notebook = json.loads(text)
    if isinstance(notebook, dict):
        if isinstance(notebook.get("cells"), list):  # what says nothing of the code may be missing
            notebook = {"metadata": {}, "nbformat": 4, "nbformat_minor": 5} | notebook
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
            raise too_large()
        for cell in cells:
            if "source" in cell:
                cell["source"] = _text(cell)
            if isinstance(cell.get("outputs"), list):
                cell["outputs"] = []
            if isinstance(cell.setdefault("metadata", {}), dict):
                cell["metadata"] = {"tags": sorted(_tags(cell) & {KEEP, LEAVE_OUT})}
    return json.dumps(notebook)


def _plain_metadata(notebook: dict[str, Any]) -> None:
    """Leave of what describes a notebook only what tells its language."""
    for key, value in notebook.items():
        if key == "metadata" and isinstance(value, dict):
            parts = [part for part in ("kernelspec", "language_info") if part in value]
            notebook[key] = {part: _words(value[part]) for part in parts} | _words(value)
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
