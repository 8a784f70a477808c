"""Checks as pytest items: `pytest exercises/`, or `pytest --grade exercise-01 FILE`.

Imports nothing of the grader, and so costs nothing, until there is something to grade.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from grader.course.course import Course
    from grader.judge.opened import OpenCourse
    from grader.reporting.report import CheckResult, Report

_PLACE = re.compile(r"^exercise-\d+$")
_KEY = pytest.StashKey["Session"]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("gradetape")
    group.addoption("--grade", metavar="EXERCISE", help="grade the given files as this exercise")
    group.addoption("--grade-course", metavar="DIR", help="a course of your own")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """The student's files of an exercise: those named on the command line, or like a stub."""
    if file_path.suffix not in (".py", ".ipynb"):
        return None
    word = parent.config.getoption("--grade")
    if word:
        named = parent.session.isinitpath(file_path)
        return Graded.from_parent(parent, path=file_path, word=word) if named else None
    folder = file_path.parent
    if not (_PLACE.match(folder.name) and folder.parent.name == "exercises"):
        return None
    if _is_meant(file_path, _session(parent.config).course):
        return Graded.from_parent(parent, path=file_path, word=folder.name)
    return None


def pytest_unconfigure(config: pytest.Config) -> None:
    session = config.stash.get(_KEY, None)
    if session is not None:
        session.close()


def _is_meant(path: Path, course: "Course") -> bool:
    """Whether this file, of the .py and the notebook, is the one that `grade` would take."""
    from grader.study.finding import NotFound, NotStarted, find

    exercise = next((e for e in course.exercises if e.id == path.parent.name), None)
    if exercise is None or path.stem != exercise.name:
        return False
    try:
        return find(exercise.id, exercise.name, exercise.stub_text, path.parent) == path
    except NotStarted as nothing:
        return path == nothing.paths[0]
    except NotFound:
        return True


class Session:
    """A course that is open for the whole run of pytest."""

    def __init__(self, folder: str | None) -> None:
        from grader.course.course import open_course
        from grader.languages import of_user, use

        use(of_user())
        self.course = open_course(Path(folder) if folder else None)
        self._source: Any = None
        self._open: OpenCourse | None = None

    def report(self, word: str, path: Path) -> "Report":
        """The report on a file; TensorFlow's import starts at the first call."""
        from grader.asking.source import source_of_workers
        from grader.judge.opened import OpenCourse
        from grader.places import hidden_places
        from grader.study.progress import remembering

        folder = self.course.folder
        if self._open is None:
            self._source = source_of_workers(hidden_places(folder))
            self._open = OpenCourse(self.course, self._source, keep=remembering(folder))
        return self._open.grade(self.course.named(word), path)

    def close(self) -> None:
        """End every worker."""
        if self._open is not None:
            self._open.close()
            self._source.close()


def _session(config: pytest.Config) -> Session:
    """The one of this run; a course that cannot be opened is wrong usage."""
    if _KEY not in config.stash:
        from grader.problems import TOLD

        try:
            config.stash[_KEY] = Session(config.getoption("--grade-course"))
        except TOLD as problem:
            raise pytest.UsageError(str(problem)) from None
    return config.stash[_KEY]


class Graded(pytest.File):
    """One submission; its items are the checks."""

    def __init__(self, *, word: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.word = word
        self._report: Report | None = None

    def collect(self) -> Iterator[pytest.Item]:
        from grader.judge import own_work
        from grader.problems import TOLD

        try:
            exercise = _session(self.config).course.named(self.word)
        except TOLD as problem:
            raise pytest.UsageError(str(problem)) from None
        sentences = {check.id: check.sentence for check in exercise.checks}
        if exercise.metadata.forbidden is not None:
            sentences[own_work.ID] = exercise.metadata.forbidden.sentence
        for id, sentence in sentences.items():
            yield CheckItem.from_parent(self, name=f"{id}: {sentence}", check=id)

    @property
    def report(self) -> "Report":
        """The report, asked for when the first check runs."""
        if self._report is None:
            self._report = _session(self.config).report(self.word, self.path)
        return self._report


class CheckFailed(Exception):
    """A check that does not hold; the text is what the student reads."""


class CheckItem(pytest.Item):
    """One check of one submission."""

    parent: Graded

    def __init__(self, *, check: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.check = check

    def runtest(self) -> None:
        result = next(c for c in self.parent.report.checks if c.id == self.check)
        self.user_properties += [("points", result.points), ("max_points", result.max_points)]
        if result.outcome != "passed":
            raise CheckFailed(_told(result))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, CheckFailed):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, 0, self.name.rstrip(".")  # the headline of a failure


def _told(result: "CheckResult") -> str:
    from grader.languages import _
    from grader.reporting.formats.lines import OUTCOMES, lines_about
    from grader.reporting.formats.text import points
    from grader.submission.submission import in_words

    outcome = _(OUTCOMES[result.outcome])
    place = f"{outcome}, {in_words(result.cell, result.line)}" if result.line else outcome
    verdict = points(result.points, result.max_points)
    return "\n".join([f"{result.sentence} ({place}): {verdict}", *lines_about(result)])
