"""What is a file, by its name and a glance at it? The exercise's, another's, a test, a helper …

Names are compared without case, marks and separators: `Huber Loss (1).py` is `huber_loss.py`.
Nothing is executed, and what is large is not parsed.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from grader.languages import _
from grader.submission.notebooks import CellSyntaxError, NotANotebook, extract
from grader.submission.untouched import is_untouched

MOST_GLANCED = {".py": 2**18, ".ipynb": 2**21}  # bytes: no stub is larger
UNFIT = (
    OSError, ValueError, SyntaxError, CellSyntaxError, NotANotebook, RecursionError, MemoryError,
)  # fmt: skip

EXACT, NEARLY, NOT = 2, 1, 0  # how well a name fits
_ENVIRONMENTS = {"venv", "env", "virtualenv", "site-packages", "node_modules", "dist-packages"}
_HELPERS = {"helper", "helpers", "util", "utils", "setup", "conftest", "init", "config"}
_OLD = {
    "old", "backup", "bak", "orig", "original", "previous", "archive", "draft", "alt", "lama",
    "kopie", "salinan", "cadangan", "copy", "deprecated", "attempt", "versions",
}  # fmt: skip
MOST_SEEN = 2000  # places of a name that are looked at
_DEFINES = re.compile(rb"(?:(?:^|\W)|\\[nrt])(?:def|class)[ \t]+$")
_AFTER = re.compile(rb"\W|$")
_BEGINS = re.compile(rb"(?:^|\n|\"|\\n)$")
_ASSIGNED = re.compile(rb"[ \t]*(?::[^=\n\\\"]{0,60})?=(?!=)")
_NUMBERED = re.compile(r"\s*\((\d{1,3})\)$")


@dataclass(frozen=True)
class Wanted:
    """What an exercise asks for, as plain values; `name` is the stem of its file."""

    id: str
    name: str
    requires: tuple[str, ...]
    stub: str


@lru_cache(2**14)
def fit(stem: str, wanted: Wanted) -> int:
    """How well the name of a file (without its ending) fits an exercise."""
    words, own = words_of(_NUMBERED.sub("", stem)), (wanted.name, wanted.id)
    if any("".join(words) == "".join(words_of(name)) for name in own):
        return EXACT
    return NEARLY if any(_within(words_of(name), words) for name in own) else NOT


def in_folder_of(path: PurePosixPath, wanted: Wanted) -> bool:
    """Whether a folder on the way names the exercise."""
    return any(fit(part, wanted) for part in path.parts[:-1])


def is_old(path: PurePosixPath) -> bool:
    """Whether a name says that this is a version that counts no more."""
    return any(_OLD & set(words_of(part)) for part in (*path.parts[:-1], path.stem))


def never(path: PurePosixPath) -> str:
    """Why a file is nobody's answer, whatever else there is; empty when it may be one."""
    for part in path.parts[:-1]:
        low = part.lower()
        if low == ".ipynb_checkpoints":
            return _("a copy that Jupyter keeps")
        if low.strip(".") in _ENVIRONMENTS or low.endswith(".egg-info"):
            return _("part of an environment, not of the exercise")
        if low in ("test", "tests"):
            return _("a test")
    if path.stem.lower().endswith("-checkpoint") and path.suffix.lower() == ".ipynb":
        return _("a copy that Jupyter keeps")
    words = words_of(path.stem)
    if words and len(words) > 1 and (words[0] in ("test", "tests") or words[-1] == "test"):
        return _("a test")
    return _("a test") if words == ("conftest",) else ""


def is_helper(path: PurePosixPath) -> bool:
    """Whether a file is called as those that others import."""
    words = words_of(path.stem)
    return len(words) == 1 and words[0] in _HELPERS


def defined(data: bytes, names: Iterable[str]) -> frozenset[str]:
    """Which of the names a .py or a notebook seems to define; it need not be valid."""
    return frozenset(name for name in names if _defines(data, name.encode()))


def _defines(data: bytes, name: bytes) -> bool:
    """`def name`, `class name`, or `name =` at the beginning of a line of a file or a cell."""
    at = -1
    for _seen in range(MOST_SEEN):
        at = data.find(name, at + 1)
        if at < 0:
            return False
        before, after = data[max(0, at - 40) : at], data[at + len(name) : at + len(name) + 80]
        if _AFTER.match(after) and _DEFINES.search(before):
            return True
        if _ASSIGNED.match(after) and _BEGINS.search(before):
            return True
    return False


def is_stub(path: PurePosixPath, data: bytes, wanted: Wanted) -> bool:
    """Whether a file is untouched; what cannot be read was touched."""
    suffix = path.suffix.lower()
    if b"NotImplementedError" not in data or len(data) > MOST_GLANCED.get(suffix, 0):
        return False
    try:
        return is_untouched(source(path, data, defined_in(wanted.stub)), wanted.stub)
    except UNFIT:
        return False


def source(path: PurePosixPath, data: bytes, names: Sequence[str]) -> str:
    """The Python in a file; raises one of `UNFIT`."""
    text = data.decode("utf-8-sig")
    return extract(text, names).source if path.suffix.lower() == ".ipynb" else text


@lru_cache
def defined_in(stub: str) -> tuple[str, ...]:
    """The functions and classes of a stub."""
    import ast

    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return tuple(node.name for node in ast.parse(stub).body if isinstance(node, kinds))


@lru_cache(2**14)
def words_of(name: str) -> tuple[str, ...]:
    """`HuberLoss-02 final` is huber, loss, 2, final."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[^\W\d_])(?=\d)|[\W_]+", " ", name)
    return tuple(word.lstrip("0") or word for word in apart.casefold().split())


def _within(few: tuple[str, ...], many: tuple[str, ...]) -> bool:
    """Whether the words stand in the others, one after the other, also as one word."""
    if not few:
        return False
    n = len(few)
    apart = any(many[i : i + n] == few for i in range(len(many) - n + 1))
    return apart or (n > 1 and "".join(few) in many)
