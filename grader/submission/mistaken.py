"""What is a file that is not what its name says, and what is not the Python of this machine?"""

import io
import json
import re
import sys
import tokenize
from collections.abc import Callable

from grader.languages import N_, _

NEW = (3, 12)  # the Python that brought what the last table names
LONGEST = 500  # characters of a line that are looked at
_BEGINNINGS = (
    (
        b"PK\x03\x04",
        N_("{path} is a zip or an office document: unpack it, and hand in source code."),
    ),
    (b"%PDF", N_("{path} is a PDF: hand in the .py or the notebook itself.")),
    (b"{\\rtf", N_("{path} is formatted text: save it as plain text, encoding UTF-8.")),
    (b"<!doctype html", N_("{path} is a web page: download the file itself.")),
    (b"<html", N_("{path} is a web page: download the file itself.")),
)
_NOTEBOOK = N_("{path} is a notebook by its content: give it a name that ends in .ipynb.")
_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")


def mistaken(data: bytes, suffix: str) -> str:
    """What is wrong with a file whose name ends so, with a place for its path; empty if nothing."""
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:20].lower()
    for beginning, sentence in _BEGINNINGS:
        if start.startswith(beginning.lower()):
            return _(sentence)
    return _(_NOTEBOOK) if suffix == ".py" and _is_notebook(data) else ""


def _is_notebook(data: bytes) -> bool:
    if not data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{") or b'"cells"' not in data:
        return False
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and isinstance(found.get("cells"), list)


def wrong_encoding(data: bytes) -> tuple[int, str] | None:
    """The line that names an encoding which does not exist or does not fit, and the encoding."""
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n")[:2], start=1):
        if found := _COOKIE.match(line):
            if found[1].lower().replace(b"_", b"-") in (b"utf-8", b"utf8"):
                return None
            try:
                encoding, _lines = tokenize.detect_encoding(io.BytesIO(data).readline)
                data.decode(encoding)
            except (SyntaxError, LookupError, ValueError):
                return number, found[1].decode("ascii", "replace")
    return None


def explained(error: SyntaxError, here: tuple[int, int] = sys.version_info[:2]) -> str:
    """What a line means that Python refuses, where that is known; else empty."""
    line = (error.text or "").split("\n")[0][:LONGEST]
    known = next((sentence for is_so, sentence in _COPIED if is_so(line, error.msg)), "")
    return _(known) if known else newer(error, here)


def newer(error: SyntaxError, here: tuple[int, int] = sys.version_info[:2]) -> str:
    """The same, of what only a newer Python reads."""
    line = (error.text or "").split("\n")[0][:LONGEST]
    instead = next((sentence for is_so, sentence in _NEWER if is_so(line, error.msg)), "")
    if here >= NEW or not instead:
        return ""
    told = _("That is Python {new} or newer, and here is Python {here}: {instead}")
    numbers = {"new": ".".join(map(str, NEW)), "here": ".".join(map(str, here))}
    return told.format(**numbers, instead=_(instead))


def _like(pattern: str) -> Callable[[str, str], bool]:
    return lambda line, message: re.match(pattern, line) is not None


_COPIED = (
    (
        _like(r"(<{7}|={7}|>{7})( |$)"),
        N_("That is a mark of a merge in Git: keep one of both sides."),
    ),
    (_like(r"\s*(>>>|\.\.\.) "), N_("That is a prompt of Python: only what follows it is code.")),
    (_like(r"```"), N_("That is a fence of Markdown: only what is between two of them is code.")),
    (
        _like(r"\s*(%%?|!)[a-z]"),
        N_("Only notebooks have lines with % or !: delete it, or hand in the notebook."),
    ),
)
_NESTED = r""".*\b[rR]?[fF][rR]?(["'])(?:(?!\1)[^{]|\{\{)*\{(?:(?!\1)[^}])*\1[^}]*\}"""
_NEWER = (
    (_like(r"\s*type\s+\w+\s*(\[.*\]\s*)?=[^=]"), N_("write NAME = … without `type`.")),
    (
        _like(r"\s*((async\s+)?def|class)\s+\w+\s*\["),
        N_("leave out the brackets behind the name (or use typing.TypeVar)."),
    ),
    (_like(_NESTED), N_("inside the braces of an f-string use the other kind of quotes.")),
    (
        lambda line, message: message.startswith("f-string expression part cannot include"),
        N_("compute that in front of the f-string, and put the name into the braces."),
    ),
)
