"""Which smaller parts of a submission may be run, when running all of it does not work?"""

import ast
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import replace

from grader.submission.costs import Costs
from grader.submission.selection import only, select
from grader.submission.slicing import bound_names, needed
from grader.submission.submission import Submission
from grader.submission.untouched import is_text


def smaller(submission: Submission, required: Sequence[str]) -> Iterator[Submission]:
    """What the required names need, with what may change it, then without; lines stay in place.

    Of a notebook the first of these is what it was read as.
    """
    tree = _tree(submission.source)
    if tree is None:
        return
    forced = [i for i, node in enumerate(tree.body) if node.lineno in submission.tagged]
    before = set(range(len(tree.body)))
    for kept in (select(tree, required, forced).kept, needed(tree, required, forced)):
        if not set(kept) < before:
            continue
        before = set(kept)
        source = "\n".join(only(submission.source, tree, kept))
        yield replace(submission, source=source, names=submission.names | bound_names(tree))


def left_out(whole: Submission, part: Submission) -> list[int]:
    """First lines of the statements that a part lacks, and that seem to take long, if any do."""
    tree, kept = _tree(whole.source), part.source.split("\n")
    if tree is None:
        return []
    costs = Costs(tree)
    lacking = [
        node
        for node in tree.body
        if not kept[node.lineno - 1].strip(" 0;") and not _only_defines(node)
    ]
    long = [node for node in lacking if costs.is_costly(node)]
    return [node.lineno for node in long or lacking]


def _only_defines(node: ast.stmt) -> bool:
    kinds = ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef | ast.Import | ast.ImportFrom
    return isinstance(node, kinds) or is_text(node)


def _tree(source: str) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
