"""What Python does a notebook hold, and from which cell does each line come?

Only what the required names need is kept (see `selection`): explanations, plots, training runs
and experiments fall away. A cell tagged `grade` is kept whole, one tagged `no-grade` left out.
"""

import ast
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from grader.languages import _
from grader.submission import slicing
from grader.submission.cells import (
    KEEP,
    LEAVE_OUT,
    Cell,
    NotANotebook,
    code_cells,
    too_large,
)
from grader.submission.definitions import complete_names, defined_names, passed_over
from grader.submission.effects import ENVIRONMENT
from grader.submission.magics import MOST_MAGICS, check, parsed, without_magics
from grader.submission.order import used_too_early
from grader.submission.selection import Selection, only, select
from grader.submission.written import written_modules

__all__ = ["CellSyntaxError", "Extract", "NotANotebook", "code_cells", "extract"]

MOST_STATEMENTS = 20_000
MOST_PARSED = 2 * 2**20  # characters parsed in search of magics


@dataclass(frozen=True)
class Extract:
    """Python taken from a notebook; `origins[i]` is (cell, line) of its line i + 1.

    notices: what was done with cells; hints: what may matter when something fails.
    names:   all that the notebook defines, executed or not.
    tagged:  lines of cells that are kept whole; modules: files that it writes and may import.
    """

    source: str
    origins: tuple[tuple[int, int], ...]
    notices: tuple[str, ...]
    hints: tuple[str, ...]
    names: frozenset[str]
    tagged: frozenset[int]
    modules: Mapping[str, str]


class CellSyntaxError(Exception):
    """A cell that is needed cannot be parsed."""

    def __init__(self, cell: Cell, error: SyntaxError) -> None:
        super().__init__(str(error))
        self.cell, self.error = cell, error


def extract(text: str, required: Sequence[str], *, executed: bool = False) -> Extract:
    """The Python that the required names need, every line where it can be found again.

    executed: the cells stand in the order in which they were run, again and again perhaps.
    """
    cells = [cell for cell in code_cells(text) if LEAVE_OUT not in cell.tags]
    try:
        return _extract(_parsed(cells), required, executed)
    except (RecursionError, MemoryError):
        raise NotANotebook(_("is too deeply nested to be read")) from None


def too_early(text: str, required: Sequence[str]) -> list[str]:
    """Why a run of a notebook from top to bottom fails at what the required names need."""
    try:
        cells = [cell for cell in code_cells(text) if LEAVE_OUT not in cell.tags]
        book = _parsed(cells)
        return _early(book, select(book.whole, required).kept)
    except (NotANotebook, RecursionError, MemoryError):
        return []


@dataclass(frozen=True)
class _Book:
    """Cells: those that are Python, with their trees, and those that are not."""

    cells: Sequence[Cell]
    trees: Sequence[tuple[Cell, str, ast.Module]]
    broken: Sequence[tuple[Cell, SyntaxError]]

    @property
    def whole(self) -> ast.Module:
        return ast.Module([node for _, _, tree in self.trees for node in tree.body], [])

    @property
    def owners(self) -> list[Cell]:
        """The cell of each statement."""
        return [cell for cell, _, tree in self.trees for _ in tree.body]


def _parsed(cells: Sequence[Cell]) -> _Book:
    trees: list[tuple[Cell, str, ast.Module]] = []
    broken: list[tuple[Cell, SyntaxError]] = []
    tries = MOST_PARSED // (1 + sum(len(cell.source) for cell in cells))
    for cell in cells:
        python = without_magics(cell.source, min(max(tries, 5), MOST_MAGICS))
        try:
            trees.append((cell, python, parsed(python)))
        except SyntaxError as error:
            broken.append((cell, error))
    if sum(len(tree.body) for _, _, tree in trees) > MOST_STATEMENTS:
        raise too_large()
    return _Book(cells, trees, broken)


def _extract(book: _Book, required: Sequence[str], executed: bool) -> Extract:
    whole, owners = book.whole, book.owners
    forced = [index for index, cell in enumerate(owners) if KEEP in cell.tags]
    over: frozenset[int] = frozenset()
    notices: list[str] = []
    if not executed:
        over, notices = passed_over(whole.body, owners, required)
    whole.body = [ast.Pass() if i in over else node for i, node in enumerate(whole.body)]
    chosen = select(whole, required, [index for index in forced if index not in over])
    _refuse_needed(book, whole, required, chosen)
    future = [index for index in chosen.kept if _is_future(whole.body[index])]
    lines: list[str] = []
    origins: list[tuple[int, int]] = []
    if future:
        # Jupyter allows `from __future__` in every cell, a module only at its beginning.
        texts = [ast.unparse(whole.body[index]) for index in future]
        lines.append("; ".join(dict.fromkeys(texts)))
        origins.append((owners[future[0]].number, whole.body[future[0]].lineno))
    start = 0
    for cell, python, tree in book.trees:
        kept = [i - start for i in chosen.kept if start <= i < start + len(tree.body)]
        start += len(tree.body)
        lines += only(python, tree, [i for i in kept if not _is_future(tree.body[i])])
        origins += [(cell.number, number) for number in range(1, python.count("\n") + 2)]
    source = "\n".join(lines) + "\n"
    _compile(source, origins, {cell.number: cell for cell in book.cells})
    tagged = {cell.number for cell in book.cells if KEEP in cell.tags}
    return Extract(
        source,
        tuple(origins),
        (*_broken_notices(book.broken), *_foreign_notices(book.cells, required), *notices),
        (*_left_out(book, chosen), *([] if executed else _early(book, chosen.kept))),
        slicing.bound_names(whole),
        frozenset(n for n, (cell, _line) in enumerate(origins, start=1) if cell in tagged),
        written_modules(book.cells),
    )


