"""What of a reference must no student see? Does its stub keep it back, does a text quote it?"""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.course.exercise import Exercise
from grader.course.stubs import BEGIN, END, MARKER, StubError, solution_source, stub_source
from grader.submission import slicing
from grader.submission.untouched import parsed, same_code

TELLING = 8  # words and signs in a row: fewer are said by accident
_NO_MARKER = re.compile(r"#.*\b(BEGIN|END)\W*SOL", re.IGNORECASE)  # but meant as one


@dataclass(frozen=True)
class KeptBack:
    """The passages between a reference's markers."""

    passages: frozenset[tuple[str, ...]]

    def quoted_in(self, text: str) -> str:
        """The first passage that a text quotes; empty when it quotes none."""
        return next((" ".join(p) for p in _in_a_row(text) if p in self.passages), "")


def kept_back(exercise: Exercise) -> KeptBack:
    """What students are to write; raises `StubError` where the stub would give it away."""
    try:
        stub = stub_source(exercise.reference)
        _refuse(exercise.reference, stub, exercise.metadata.requires)
    except StubError as problem:
        raise StubError(f"{exercise.solution_folder}/{problem}") from None
    written = {p for part in _solutions(exercise.reference) for p in _in_a_row(part)}
    return KeptBack(frozenset(written) - {*_in_a_row(stub)})


def _refuse(reference: str, stub: str, required: Sequence[str]) -> None:
    lines = reference.splitlines()
    if not any(MARKER.match(line) for line in lines):
        raise StubError(f"reference.py: no {BEGIN}: the stub would be the solution. {_PUT}")
    for number, line in enumerate(lines, start=1):
        if _NO_MARKER.search(line) and not MARKER.match(line):
            raise StubError(
                f"reference.py, line {number}: this is no marker: {BEGIN} and {END} stand on "
                "lines of their own."
            )
    there, here = parsed(solution_source(reference)), parsed(stub)
    for name in required:
        if name in slicing.bound_names(here) and same_code(_of(name, here), _of(name, there)):
            raise StubError(f"reference.py: the stub would give {name} away whole. {_PUT}")


_PUT = f"Put {BEGIN} and {END} around what students are to write."


def _of(name: str, tree: ast.Module) -> str:
    """The statements that a name needs."""
    return ast.unparse(ast.Module([tree.body[i] for i in slicing.needed(tree, [name])], []))


def _solutions(reference: str) -> Iterator[str]:
    """What stands between the markers, part by part."""
    part: list[str] | None = None
    for line in reference.splitlines():
        if MARKER.match(line):
            if part is not None:
                yield "\n".join(part)
            part = [] if part is None else None
        elif part is not None:
            part.append(line)


def _in_a_row(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+|[^\w\s]", text)
    return (tuple(words[i : i + TELLING]) for i in range(len(words) - TELLING + 1))
