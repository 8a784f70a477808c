"""Was anything written, or is this still the stub?"""

import ast
import warnings
from collections import Counter
from collections.abc import Iterator


def is_untouched(source: str, stub: str) -> bool:
    """Whether a source differs from the stub in comments, docstrings, imports and layout at most.

    What the stub only provides, and no part to write reads, may be missing: it is not taken from
    a notebook.
    """
    try:
        here, there = Counter(_skeleton(source)), Counter(_skeleton(stub))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    to_write = Counter({part: n for part, n in there.items() if "NotImplementedError" in part})
    return here <= there and (to_write or there) <= here


def same_code(source: str, other: str) -> bool:
    """Whether two sources differ in comments, docstrings, imports and layout at most."""
    try:
        return Counter(_skeleton(source)) == Counter(_skeleton(other))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False


def _skeleton(source: str) -> Iterator[str]:
    """One text for each top-level statement that is no import."""
    tree = parsed(source)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [part for part in body if not is_text(part)]  # type: ignore[attr-defined]
    for node in tree.body:
        if not isinstance(node, ast.Import | ast.ImportFrom):
            yield ast.dump(node)


def parsed(source: str) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(source)


def is_text(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )
