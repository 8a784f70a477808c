"""Which modules does a notebook write itself, with `%%writefile mine.py`?"""

import re
from collections.abc import Iterable

from grader.submission.cells import Cell

_WRITES = re.compile(r"\s*%%(?:writefile|file)\s+(-a\s+|--append\s+)?(\S+\.py)\s*$")
_NAME = re.compile(r"(?:\./)?((?:[A-Za-z_]\w*/)*[A-Za-z_]\w*\.py)")


def written_modules(cells: Iterable[Cell]) -> dict[str, str]:
    """The files that cells write in their own folder, or below it, as they are at the end."""
    found: dict[str, str] = {}
    for cell in cells:
        first, _, rest = cell.source.lstrip("\n").partition("\n")
        magic = _WRITES.match(first)
        name = _NAME.fullmatch(magic[2].strip("'\"")) if magic else None
        if magic and name:
            before = found.get(name[1], "") if magic[1] else ""
            found[name[1]] = before + rest.rstrip("\n") + "\n"
    return found
