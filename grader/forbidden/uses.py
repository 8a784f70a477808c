"""Does a source use a built-in that the student is asked to write?

Only what the required names need is searched: a comparison with the built-in in a helper that no
answer needs is no shortcut. Aliases, local imports, `getattr`, `losses.get("huber")`, `self` and
`super()` are followed; a name of the student's own that looks like the built-in's is not. What
cannot be followed here is found while the code runs.
"""

import ast
import warnings
from collections.abc import Sequence

from grader.forbidden.search import Search, Shortcut, TooMuch
from grader.forbidden.typeless import WithoutTypes
from grader.submission import slicing

MOST_SEARCHED = 2**18  # characters


def shortcuts_in(
    source: str, required: Sequence[str], forbidden: Sequence[str]
) -> tuple[Shortcut, ...]:
    """Every use of a forbidden name in what the required names need, in order of lines.

    None is found in a source too large or too entangled to be searched: running it must tell.
    """
    if len(source) > MOST_SEARCHED:
        return ()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = WithoutTypes().visit(ast.parse(source))
        search = Search(forbidden)
        search.through([tree.body[index] for index in slicing.needed(tree, required)])
    except (SyntaxError, ValueError, RecursionError, MemoryError, TooMuch):
        return ()
    return tuple(sorted(set(search.found), key=lambda s: (s.line, s.name)))
