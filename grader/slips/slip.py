"""What is a slip, and what is the code that it is looked for in?"""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from grader.submission.untouched import is_text, parsed

ANYTHING = r""
WRONG_VALUES = r"^(value|nonfinite|shape|dtype|type|none)$"
NONE = r"^(none|type)$|\bNone(Type)?\b|Toutput_types"

Function = ast.FunctionDef | ast.AsyncFunctionDef
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
METHODS = frozenset({
    "__init__", "build", "call", "get_config", "from_config", "compute_output_shape",
    "update_state", "result", "reset_state", "train_step", "test_step", "predict_step",
    "compute_loss",
})  # fmt: skip


@dataclass(frozen=True)
class Slip:
    """One slip: where it is, what is said of it, and what it leads to.

    within:     the function or class of the file that it is in.
    line:       of the source, from 1; start and end: the characters of it, from 0.
    leads_to:   a pattern of the kind of difference, or of "ValueError: what it says".
    is_certain: it is the reason; else a misconception that explains the answers says more.
    """

    within: str
    line: int
    start: int
    end: int
    said: str
    leads_to: str = ANYTHING
    is_certain: bool = True


def leads_to(slip: Slip, seen: str) -> bool:
    """Whether a slip can have led to what was seen: a kind of difference, or an exception."""
    return re.search(slip.leads_to, seen) is not None


@dataclass(frozen=True)
class Code:
    """A student's source, and the stub that says what is asked for."""

    source: str
    stub: str

    @cached_property
    def tree(self) -> ast.Module:
        return parsed(self.source)

    @cached_property
    def asked(self) -> ast.Module:
        return parsed(self.stub)

    @cached_property
    def lines(self) -> list[str]:
        return self.source.split("\n")

    def slip(
        self, within: str, node: ast.AST, said: str, leads_to: str = ANYTHING, *,
        is_certain: bool = True,
    ) -> Slip:  # fmt: skip
        """A slip at a place of the source; of a definition its name is marked."""
        line, start, end = self._place(node)
        return Slip(within, line, start, end, said, leads_to, is_certain)

    def _place(self, node: ast.AST) -> tuple[int, int, int]:
        line: int = node.lineno  # type: ignore[attr-defined]
        text = self.lines[line - 1]
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            start = max(text.find(node.name, text.find("def ")), 0)
            return line, start, start + len(node.name)
        raw = text.encode("utf-8", "replace")
        last = node.end_lineno == line  # type: ignore[attr-defined]
        stop: int = node.end_col_offset if last else len(raw)  # type: ignore[attr-defined]
        begin: int = node.col_offset  # type: ignore[attr-defined]
        start, end = (len(raw[:n].decode("utf-8", "replace")) for n in (begin, stop))
        return line, start, end


def definitions(tree: ast.Module) -> Iterator[tuple[str, Function]]:
    """Every function and method, with the name of what it is in at the top of the file."""
    for node in tree.body:
        if isinstance(node, FUNCTIONS):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from ((node.name, part) for part in node.body if isinstance(part, FUNCTIONS))


def classes(tree: ast.Module) -> dict[str, ast.ClassDef]:
    return {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}


def methods(node: ast.ClassDef) -> dict[str, Function]:
    return {part.name: part for part in node.body if isinstance(part, FUNCTIONS)}


def parameters(function: Function) -> list[str]:
    """The names of the arguments, without *args and **kwargs."""
    some = function.args
    return [one.arg for one in (*some.posonlyargs, *some.args, *some.kwonlyargs)]


def own_nodes(body: Sequence[ast.stmt]) -> Iterator[ast.AST]:
    """What stands in a body, but not what is inside of functions and classes in it."""
    for node in body:
        yield node
        if not isinstance(node, (*FUNCTIONS, ast.ClassDef, ast.Lambda)):
            yield from own_nodes(list(ast.iter_child_nodes(node)))  # type: ignore[arg-type]


def is_unwritten(function: Function) -> bool:
    """Whether nothing is in it yet, or only a `raise`."""
    body = [part for part in function.body if not is_text(part)]
    return all(isinstance(part, ast.Raise | ast.Pass) for part in body)


def names_read(node: ast.AST) -> set[str]:
    return {
        part.id
        for part in ast.walk(node)
        if isinstance(part, ast.Name) and not isinstance(part.ctx, ast.Store)
    }
