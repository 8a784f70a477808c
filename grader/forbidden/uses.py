"""Does a source use a built-in that the student is asked to write?

Only what the required names need is searched: a comparison with the built-in in a helper that no
answer needs is no shortcut. Aliases, local imports, `getattr`, `losses.get("huber")`, `self` and
`super()` are followed; a name of the student's own that looks like the built-in's is not. What
cannot be followed here is found while the code runs.
"""

import ast
import warnings
from collections.abc import Mapping, Sequence

from grader.forbidden.search import Search, Shortcut, TooMuch
from grader.forbidden.typeless import WithoutTypes
from grader.submission import slicing

MOST_SEARCHED = 2**18  # characters


def shortcuts_in(
    source: str,
    required: Sequence[str],
    forbidden: Sequence[str],
    modules: Mapping[str, str] | None = None,
) -> tuple[Shortcut, ...]:
    """Every use of a forbidden name in what the required names need, in order of lines.

    modules: sources of the student's own modules, by path; what is imported of them is searched.
    None is found in a source too large or too entangled to be searched: running it must tell.
    """
    found = list(_in_one(source, required, forbidden))
    for module, names in _asked_of(source, required, modules or {}):
        found += _in_one(module, names, forbidden)
    return tuple(found)


def _asked_of(
    source: str, required: Sequence[str], modules: Mapping[str, str]
) -> list[tuple[str, Sequence[str]]]:
    """Each module with the names that what is needed anywhere may mean of it."""
    words = {*required, *_words(source, required)} if modules else set()
    before = -1
    while before < len(words):
        before = len(words)
        for module in modules.values():
            words |= _words(module, sorted(words))
    return [(module, sorted(words)) for module in modules.values()]


def _words(source: str, names: Sequence[str]) -> set[str]:
    """Every name, attribute and imported name in what some names need of a source."""
    tree = _tree(source)
    found: set[str] = set()
    if tree is None:
        return found
    for index in slicing.needed(tree, names):
        for node in ast.walk(tree.body[index]):
            if isinstance(node, ast.Name):
                found.add(node.id)
            elif isinstance(node, ast.Attribute):
                found.add(node.attr)
            elif isinstance(node, ast.alias):
                found.add(node.name.rpartition(".")[2])
    return found


def _tree(source: str) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _in_one(source: str, required: Sequence[str], forbidden: Sequence[str]) -> tuple[Shortcut, ...]:
    if len(source) > MOST_SEARCHED:
        return ()
    try:
        tree = _tree(source)
        if tree is None:
            return ()
        tree = WithoutTypes().visit(tree)
        search = Search(forbidden)
        search.through([tree.body[index] for index in slicing.needed(tree, required)])
    except (SyntaxError, ValueError, RecursionError, MemoryError, TooMuch):
        return ()
    return tuple(sorted(set(search.found), key=lambda s: (s.line, s.name)))
