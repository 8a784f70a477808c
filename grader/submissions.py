"""What did a student hand in? Python source, and where each of its lines comes from.

Student code is read and parsed here, never executed.
"""

import difflib
import io
import os
import stat
import tokenize
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grader import notebooks
from grader.notebooks import CellSyntaxError, NotANotebook

MOST_SOURCE = 2**20  # bytes of a .py
MOST_NOTEBOOK = 50 * 2**20  # bytes of an .ipynb, outputs included
SUFFIXES = (".py", ".ipynb")


class Unreadable(Exception):
    """A submission that cannot be read; the text is one sentence: what, where, what to do."""


@dataclass(frozen=True)
class Submission:
    """One student's source.

    origins: for a notebook, (code cell, line in it) of each line of the source; else empty.
    notices: what the student should know about how it was read.
    """

    path: Path
    source: str
    origins: tuple[tuple[int, int], ...] = ()
    notices: tuple[str, ...] = ()

    def position(self, line: int) -> tuple[int | None, int]:
        """(code cell or None, line) of a line of the source, both counted from 1."""
        if 0 < line <= len(self.origins):
            return self.origins[line - 1]
        return None, line

    def place(self, line: int) -> str:
        """The same in words: "line 12", "code cell 3, line 4"."""
        cell, number = self.position(line)
        return f"line {number}" if cell is None else f"code cell {cell}, line {number}"


def read(path: Path, required: Sequence[str]) -> Submission:
    """The submission in a .py, an .ipynb, or a folder that holds one of them."""
    path = _file(path)
    data = _bytes(path)
    if path.suffix.lower() == ".ipynb":
        return _notebook(path, data, required)
    source = _text(path, data)
    _compile(path, source)
    return Submission(path, source)


def nearest(name: str, names: Sequence[str]) -> str | None:
    """The name most like the one that is missing, if any is."""
    lower = {other.lower(): other for other in names}
    close = difflib.get_close_matches(name.lower(), lower, n=1, cutoff=0.6)
    return lower[close[0]] if close else None


def _file(path: Path) -> Path:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise Unreadable(f"There is no file {path}: check the name and the folder.") from None
    except OSError as error:
        raise Unreadable(f"{path} cannot be opened: {error.strerror}.") from None
    if stat.S_ISDIR(mode):
        return _only_one(path)
    if not stat.S_ISREG(mode):
        raise Unreadable(f"{path} is not an ordinary file: give a .py or an .ipynb.")
    if path.suffix.lower() not in SUFFIXES:
        raise Unreadable(f"{path} is neither a .py nor an .ipynb: give one of these.")
    return path


def _only_one(folder: Path) -> Path:
    try:
        names = sorted(os.listdir(folder))
    except OSError as error:
        raise Unreadable(f"The folder {folder} cannot be read: {error.strerror}.") from None
    found = [n for n in names if n.lower().endswith(SUFFIXES) and not n.startswith((".", "__"))]
    if not found:
        raise Unreadable(f"The folder {folder} holds no .py and no .ipynb.")
    if len(found) > 1:
        names_found = ", ".join(found[:5]) + (" …" if len(found) > 5 else "")
        raise Unreadable(f"The folder {folder} holds several files ({names_found}): name one.")
    return _file(folder / found[0])


def _bytes(path: Path) -> bytes:
    most = MOST_NOTEBOOK if path.suffix.lower() == ".ipynb" else MOST_SOURCE
    try:
        with open(path, "rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise Unreadable(f"{path} cannot be opened: {error.strerror}.") from None
    if len(data) > most:
        raise Unreadable(f"{path} is larger than {most // 2**20} MiB: hand in source code only.")
    if not data.strip():
        raise Unreadable(f"{path} is empty.")
    return data


def _text(path: Path, data: bytes) -> str:
    if b"\0" in data:
        raise Unreadable(f"{path} is binary, not Python source: save it as a UTF-8 text file.")
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
    except (SyntaxError, UnicodeDecodeError, LookupError):
        raise Unreadable(f"{path} is not UTF-8 text: save it with the encoding UTF-8.") from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.endswith("\n") else text + "\n"


def _compile(path: Path, source: str) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(source, str(path), "exec", dont_inherit=True)
    except SyntaxError as error:
        raise Unreadable(_syntax(path, f"line {error.lineno or 1}", error)) from None
    except (ValueError, RecursionError, MemoryError, OverflowError):
        raise Unreadable(f"{path} is not valid Python: it is too deeply nested.") from None


def _syntax(path: Path, place: str, error: SyntaxError) -> str:
    sentence = f"{path} is not valid Python: {place}: {error.msg}."
    text = (error.text or "").rstrip("\n")
    if not text.strip():
        return sentence
    column = min(max(error.offset or 1, 1), len(text) + 1) - 1
    start = max(0, column - 60)
    caret = " " * (column - start) + "^"
    return f"{sentence}\n    {text[start : start + 76]}\n    {caret}"


def _notebook(path: Path, data: bytes, required: Sequence[str]) -> Submission:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable(f"{path} is not UTF-8 text: save the notebook again.") from None
    try:
        extract = notebooks.extract(text, required)
    except NotANotebook as problem:
        raise Unreadable(f"{path} is not a Python notebook: {problem}.") from None
    except CellSyntaxError as broken:
        place = f"code cell {broken.cell.number}, line {broken.error.lineno or 1}"
        raise Unreadable(_syntax(path, place, broken.error)) from None
    if not extract.origins:
        raise Unreadable(f"{path} has no code cell with Python in it.")
    return Submission(path, extract.source, extract.origins, extract.notices)
