"""Which files beside a submission does it import? They are handed in with it.

Found by what the source says, transitively; nothing is executed. Files are named by their path
from the submission's folder: `helpers.py`, `mine/__init__.py`, `mine/losses.py`.
"""

import ast
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from grader.languages import _
from grader.submission.cells import NotANotebook, code_cells
from grader.submission.effects import KNOWN
from grader.submission.magics import text_of, without_magics
from grader.submission.written import written_modules

Lookup: TypeAlias = Callable[[str], bytes | None]  # the bytes of a file by its name, if it is there

MOST_FILES = 30
MOST_BYTES = 2**20  # of all of them together
MOST_LOOKUPS = 2000
# What is installed where code is graded; a file of that name beside the submission is not meant.
INSTALLED = KNOWN | sys.stdlib_module_names | {"grader", "h5py", "probes", "submission"}


class TooMuchBeside(Exception):
    """More files than may be handed in with a submission; the text says how many may."""


def nothing_beside(name: str) -> bytes | None:
    """Looks where there is nothing."""
    return None


def own_modules(source: str, lookup: Lookup) -> dict[str, str]:
    """The sources of the own modules that a source imports, by name; raises `TooMuchBeside`.

    What is no text is left where it is: importing it fails, as it would at home.
    """
    found: dict[str, str] = {}
    seen: set[str] = set()
    todo = [(source, "")]
    size = 0
    while todo:
        for name in _files(*todo.pop()):
            if name in seen or len(seen) >= MOST_LOOKUPS:
                continue
            seen.add(name)
            data = lookup(name)
            if data is None:
                continue
            size += len(data)
            if len(found) >= MOST_FILES or size > MOST_BYTES:
                raise TooMuchBeside(
                    _(
                        "imports more of its own files than can be graded with it: at most "
                        "{files} files of 1 MiB together"
                    ).format(files=MOST_FILES)
                )
            try:
                found[name] = text_of(data)
            except ValueError:
                continue
            todo.append((found[name], _package(name)))
    return dict(sorted(found.items()))


def files_beside(path: Path | PurePosixPath, data: bytes, lookup: Lookup) -> dict[str, bytes]:
    """The files that a submission's bytes, .py or .ipynb, may import; raises nothing.

    For whoever has to carry them elsewhere before the submission is read.
    """
    found: dict[str, bytes] = {}

    def kept(name: str) -> bytes | None:
        there = lookup(name)
        if there is not None:
            found[name] = there
        return there

    try:
        own_modules(_python(path, data), kept)
    except (TooMuchBeside, NotANotebook, ValueError, RecursionError, MemoryError):
        pass  # reading the submission will say it
    return found


def in_folder(folder: Path, solutions: Path | None = None) -> Lookup:
    """Looks into a folder; what lies among the solutions is not there for anybody else."""

    def lookup(name: str) -> bytes | None:
        path = folder / name
        try:
            if not path.is_file() or _is_secret(path, folder, solutions):
                return None
            with open(path, "rb") as file:
                return file.read(MOST_BYTES + 1)
        except (OSError, ValueError):
            return None

    return lookup


def content(data: bytes, modules: Mapping[str, str]) -> bytes:
    """What tells a submission from others: its own bytes, and those of its modules.

    The bytes alone when it has no modules.
    """
    parts = [part.encode() for pair in sorted(modules.items()) for part in pair]
    return data + b"".join(len(part).to_bytes(8, "little") + part for part in parts)


def _is_secret(path: Path, folder: Path, solutions: Path | None) -> bool:
    if solutions is None:
        return False
    there = solutions.resolve()
    return path.resolve().is_relative_to(there) and not folder.resolve().is_relative_to(there)


def _python(path: Path | PurePosixPath, data: bytes) -> str:
    if path.suffix.lower() != ".ipynb":
        return text_of(data)
    cells = code_cells(data.decode("utf-8-sig"))
    # A file that the notebook writes itself may import others.
    parts = [without_magics(cell.source, 20) for cell in cells]
    return "\n".join(_readable([*parts, *written_modules(cells).values()]))


def _readable(parts: list[str]) -> Iterator[str]:
    for part in parts:
        if _tree(part) is not None:
            yield part


def _files(source: str, package: str) -> Iterator[str]:
    """The names of files that the imports of a source may mean."""
    tree = _tree(source)
    for node in ast.walk(tree) if tree is not None else ():
        for dotted in _imported(node, package):
            parts = dotted.split(".")
            if parts[0] in INSTALLED or not all(part.isidentifier() for part in parts):
                continue
            for length in range(1, len(parts) + 1):
                place = "/".join(parts[:length])
                yield from (f"{place}/__init__.py", f"{place}.py")


def _imported(node: ast.AST, package: str) -> Iterator[str]:
    """Dotted names that a node imports, counted from the submission's folder."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        above = package.split(".") if package else []
        if node.level > len(above):
            return  # beyond the folder: an error in Python
        above = above[: len(above) - node.level + 1] if node.level else []
        base = ".".join([*above, *([node.module] if node.module else [])])
        if base:
            yield base
        yield from (f"{base}.{alias.name}".lstrip(".") for alias in node.names if alias.name != "*")
    elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
        function = getattr(node.func, "attr", "") or getattr(node.func, "id", "")
        name = node.args[0].value
        if function in ("import_module", "__import__") and isinstance(name, str):
            yield name


def _package(name: str) -> str:
    """The package that a file belongs to, dotted: "mine" for `mine/losses.py`."""
    return ".".join(PurePosixPath(name).parts[:-1])


def _tree(source: str) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
