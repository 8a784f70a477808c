"""How is a letter written where it is missing: on a console of ASCII, or of an old code page?"""

import codecs
import unicodedata

NAME = "gradetape"  # of the error handler, for `encode` and for streams
_INSTEAD = {
    "²": "^2", "³": "^3", "·": "*", "×": "x", "−": "-", "–": "-", "—": "-", "≤": "<=", "≥": ">=",
    "≠": "!=", "≈": "~", "…": "...", "→": "->", "√": "sqrt", "‘": "'", "’": "'", "“": "'",
    "”": "'", "½": "1/2", "∞": "inf", "✓": "+", "✗": "x", "│": "|", "─": "-",
}  # fmt: skip


def in_ascii(text: str) -> str:
    """The text in ASCII, as readable as can be."""
    return text.encode("ascii", NAME).decode()


def _instead(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    found = error.object[error.start : error.end]
    return "".join(map(_one, found)), error.end


def _one(letter: str) -> str:
    without_marks = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
    return _INSTEAD.get(letter) or without_marks or "?"


codecs.register_error(NAME, _instead)