def _is_future(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"


# what may matter when something fails


def _left_out(book: _Book, chosen: Selection) -> list[str]:
    text = _(
        "Code cell {cell}, line {line} was left out, for it seems to train, to plot, to read data "
        "or to take long. It may change {names}: if that matters, tag the cell `grade`."
    )
    first: dict[int, tuple[int, frozenset[str]]] = {}
    for index, names in sorted(chosen.left_out.items()):
        first.setdefault(book.owners[index].number, (book.whole.body[index].lineno, names))
    return [text.format(cell=c, line=at, names=_named(names)) for c, (at, names) in first.items()]


def _named(names: Collection[str]) -> str:
    said = [_("how TensorFlow works") if n == ENVIRONMENT else n for n in sorted(names)]
    return ", ".join(said)


def _early(book: _Book, kept: Sequence[int]) -> list[str]:
    later = _(
        "Code cell {cell} uses {name}, which code cell {other} defines: run from top to bottom, "
        "this notebook fails. Move the definition up."
    )
    never = _(
        "Code cell {cell} uses {name}, which no code cell defines: run from top to bottom, this "
        "notebook fails."
    )
    owners = book.owners
    found = []
    for one in used_too_early(book.whole.body, kept):
        cell = owners[one.used].number
        if one.defined is None:
            found.append(never.format(cell=cell, name=one.name))
        else:
            other = owners[one.defined].number
            found.append(later.format(cell=cell, name=one.name, other=other))
    return found


# cells that are not Python


def _refuse_needed(
    book: _Book, whole: ast.Module, required: Sequence[str], chosen: Selection
) -> None:
    """A cell that cannot be parsed matters when only it may define something needed."""
    bound = slicing.bound_names(whole)
    read = {n for index in chosen.kept for n in slicing.names_read(whole.body[index])}
    stubs = defined_names(whole.body, required) - complete_names(whole.body, required)
    needed = ({*required, *read} - bound) | stubs
    for cell, error in book.broken:
        mentioned = not _defined(cell.source).isdisjoint(needed)
        if mentioned or KEEP in cell.tags or not whole.body:
            raise CellSyntaxError(cell, error)


_DEFINITION = re.compile(r"\s*(?:(?:async\s+)?def|class)\s+(\w+)|\s*(\w+)\s*(?:[:,][^=]*)?=(?!=)")
_IMPORT = re.compile(r"\s*(?:from\s.*?)?\bimport\b(.*)")


def _defined(source: str) -> set[str]:
    """The names that a text seems to bind, though it cannot be parsed."""
    found: set[str] = set()
    for line in source.split("\n"):
        definition, imports = _DEFINITION.match(line), _IMPORT.match(line)
        if definition:
            found.add(definition[1] or definition[2])
        if imports:
            found.update(re.findall(r"\w+", imports[1]))
    return found


def _broken_notices(broken: Sequence[tuple[Cell, SyntaxError]]) -> list[str]:
    notice = _("Code cell {number} was left out: it is not valid Python ({why}).")
    return [notice.format(number=cell.number, why=error.msg) for cell, error in broken]


def _foreign_notices(cells: Sequence[Cell], required: Sequence[str]) -> list[str]:
    notice = _("Code cell {number} was left out: {magic} does not run it as Python.")
    return [
        notice.format(number=cell.number, magic=cell.foreign_magic)
        for cell in cells
        if cell.foreign_magic and not _defined(cell.source).isdisjoint(required)
    ]


def _compile(source: str, origins: Sequence[tuple[int, int]], cells: Mapping[int, Cell]) -> None:
    """Refuse what is parsed but cannot be compiled: a `return` outside a function …"""
    try:
        check(source, "notebook")
    except SyntaxError as error:
        number, error.lineno = origins[min(max(error.lineno or 1, 1), len(origins)) - 1]
        raise CellSyntaxError(cells[number], error) from None
