"""What did a student hand in? Python source, and where each of its lines comes from.

Student code is read and parsed here, never executed.
"""

import difflib
import os
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from grader.languages import _
from grader.problems import Problem
from grader.reporting.letters import clean
from grader.submission import notebooks
from grader.submission.magics import check, reason, text_of
from grader.submission.mistaken import explained, mistaken, newer, wrong_encoding
from grader.submission.modules import (
    Lookup,
    TooMuchBeside,
    content,
    in_folder,
    nothing_beside,
    own_modules,
)
from grader.submission.notebooks import CellSyntaxError, NotANotebook

MOST_SOURCE = 2**20  # bytes of a .py
MOST_NOTEBOOK = 50 * 2**20  # bytes of an .ipynb, outputs included
SUFFIXES = (".py", ".ipynb")


class Unreadable(Problem):
    """A submission that cannot be read; the text is one sentence: what, where, what to do."""


@dataclass(frozen=True)
class Submission:
    """One student's source.

    origins: for a notebook, (code cell, line in it) of each line of the source; else empty.
    notices: what the student should know about how it was read.
    hints:   what may be the reason when something fails: statements left out, cells out of order.
    names:   defined in a notebook, though perhaps not executed: for "did you mean".
    tagged:  lines of cells that are to be executed in any case.
    modules: sources of the student's own files that it imports, by their path beside it.
    data:    the bytes that were handed in.
    """

    path: Path
    source: str
    origins: tuple[tuple[int, int], ...] = ()
    notices: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    tagged: frozenset[int] = frozenset()
    modules: Mapping[str, str] = field(default_factory=dict)
    data: bytes = b""

    @property
    def content(self) -> bytes:
        """What tells it from other submissions: its own bytes and those of its modules."""
        return content(self.data or self.source.encode(), self.modules)

    def position(self, line: int) -> tuple[int | None, int]:
        """(code cell or None, line) of a line of the source, both counted from 1."""
        if 0 < line <= len(self.origins):
            return self.origins[line - 1]
        return None, line

    def place(self, line: int, file: str = "") -> str:
        """The same in words: "line 12", "code cell 3, line 4", "line 2 of helpers.py"."""
        if file in self.modules:  # a worker may send any name
            return _("line {line} of {file}").format(line=line, file=file)
        cell, number = self.position(line)
        return in_words(cell, number)

    def text(self, line: int, file: str = "") -> str:
        """A line of the source, or of one of the modules; empty where there is none."""
        lines = (self.modules.get(file, "") if file else self.source).split("\n")
        return lines[line - 1] if 0 < line <= len(lines) else ""


def read(path: Path, required: Sequence[str], solutions: Path | None = None) -> Submission:
    """The submission in a .py, an .ipynb, or a folder that holds one of them.

    solutions: a folder that no link may lead to.
    """
    path = _file(path)
    if solutions is not None and _is_link_into(path, solutions):
        raise _unreadable(_("{path} is a link to a solution: hand in a file."), path)
    return parse(path, _bytes(path), required, in_folder(path.parent, solutions))


def parse(
    path: Path,
    data: bytes,
    required: Sequence[str],
    beside: Lookup = nothing_beside,
    *,
    executed: bool = False,
) -> Submission:
    """The submission in the bytes of a file; the path tells its kind and is named in problems.

    beside: looks up the files that lie beside it, by name.
    executed: a notebook's cells stand in the order in which they were run.
    """
    _sized(path, data)
    if wrong := mistaken(data, path.suffix.lower()):
        raise _unreadable(wrong, path)
    if path.suffix.lower() == ".ipynb":
        return _notebook(path, data, required, beside, executed)
    source = _text(path, data)
    _compile(path, source)
    return Submission(path, source, modules=_modules(path, source, beside), data=data)


def in_words(cell: int | None, line: int) -> str:
    """A place in a file or a notebook, both counted from 1."""
    if cell is None:
        return _("line {line}").format(line=line)
    return _("code cell {cell}, line {line}").format(cell=cell, line=line)


def nearest(name: str, names: Sequence[str]) -> str | None:
    """The name most like the one that is missing, if any is."""
    lower = {other.lower(): other for other in names}
    close = difflib.get_close_matches(name.lower(), lower, n=1, cutoff=0.6)
    return lower[close[0]] if close else None


def _file(path: Path) -> Path:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise _unreadable(
            _("There is no file {path}: check the name and the folder."), path
        ) from None
    except (OSError, ValueError) as error:
        raise _unreadable(_("{path} cannot be opened: {why}."), path, why=_why(error)) from None
    if stat.S_ISDIR(mode):
        return _only_one(path)
    if not stat.S_ISREG(mode):
        raise _unreadable(_("{path} is not an ordinary file: give a .py or an .ipynb."), path)
    if path.suffix.lower() == ".zip":
        raise _unreadable(_("{path} is a zip: unpack it, and give the file that is in it."), path)
    if path.suffix.lower() not in SUFFIXES:
        raise _unreadable(_("{path} is neither a .py nor an .ipynb: give one of these."), path)
    return path


