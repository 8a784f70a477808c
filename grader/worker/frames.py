"""Which lines of the student's own code led to an exception, and where in the innermost one?"""

import ast
import linecache
import re
from functools import lru_cache
from itertools import islice
from types import TracebackType

from grader.wire import Frame
from grader.worker.loading import Code
from grader.worker.values import text

Range = tuple[int | None, int | None, int | None, int | None]
_USER_CODE = re.compile(r'File "([^"]+)", line (\d+), in (\S+)')
_OPERATORS = {
    "Add": "add", "Sub": "subtract", "Mult": "multiply", "Div": "divide", "MatMult": "matmul",
    "Pow": "pow",
}  # fmt: skip


def frames_of(
    error: BaseException, first: BaseException, message: str, code: Code
) -> tuple[Frame, ...]:
    """The frames in the student's files, outermost first, those that AutoGraph names in the
    message included.

    first: the exception that was raised first, where the other one wraps it.
    """
    found = [
        _frame(tb, text(file))
        for one in dict.fromkeys((error, first))
        for tb in _entries(one.__traceback__)
        if (file := code.file_of(tb.tb_frame.f_code.co_filename)) is not None
    ]
    known = {(frame.line, frame.function, frame.file) for frame in found}
    converted = [
        Frame(int(line), text(function), text(file))
        for path, line, function in _USER_CODE.findall(message)
        if (file := code.file_of(path)) is not None
    ]
    others = [f for f in converted if (f.line, f.function, f.file) not in known]
    return _some(tuple(dict.fromkeys([*found, *others])))


def _entries(tb: TracebackType | None) -> list[TracebackType]:
    found = []
    while tb is not None:
        found.append(tb)
        tb = tb.tb_next
    return found


def _some(frames: tuple[Frame, ...]) -> tuple[Frame, ...]:
    """The outermost frame, which says what was run, and the innermost ones."""
    return frames if len(frames) <= 12 else (frames[0], *frames[-11:])


def _frame(tb: TracebackType, file: str) -> Frame:
    compiled, line = tb.tb_frame.f_code, tb.tb_lineno
    place: Range = next(islice(compiled.co_positions(), tb.tb_lasti // 2, None), (None,) * 4)
    start, end = _columns(compiled.co_filename, line, place)
    operation = _operations(compiled.co_filename).get(place, "") if end else ""
    return Frame(line, text(compiled.co_name), file, start, end, operation)


def _columns(path: str, line: int, place: Range) -> tuple[int, int]:
    """The characters of the line, from 0, that were being executed; 0, 0 when nobody knows."""
    first, last, begin, finish = place
    if first != line or begin is None or finish is None:
        return 0, 0
    source = linecache.getline(path, line).rstrip("\n").encode("utf-8", "replace")
    finish = finish if last == line else len(source)
    return len(source[:begin].decode("utf-8", "replace")), len(
        source[:finish].decode("utf-8", "replace")
    )


@lru_cache(maxsize=8)
def _operations(path: str) -> dict[Range, str]:
    """What is done at each place of a file: the name of what is called, looked up or computed."""
    try:
        tree = ast.parse("".join(linecache.getlines(path)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    named = ((node, _operation(node)) for node in ast.walk(tree))
    return {
        (node.lineno, node.end_lineno, node.col_offset, node.end_col_offset): text(name)  # type: ignore[attr-defined]
        for node, name in named
        if name
    }


def _operation(node: ast.AST) -> str:
    if isinstance(node, ast.Call):
        return _operation(node.func)
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.BinOp):
        name = type(node.op).__name__
        return _OPERATORS.get(name, name)
    known = (ast.Compare, ast.UnaryOp, ast.Subscript, ast.BoolOp, ast.For, ast.Raise)
    return type(node).__name__ if isinstance(node, known) else ""
