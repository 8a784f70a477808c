"""What does a wrong solution change of the reference, and what program does that make?

A change is Python: a docstring, and only the definitions that are not the reference's. A function
or an assignment takes the place of its namesake; a class is opened again, and its members take the
places of theirs; what is new is put in front of what may need it; imports are added; `del Name`
and `del Class.member` take something out.
"""

import ast
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path

from grader.course.overlay import Unfitting, overlaid
from grader.course.signs import Sign, signs_of
from grader.course.touched import differences, names_of, reached, words
from grader.submission.slicing import names_read

_DEFINING = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign)


@dataclass(frozen=True)
class Changed:
    """A reference with a change laid over it.

    program: its whole source.
    touched: the dotted names of the definitions that were replaced, added or taken out.
    brought: names, attributes and keywords that these use, and the reference's versions do not.
    reaches: the required names that behave in another way, or may.
    """

    program: str
    touched: frozenset[str]
    brought: frozenset[str]
    reaches: frozenset[str]


@dataclass(frozen=True)
class Change:
    """A wrong solution, stated as what it changes; laid over the reference when first needed."""

    name: str
    title: str
    explanation: str
    lay: Callable[[], Changed] = field(repr=False, compare=False)
    signs: tuple[Sign, ...] = ()
    twin_of: str = ""

    @property
    def mistake(self) -> str:
        """The name of the mistake, of which there may be several programs."""
        return self.twin_of or self.name

    @cached_property
    def laid(self) -> Changed:
        """The reference so changed; raises `Unfitting`."""
        return self.lay()

    @property
    def source(self) -> str:
        return self.laid.program

    @property
    def fits(self) -> bool:
        return not self.problem

    @cached_property
    def problem(self) -> str:
        """Why it does not fit the reference; empty when it does."""
        try:
            assert self.laid
        except Unfitting as error:
            return str(error)
        return ""


def read_change(path: Path, reference: Callable[[], str], required: Sequence[str]) -> Change:
    """The change in a file; raises `Unfitting` when it cannot be read.

    The explanation is what its docstring says after the title line.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Unfitting(f"{path}: {error}") from None
    try:
        docstring, signs = signs_of(ast.get_docstring(_parsed_change(text, str(path))) or "")
    except ValueError as error:
        raise Unfitting(f"{path}: {error}") from None
    title, _, explanation = docstring.partition("\n")
    paragraphs = (" ".join(part.split()) for part in explanation.strip().split("\n\n"))
    return Change(
        path.stem,
        title.strip().rstrip("."),
        "\n".join(paragraphs),
        lambda: laid_over(reference(), text, str(path), required),
        signs,
        _twin(title),
    )


def _twin(title: str) -> str:
    """The name in "Twin of NAME": the same mistake in another form."""
    found = re.fullmatch(r"Twin of (\w+)\.?", title.strip())
    return found[1] if found else ""


def read_changes(
    folder: Path, reference: Callable[[], str], required: Sequence[str], explained: bool
) -> tuple[tuple[Change, ...], tuple[str, ...]]:
    """The changes in the files of a folder, and what is wrong with those that cannot be read."""
    found: list[Change] = []
    problems = []
    for path in sorted(folder.glob("*.py")):
        try:
            change = read_change(path, reference, required)
        except Unfitting as error:
            problems.append(str(error))
            continue
        if change.title and (change.explanation or change.twin_of or not explained):
            found.append(change)
        else:
            what = "a title line and an explanation" if explained else "a title line"
            problems.append(f"{path}: the docstring needs {what}.")
    known = {change.name: change for change in found if not change.twin_of}
    lost = [one for one in found if one.twin_of and one.twin_of not in known]
    problems += [
        f"{folder / one.name}.py: there is no {one.twin_of} to be a twin of." for one in lost
    ]
    return tuple(_named(one, known) for one in found if one not in lost), tuple(problems)


def _named(change: Change, known: Mapping[str, Change]) -> Change:
    """A twin with the words of what it is a twin of, and its signs if it has none of its own."""
    if not change.twin_of:
        return change
    other = known[change.twin_of]
    signs = change.signs or other.signs
    return replace(change, title=other.title, explanation=other.explanation, signs=signs)


def laid_over(reference: str, change: str, place: str, required: Iterable[str] = ()) -> Changed:
    """A reference's source with a change laid over it; raises `Unfitting`, which names the place.

    required: the names that an exercise asks for; any other new definition must be used.
    """
    before, above = _parsed(reference).body, _parsed_change(change, place).body
    after = overlaid(before, above, place)
    program = ast.unparse(ast.Module(after, []))
    changed = _compared(before, after, program, required)
    if not changed.touched:
        raise Unfitting(f"{place}: this leaves the reference as it is.")
    unused = _unused(before, after, required)
    if unused:
        raise Unfitting(f"{place}: nothing uses {unused}; has the reference another name for it?")
    return changed


def whole(reference: str, program: str, required: Iterable[str] = ()) -> Changed:
    """What a whole program changes of a reference."""
    return _compared(_parsed(reference).body, ast.parse(program).body, program, required)


def _compared(
    before: Sequence[ast.stmt], after: Sequence[ast.stmt], program: str, required: Iterable[str]
) -> Changed:
    found = list(differences(before, after))
    touched = frozenset(one.name for one in found)
    brought = (words(one.after) - words(one.before) for one in found)
    reaches = reached(touched, required, (before, after))
    return Changed(program, touched, frozenset[str]().union(*brought), reaches)


@lru_cache(maxsize=8)
def _parsed(reference: str) -> ast.Module:
    """Of one reference there are many changes; nobody alters the tree."""
    return ast.parse(reference)


def _parsed_change(text: str, place: str) -> ast.Module:
    try:
        return ast.parse(text)
    except SyntaxError as error:
        raise Unfitting(f"{place}, line {error.lineno}: {error.msg}.") from None


def _unused(before: Sequence[ast.stmt], after: Sequence[ast.stmt], required: Iterable[str]) -> str:
    """A new definition that nothing else uses; empty when there is none."""
    known = {name for node in before for name in names_of(node)}.union(required)
    for node in after:
        if isinstance(node, _DEFINING) and not known & (names := names_of(node)):
            others = (other for other in after if other is not node)
            if not any(names & names_read(other) for other in others):
                return " and ".join(sorted(names))
    return ""
