"""What of a notebook's cell is Python? Magics and shell lines are taken out of it."""

import ast
import re
import warnings
from collections.abc import Sequence

from grader.languages import _

_MOST_MAGICS = 200  # tries for one cell
CODE_MAGICS = ("%%time", "%%timeit", "%%capture", "%%prun")
_MAGIC_LINE = re.compile(
    r"""^\s*( [%!?]                                     # %matplotlib inline, !ls, ?name
            | [\w.*]+\?{1,2}\s*$                        # name?
            | [\w.,\ \[\]"']+=\s*[%!]                   # x = !ls, x = %time f()
            | (pip|conda|cd|ls|cat|cp|mv|mkdir|time|timeit|load_ext|matplotlib)\s )""",
    re.VERBOSE,
)


def without_magics(source: str) -> str:
    """The source with magic and shell lines replaced by `pass`, its lines where they were.

    Only a line that keeps the cell from being Python is a magic, so strings stay as they are.
    """
    lines = source.split("\n")
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    if lines[first].lstrip().startswith("%%"):
        if lines[first].split()[0] not in CODE_MAGICS:
            return "\n" * (len(lines) - 1)
        lines[first] = "pass"
    for _attempt in range(_MOST_MAGICS):
        place = _first_magic(lines)
        if place is None:
            break
        _replace(lines, place)
    return "\n".join(lines)


def _first_magic(lines: Sequence[str]) -> int | None:
    """The line to blame for a syntax error, if it is a magic."""
    try:
        parsed("\n".join(lines))
    except SyntaxError as error:
        blamed = (error.lineno or 1) - 1
        # The parser may notice a magic line only at its end or on the line after it.
        for place in (blamed, blamed - 1):
            if 0 <= place < len(lines) and _MAGIC_LINE.match(lines[place]):
                return place
    return None


def _replace(lines: list[str], place: int) -> None:
    """Put `pass` for a magic, the lines that continue it, and magics directly below."""
    is_magic = continued = True
    while is_magic or continued:
        line = lines[place]
        indent = line[: len(line) - len(line.lstrip())]
        lines[place] = f"{indent}pass" if is_magic else ""
        continued = line.endswith("\\")
        place += 1
        if place == len(lines):
            return
        is_magic = not continued and lines[place].lstrip().startswith(("%", "!"))


def parsed(source: str) -> ast.Module:
    """The syntax tree; `SyntaxError` whatever the reason that there is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source)
    except (ValueError, RecursionError, MemoryError) as error:
        raise SyntaxError(reason(error)) from None


def reason(error: Exception) -> str:
    """Why the parser gave up, when it does not call it a syntax error."""
    if isinstance(error, UnicodeError):
        return _("it contains a character that is no text")
    if isinstance(error, ValueError):
        return _("it contains a null character")
    return _("it is too deeply nested")
