"""What is said of a line that changes a setting for all code?"""

import ast
from collections.abc import Collection, Iterator

from grader.languages import _
from grader.submission.submission import Submission
from grader.wire import Setting

LEFT = frozenset[Setting](["graphs", "numpy"])  # those that cannot be put back

_GRAPHS = ("disable_eager_execution", "disable_v2_behavior")
_CALLS: dict[Setting, tuple[str, ...]] = {
    "floatx": ("set_floatx",),
    "policy": ("set_dtype_policy", "set_global_policy", "set_policy"),
    "functions": ("run_functions_eagerly", "experimental_run_functions_eagerly"),
    "warnings": ("filterwarnings", "simplefilter"),
    "eager": _GRAPHS,
    "graphs": _GRAPHS,
    "numpy": ("experimental_enable_numpy_behavior", "enable_numpy_behavior"),
}


def said_of(
    settings: Collection[Setting], submission: Submission, perfect: bool
) -> tuple[str, ...]:
    """One sentence for each; of one that is left as it is only when it may have mattered."""
    return tuple(_said(s, submission) for s in settings if s not in LEFT or not perfect)


def _said(setting: Setting, submission: Submission) -> str:
    names = _CALLS[setting]
    found = next(_calls(submission.source, names), None)
    place = submission.place(found.lineno) if found else _("your file")
    if setting in LEFT:
        text = _(
            "{place}: {call} changes a setting for all code, not only yours, and that cannot be "
            "put back: leave it out, and grade again."
        )
    else:
        text = _(
            "{place}: {call} changes a setting for all code, not only yours. It was put back "
            "before your code was asked: leave it out."
        )
    call = ast.unparse(found) if found else names[0]
    return text.format(place=place[0].upper() + place[1:], call=call)


def _calls(source: str, names: Collection[str]) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else ""
            if (function.id if isinstance(function, ast.Name) else name) in names:
                yield node
