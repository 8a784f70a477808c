"""What of a notebook's cell is Python? Magics and shell lines are taken out of it."""

import ast
import io
import re
import tokenize
import unicodedata
import warnings
from collections.abc import Sequence

from grader.languages import _

MOST_MAGICS = 200  # tries for one cell
_MOST_BRACES, _MOST_MARKS = 20_000, 100  # of f-strings, and above one letter: Python takes long
_MOST_COPIES = 100_000  # nodes that Python compiles more than once: what stands in `finally`
CODE_MAGICS = ("%%time", "%%timeit", "%%capture", "%%prun")
_COOKIE = re.compile(r"^([ \t\f]*#.*?coding[:=][ \t]*)[-\w.]+")
_MAGIC_LINE = re.compile(
    r"""( [%!?]                                      # %matplotlib inline, !ls, ?name
            | [\w.*]+\?{1,2}\s*$                        # name?
            | [\w.,\ \[\]"']+=\s*[%!]                   # x = !ls, x = %time f()
            | (pip|conda|cd|ls|cat|cp|mv|mkdir|time|timeit|load_ext|matplotlib)\s )""",
    re.VERBOSE,
)


def without_magics(source: str, tries: int = MOST_MAGICS) -> str:
    """The source with magic and shell lines replaced by `pass`, its lines where they were.

    Only a line that keeps the cell from being Python is a magic, so strings stay as they are.
    To find one takes a try: the cell is parsed.
    """
    lines = source.split("\n")
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    if lines[first].lstrip().startswith("%%"):
        if lines[first].split()[0] not in CODE_MAGICS:
            return "\n" * (len(lines) - 1)
        lines[first] = "pass"
    for _attempt in range(tries):
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
            if 0 <= place < len(lines) and _MAGIC_LINE.match(lines[place].lstrip()):
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


def text_of(data: bytes) -> str:
    """The source in a file's bytes, its lines ended alike; `ValueError` when it is no text."""
    if b"\0" in data:
        raise ValueError("binary")
    try:
        encoding, _lines = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
    except (SyntaxError, LookupError) as error:
        raise ValueError(str(error)) from None
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    # From here on the text is a str, written again as UTF-8: an old cookie would mislead.
    lines[:2] = [_COOKIE.sub(r"\1utf-8", line) for line in lines[:2]]
    return "\n".join(lines).rstrip("\n") + "\n"


def parsed(source: str) -> ast.Module:
    """The syntax tree; `SyntaxError` whatever the reason that there is none."""
    try:
        return _tree(source)
    except (ValueError, RecursionError, MemoryError) as error:
        raise SyntaxError(reason(error)) from None


def check(source: str, path: str) -> None:
    """Raise what Python raises when it cannot compile a source; never executes it.

    RecursionError as well for the few sources that would take it minutes, or all memory.
    """
    if "finally" in source:
        tree = _tree(source)
        if _compiled(tree) > 2 * sum(1 for _node in ast.walk(tree)) + _MOST_COPIES:
            raise RecursionError
    _refuse_slow(source)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        compile(source, path, "exec", dont_inherit=True)


def _tree(source: str) -> ast.Module:
    _refuse_slow(source)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(source)


def _refuse_slow(source: str) -> None:
    """Refuse what takes Python the square of its length to parse."""
    marks = 0
    for character in "" if source.isascii() else source:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks > _MOST_MARKS:
            raise RecursionError
    if source.count("{") > _MOST_BRACES:
        raise RecursionError


def _compiled(node: ast.AST) -> int:
    """How many nodes Python compiles: a `finally` again for each way out of its `try`."""
    last: list[ast.stmt] = getattr(node, "finalbody", [])
    size = 1
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt | ast.ExceptHandler | ast.match_case):
            ways = 2 + _ways_out(node) if child in last else 1
            size += ways * _compiled(child)
        else:
            size += sum(1 for _node in ast.walk(child))
    return size


def _ways_out(node: ast.AST) -> int:
    return sum(isinstance(part, ast.Return | ast.Break | ast.Continue) for part in ast.walk(node))


def reason(error: Exception) -> str:
    """Why the parser gave up, when it does not call it a syntax error."""
    if isinstance(error, UnicodeError):
        return _("it contains a character that is no text")
    if isinstance(error, ValueError):
        return _("it contains a null character")
    return _("it is too deeply nested")
