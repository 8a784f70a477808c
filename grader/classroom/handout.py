"""Which files of an exercise do students get? Stubs made anew, and what gives nothing away."""

import json
import os
import re
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from grader.course.exercise import Exercise
from grader.course.kept_back import KeptBack
from grader.submission.notebooks import CellSyntaxError, NotANotebook, extract
from grader.submission.submission import SUFFIXES
from grader.submission.untouched import is_untouched

_STATEMENT = re.compile(r"README(\.\w+)?\.md")
_BACKUP = re.compile(r"~$|^#.*#$|\.(bak|orig|old|rej|sw[a-p]|tmp)$", re.IGNORECASE)
_PROSE = (".md", ".rst", ".html", ".tex", ".svg", ".csv")  # may show what a signature looks like
_SILENT = "__pycache__"
_MOST_TEXT = 8 * 2**20  # bytes; what is larger is data


def hand_out(exercise: Exercise, secret: KeptBack, into: Path) -> list[str]:
    """Fill a folder with what students get of an exercise; what a teacher should know of it."""
    said = []
    into.mkdir(parents=True)
    for notebook, path in enumerate((exercise.stub, exercise.notebook)):
        text = exercise.written(notebook=bool(notebook))
        (into / path.name).write_text(text, encoding="utf-8", newline="\n")
        if path.is_file() and path.read_bytes().replace(b"\r\n", b"\n") != text.encode():
            said.append(f"{path} differs from its reference: the one handed out is made anew.")
    for path in _others(exercise):
        reason = _reason(path, exercise, secret)
        if reason:
            said.append(f"{path} is not handed out: {reason}.")
        else:
            target = into / path.relative_to(exercise.statement_folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            quoted = secret.quoted_in(_text(path))
            if quoted:
                said.append(f"{path} is handed out and quotes the solution: {quoted}")
    return said


def _others(exercise: Exercise) -> Iterator[Path]:
    """Every other file, and the folders that are left out as a whole."""
    for name, folders, files in os.walk(exercise.statement_folder):
        folder = Path(name)
        whole = [f for f in folders if f.startswith(".") or (folder / f).is_symlink()]
        yield from (folder / f for f in sorted(whole))
        folders[:] = sorted(f for f in folders if f not in whole and f != _SILENT)
        here = (folder / file for file in sorted(files))
        yield from (path for path in here if path not in (exercise.stub, exercise.notebook))


def _reason(path: Path, exercise: Exercise, secret: KeptBack) -> str:
    """Why a file is not handed out; empty when it is."""
    if path.is_symlink():
        return "it is a link"
    if path.name.startswith("."):
        return "its name begins with a dot"
    if _BACKUP.search(path.name):
        return "it is a backup"
    if not path.is_file():
        return "it is no ordinary file"
    if path.parent == exercise.statement_folder and _STATEMENT.fullmatch(path.name):
        return ""
    if zipfile.is_zipfile(path) and _holds_code(path):
        return "it holds files of code"
    text = _text(path)
    quoted = secret.quoted_in(text)
    if quoted:
        return f"it quotes the solution ({quoted})"
    defined = _defined(text, exercise.metadata.requires)
    if defined and path.suffix.lower() not in _PROSE and not _is_stub(path, text, exercise):
        return f"it defines {defined}, and is not the stub"
    return ""


def _holds_code(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        return any(name.lower().endswith(SUFFIXES) for name in archive.namelist())


def _defined(text: str, names: Sequence[str]) -> str:
    """The first of some names that a text defines somewhere."""
    either = "|".join(map(re.escape, names))
    found = re.search(rf"^[ \t]*(?:(?:async +)?def|class) +({either})\b", text, re.MULTILINE)
    found = found or re.search(rf"^[ \t]*({either})[ \t]*(?::[^=\n]*)?=(?!=)", text, re.MULTILINE)
    return found[1] if found else ""


def _is_stub(path: Path, text: str, exercise: Exercise) -> bool:
    if path.suffix.lower() == ".ipynb":
        try:
            text = extract(path.read_text(encoding="utf-8"), exercise.metadata.requires).source
        except (NotANotebook, CellSyntaxError, ValueError, OSError):
            return False
    return is_untouched(text, exercise.stub_text)


def _text(path: Path) -> str:
    """What a file says, a notebook in all of its cells and outputs; empty when it is no text."""
    if path.stat().st_size > _MOST_TEXT:
        return ""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""
    if path.suffix.lower() == ".ipynb":
        try:
            return "\n".join(_strings(json.loads(text)))
        except (ValueError, RecursionError):
            return text
    return text


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list) and all(isinstance(one, str) for one in value):
        yield "".join(value)  # lines of one cell
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