def _is_link_into(path: Path, folder: Path) -> bool:
    there, named = folder.resolve(), Path(os.path.abspath(path))
    openly = named.is_relative_to(os.path.abspath(folder)) or named.is_relative_to(there)
    return path.resolve().is_relative_to(there) and not openly


def _only_one(folder: Path) -> Path:
    try:
        names = sorted(entry.name for entry in os.scandir(folder) if not entry.is_dir())
    except OSError as error:
        raise _unreadable(
            _("The folder {path} cannot be read: {why}."), folder, why=_why(error)
        ) from None
    found = [n for n in names if n.lower().endswith(SUFFIXES) and not n.startswith((".", "__"))]
    if not found:
        raise _unreadable(
            _("The folder {path} holds no .py and no .ipynb: name your file."), folder
        )
    if len(found) > 1:
        names_found = ", ".join(found[:5]) + (" …" if len(found) > 5 else "")
        raise _unreadable(
            _("The folder {path} holds several files ({names}): name one."),
            folder,
            names=names_found,
        )
    return _file(folder / found[0])


def _bytes(path: Path) -> bytes:
    try:
        with open(path, "rb") as file:
            data = file.read(_most(path) + 1)
    except OSError as error:
        raise _unreadable(_("{path} cannot be opened: {why}."), path, why=_why(error)) from None
    return data


def _sized(path: Path, data: bytes) -> None:
    if len(data) > _most(path):
        large = _("{path} is larger than {most} MiB: hand in source code only.")
        raise _unreadable(large, path, most=_most(path) // 2**20)
    if not data.removeprefix(b"\xef\xbb\xbf").strip():
        raise _unreadable(_("{path} is empty: did you save it?"), path)


def _most(path: Path) -> int:
    return MOST_NOTEBOOK if path.suffix.lower() == ".ipynb" else MOST_SOURCE


def _text(path: Path, data: bytes) -> str:
    if b"\0" in data:
        binary = _("{path} is binary, not Python source: save it as a UTF-8 text file.")
        raise _unreadable(binary, path)
    try:
        return text_of(data)
    except ValueError:
        if found := wrong_encoding(data):
            named = _(
                "{path}, line {line}, names the encoding {encoding}, not UTF-8, and cannot be read "
                "with it: delete this line and save the file with the encoding UTF-8."
            )
            raise _unreadable(named, path, line=found[0], encoding=found[1]) from None
        odd = _("{path} is not UTF-8 text: save it with the encoding UTF-8.")
        raise _unreadable(odd, path) from None


def _modules(path: Path, source: str, lookup: Lookup) -> Mapping[str, str]:
    try:
        return own_modules(source, lookup)
    except TooMuchBeside as problem:
        raise Unreadable(f"{path} {problem}.") from None


def _compile(path: Path, source: str) -> None:
    try:
        check(source, str(path))
    except SyntaxError as error:
        raise Unreadable(_syntax(path, in_words(None, error.lineno or 1), error)) from None
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        invalid = _("{path} is not valid Python: {why}.")
        raise _unreadable(invalid, path, why=reason(error)) from None


def _syntax(path: Path, place: str, error: SyntaxError) -> str:
    """The sentence, and below it the line with a caret where the parser stopped."""
    message = error.msg if error.msg.endswith(("?", ".", "!")) else f"{error.msg}."
    sentence = _("{path} is not valid Python: {place}: {message}").format(
        path=path, place=place, message=message
    )
    known = newer(error) if path.suffix.lower() == ".ipynb" else explained(error)
    sentence = f"{sentence} {known}".rstrip()
    text = (error.text or "").split("\n")[0].replace("\t", " ").rstrip()
    text = clean(text)
    if not text.strip():
        return sentence
    column = min(max(error.offset or 1, 1), len(text) + 1) - 1
    indent = len(text) - len(text.lstrip())
    start = max(min(indent, column), column - 60)
    caret = " " * (column - start) + "^"
    return f"{sentence}\n    {text[start : start + 76]}\n    {caret}"


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or _("its name is not valid")


def _unreadable(sentence: str, path: Path, **values: object) -> Unreadable:
    return Unreadable(sentence.format(path=path, **values))


def _notebook(
    path: Path, data: bytes, required: Sequence[str], beside: Lookup, executed: bool
) -> Submission:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        odd = _("{path} is not UTF-8 text: save the notebook again.")
        raise _unreadable(odd, path) from None
    try:
        found = notebooks.extract(text, required, executed=executed)
    except NotANotebook as problem:
        raise Unreadable(f"{path} {problem}.") from None
    except CellSyntaxError as broken:
        place = in_words(broken.cell.number, broken.error.lineno or 1)
        raise Unreadable(_syntax(path, place, broken.error)) from None
    if not any(cell.source.strip() for cell in notebooks.code_cells(text)):
        empty = _("{path} has no code cell with Python in it: write your code in one.")
        raise _unreadable(empty, path)
    written = {name: source.encode() for name, source in found.modules.items()}
    return Submission(
        path,
        found.source,
        found.origins,
        found.notices,
        found.hints,
        found.names,
        found.tagged,
        _modules(path, found.source, lambda name: written.get(name) or beside(name)),
        data,
    )
