"""Which small changes to a reference should its checks notice? cosmic-ray's, one at a time."""

import difflib
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from grader.course.changes import Change, whole

# Of the many replacements for one operator two or three are enough: a check that notices + for -
# notices + for // as well.
_OPERATORS = (
    *("ReplaceBinaryOperator_" + pair for pair in (
        "Add_Sub", "Add_Mul", "Sub_Add", "Sub_Mul", "Mul_Add", "Mul_Div", "Mul_Sub", "Div_Mul",
        "Div_Add", "Pow_Mul", "Pow_Add", "FloorDiv_Mul", "Mod_Mul", "BitAnd_BitOr", "BitOr_BitAnd",
    )),
    *("ReplaceComparisonOperator_" + pair for pair in (
        "Eq_NotEq", "NotEq_Eq", "Lt_LtE", "Lt_GtE", "LtE_Lt", "LtE_Gt", "Gt_GtE", "Gt_LtE",
        "GtE_Gt", "GtE_Lt", "Is_IsNot", "IsNot_Is",
    )),
    "ReplaceUnaryOperator_USub_UAdd", "ReplaceUnaryOperator_Delete_USub",
    "ReplaceUnaryOperator_Delete_Not", "AddNot", "ReplaceTrueWithFalse", "ReplaceFalseWithTrue",
    "ReplaceAndWithOr", "ReplaceOrWithAnd", "NumberReplacer", "RemoveDecorator",
    "ZeroIterationForLoop",
)  # fmt: skip


def mutants(source: str, required: Sequence[str]) -> tuple[Change, ...]:
    """Every mutant of a source that is valid Python and differs from the others.

    The name of each is the line that was changed, and what became of it: see `named`.
    Raises ImportError where cosmic-ray is not installed (`pip install cosmic-ray`).
    """
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator

    found: dict[str, Change] = {}
    for name in _OPERATORS:
        operator = get_operator(f"core/{name}")()
        for text in _occurrences(mutate_code, source, operator):
            name = _name(source, text)
            if name:
                lay = partial(whole, source, text, required)
                found.setdefault(text, Change(name, "", "", lay))
    return tuple(found.values())


def named(line: str, becomes: str) -> str:
    """What a mutant is called."""
    return f"- {line}\n+ {becomes}"


def _occurrences(mutate_code: Any, source: str, operator: Any) -> Iterator[str]:
    for occurrence in range(10_000):
        text = mutate_code(source, operator, occurrence)
        if text is None:
            return
        yield str(text)


def _name(source: str, text: str) -> str:
    """Empty when a text is no valid Python or says the same."""
    try:
        compile(text, "mutant", "exec")
    except SyntaxError:
        return ""
    lines = [
        line
        for line in difflib.ndiff(source.splitlines(), text.splitlines())
        if line[:2] in ("- ", "+ ")
    ]
    removed = " ".join(line[2:].strip() for line in lines if line[0] == "-")
    added = " ".join(line[2:].strip() for line in lines if line[0] == "+")
    return named(removed, added) if lines else ""
