"""How is a letter written where it is missing, as on a console of ASCII, or would do harm?"""

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


def clean(text: str) -> str:
    """Text that cannot move the cursor, change colours or reorder the line it is shown in."""
    return "".join(" " if c == "\t" else "\ufffd" if c != "\n" and _moves(c) else c for c in text)


def _moves(letter: str) -> bool:
    category = unicodedata.category(letter)
    return category[0] == "C" or category in ("Zl", "Zp")


def _instead(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    found = error.object[error.start : error.end]
    return "".join(map(_one, found)), error.end


def _one(letter: str) -> str:
    without_marks = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
    return _INSTEAD.get(letter) or without_marks or "?"


codecs.register_error(NAME, _instead)
