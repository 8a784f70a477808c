"""Which exercises does a course hold, and what does each consist of?

A course is a folder with `exercises/` and `solutions/`; an exercise is a pair of folders of the
same name, one in each. Nothing is registered anywhere else.
"""

import ast
import importlib.util
import re
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import ModuleType

import msgspec

from grader.asking.questions import Answering
from grader.asking.worker import Limits
from grader.checking import Check, Plot
from grader.course.changes import Change, read_changes
from grader.course.concerns import Concerns, concerned
from grader.course.stubs import said_in, stub_notebook, stub_source
from grader.course.value_names import names_in, said, vocabulary
from grader.languages import ENGLISH, Words, read_catalogue, words_of
from grader.problems import OURS, YOURS, Problem
from grader.submission.fitting import Wanted


class CourseError(Problem):
    """The course itself is wrong; the text names every problem and its path."""

    exit_code = OURS


class NoCourse(CourseError):
    """The folder given is no course at all."""

    exit_code = YOURS


class NotEmpty(Problem):
    """There is something in a folder that was to be made; nothing was overwritten."""


class Forbidden(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The built-ins that the student is asked to write, and the points for not calling them."""

    names: tuple[str, ...]
    points: int
    sentence: str


class Equivalent(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A mutant of the reference that is right as well: the line, what it becomes, and why."""

    line: str
    becomes: str
    reason: str


class Hint(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One step of the ladder; about: the required name that it helps with, if with one alone."""

    text: str
    about: str = ""


class Metadata(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`exercise.toml`: `name` is the stem of the stub's file, `requires` what it must define."""

    name: str
    title: str
    topics: tuple[str, ...]
    requires: tuple[str, ...]
    hints: tuple[str | Hint, ...]
    forbidden: Forbidden | None = None
    limits: Limits = Limits()
    equivalent: tuple[Equivalent, ...] = ()

    @property
    def spoken(self) -> tuple[str, ...]:
        """The names that a statement speaks of: to be written, and not to be used."""
        return *self.requires, *(self.forbidden.names if self.forbidden else ())

    @property
    def ladder(self) -> tuple[Hint, ...]:
        """The hints, whichever way they are written."""
        return tuple(Hint(one) if isinstance(one, str) else one for one in self.hints)


@dataclass(frozen=True)
class Exercise:
    """A pair of folders and what was read from them (lazily, each file once).

    All that students read is in the exercise's language; code is code.
    """

    id: str
    statement_folder: Path
    solution_folder: Path
    metadata: Metadata
    language: str = field(default=ENGLISH, kw_only=True)

    def said_in(self, language: str) -> "Exercise":
        """The same exercise in another language, as far as there are words for it."""
        if language == self.language:
            return self
        fresh = replace(self, language=language)
        return replace(fresh, metadata=_said(self.metadata, fresh.words))

    @cached_property
    def words(self) -> Words:
        """What translates the texts of this exercise."""
        catalogue = read_catalogue(self.solution_folder / f"{self.language}.po")
        return lambda text: catalogue.gettext(text) if text else text

    @property
    def title(self) -> str:
        return self.metadata.title

    @property
    def name(self) -> str:
        return self.metadata.name

    @property
    def stub(self) -> Path:
        return self.statement_folder / f"{self.name}.py"

    @property
    def notebook(self) -> Path:
        return self.statement_folder / f"{self.name}.ipynb"

    @cached_property
    def statement(self) -> str:
        own = self.statement_folder / f"README.{self.language}.md"
        path = own if own.is_file() else self.statement_folder / "README.md"
        return text_in(path)

    def name_of(self, observed: str) -> str:
        """What a value that a probe observes is called in the exercise's language."""
        if self.language == ENGLISH:
            return observed
        of_grader = words_of(self.language)

        def words(text: str) -> str:
            own = self.words(text)
            return own if own != text else of_grader(text)

        return said(observed, self._names, words)

    @cached_property
    def _names(self) -> list[str]:
        return [*names_in(self.probes), *vocabulary()]

    @cached_property
    def reference(self) -> str:
        return python_in(self.solution_folder / "reference.py")

    @property
    def stub_text(self) -> str:
        """The stub in English: translations differ from it in docstrings and comments only."""
        return stub_source(self.reference)

    @cached_property
    def wanted(self) -> Wanted:
        """What a file of this exercise is known by."""
        return Wanted(self.id, self.name, self.metadata.requires, self.stub_text)

    def written(self, notebook: bool) -> str:
        """The stub as students get it, or the notebook, in the exercise's language."""
        stub = said_in(self.stub_text, self.words)
        return stub_notebook(stub, self.statement, self.name) if notebook else stub

    @property
    def depends_on(self) -> Mapping[str, bytes]:
        """What a grade depends on, besides the metadata: the contents by their names."""
        folder = self.solution_folder
        wanted = [*folder.glob("*.py"), *folder.glob("*.toml"), *folder.glob("misconceptions/*.py")]
        wanted.append(folder / f"{self.language}.po")
        return {
            str(path.relative_to(self.solution_folder)): path.read_bytes()
            for path in sorted(wanted)
            if path.is_file()
        }

    @property
    def recorded(self) -> Answering | None:
        """The reference's answers, where they are here in its place."""
        return None

    @cached_property
    def probes(self) -> str:
        return python_in(self.solution_folder / "probes.py")

    @cached_property
    def concerns(self) -> Concerns:
        """What the probes have to do with the required names."""
        return concerned(self.probes, self.metadata.requires)

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        found = _checks(self.solution_folder / "checks.py", self._asked)
        return tuple(check.said_in(self.words) for check in found)

    @cached_property
    def plots(self) -> tuple[Plot, ...]:
        found: Sequence[Plot] = getattr(self._asked, "PLOTS", ())
        return tuple(replace(plot, title=self.words(plot.title)) for plot in found)

    @cached_property
    def _asked(self) -> ModuleType:
        return _executed(self.solution_folder / "checks.py")

    @cached_property
    def misconceptions(self) -> tuple[Change, ...]:
        """The wrong solutions that are explained to students; those that can be read."""
        return tuple(
            replace(m, title=self.words(m.title), explanation=self.words(m.explanation))
            for m in self._misconceptions[0]
        )

    @property
    def wrong(self) -> tuple[Change, ...]:
        """Other wrong solutions, which only have to lose points."""
        return self._wrong[0]

    @cached_property
    def honest(self) -> tuple[tuple[str, Path], ...]:
        """Right solutions, whole files: the name and the path of each."""
        paths = sorted((self.solution_folder / "honest").glob("*.py"))
        return tuple((path.stem, path) for path in paths)

    @cached_property
    def unreadable(self) -> tuple[str, ...]:
        """What is wrong with the wrong solutions that are left out."""
        return (*self._misconceptions[1], *self._wrong[1])

    @property
    def problems(self) -> tuple[str, ...]:
        """What an author has to mend; students are graded without it."""
        unfitting = (m.problem for m in (*self.misconceptions, *self.wrong) if not m.fits)
        return (*self.unreadable, *unfitting)

    @cached_property
    def _misconceptions(self) -> tuple[tuple[Change, ...], tuple[str, ...]]:
        return self._read("misconceptions", explained=True)

    @cached_property
    def _wrong(self) -> tuple[tuple[Change, ...], tuple[str, ...]]:
        return self._read("wrong", explained=False)

    def _read(self, folder: str, explained: bool) -> tuple[tuple[Change, ...], tuple[str, ...]]:
        return read_changes(
            self.solution_folder / folder, lambda: self.reference, self.metadata.requires, explained
        )


def text_in(path: Path) -> str:
    """The text of a file of a course; raises `CourseError`."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise CourseError(f"{path}: it is not UTF-8 text: save it with that encoding.") from None


def python_in(path: Path) -> str:
    """The same, of a file that can be parsed."""
    text = text_in(path)
    try:
        ast.parse(text)
    except SyntaxError as error:
        line = f", line {error.lineno}" if error.lineno else ""
        raise CourseError(f"{path}{line}: {error.msg}.") from None
    except ValueError as error:
        raise CourseError(f"{path}: {error}.") from None
    return text


def _executed(path: Path) -> ModuleType:
    python_in(path)
    name = "grader_course_" + re.sub(r"\W", "_", path.parent.name)
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        line = next((f.lineno for f in reversed(frames) if f.filename == str(path)), None)
        place = f"{path}, line {line}" if line else str(path)
        raise CourseError(f"{place}: {type(error).__name__}: {error}") from error
    return module


def _checks(path: Path, module: ModuleType) -> tuple[Check, ...]:
    checks: Sequence[Check] = getattr(module, "CHECKS", ())
    ids = [check.id for check in checks]
    twice = sorted({i for i in ids if ids.count(i) > 1})
    if not checks:
        raise CourseError(f"{path}: CHECKS is missing or empty.")
    if twice:
        raise CourseError(f"{path}: several checks have the id {', '.join(twice)}.")
    for number, check in enumerate(checks):
        for below in set(check.builds_on) - set(ids[:number]):
            raise CourseError(f"{path}: {check.id} builds on {below}, which is no earlier check.")
    return tuple(checks)


def _said(metadata: Metadata, words: Words) -> Metadata:
    forbidden = metadata.forbidden
    if forbidden is not None:
        forbidden = msgspec.structs.replace(forbidden, sentence=words(forbidden.sentence))
    return msgspec.structs.replace(
        metadata,
        title=words(metadata.title),
        topics=tuple(map(words, metadata.topics)),
        hints=tuple(Hint(words(one.text), one.about) for one in metadata.ladder),
        forbidden=forbidden,
    )
