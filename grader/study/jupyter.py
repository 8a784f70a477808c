"""In a notebook: `%load_ext grader`, then `%grade EXERCISE` grades the cells that were run.

What is graded is the source of the cells, through the same confined workers as anywhere else; the
objects in the kernel are not looked at. The first call imports TensorFlow in a process of its own,
later ones are warm.
"""

import ast
import atexit
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from grader.asking.source import source_of_workers
from grader.course.course import open_course
from grader.judge.opened import OpenCourse
from grader.languages import _, current, of_user, taken_from, use
from grader.places import course_folder, hidden_places
from grader.problems import TOLD
from grader.reporting.report import Report
from grader.study.progress import remembering
from grader.submission.modules import in_folder


class Shown:
    """A report as a notebook shows it: HTML where that can be, else text."""

    def __init__(self, report: Report) -> None:
        self.report = report

    def _repr_html_(self) -> str:
        from grader.reporting.formats.pages import report_html

        return report_html(self.report)

    def __repr__(self) -> str:
        from grader.reporting.formats import text

        return text.render(self.report).rstrip("\n")


class Extension:
    """The workers and graders that a kernel keeps."""

    def __init__(self, shell: Any) -> None:
        self._shell = shell
        self._sources: dict[Path, Any] = {}
        self._open: dict[tuple[Path, str], OpenCourse] = {}
        self._source(course_folder())  # TensorFlow's import starts while the student writes
        atexit.register(self.close)

    def grade(self, line: str) -> Shown | None:
        """The magic `%grade [EXERCISE] [--course DIR] [--lang CODE]`.

        Without a word it grades the exercise whose names a cell defined last.
        """
        lang, words = taken_from(line.split())
        use(lang or of_user())
        course = course_folder()
        if "--course" in words[:-1]:
            place = words.index("--course")
            course = Path(words[place + 1]).resolve()
            del words[place : place + 2]
        try:
            word = words[0] if len(words) == 1 else "" if words else self._meant(course)
            if not word:
                print(_("Which exercise? Write %grade EXERCISE (or %grade EXERCISE --course DIR)."))
                return None
            return Shown(self._report(course, word))
        except TOLD as problem:
            print(problem)
            return None

    def close(self) -> None:
        """End every worker."""
        for opened in self._open.values():
            opened.close()
        for source in self._sources.values():
            source.close()
        self._open.clear()
        self._sources.clear()

    def _meant(self, course: Path) -> str:
        exercises = open_course(course).exercises
        for cell in reversed(self._shell.history_manager.input_hist_raw[1:]):
            defined = _defined(cell)
            for exercise in exercises:
                if defined & {*exercise.metadata.requires}:
                    return exercise.id
        return ""

    def _report(self, course: Path, word: str) -> Report:
        key = course, current()
        if key not in self._open:
            self._open[key] = OpenCourse(
                open_course(course), self._source(course), pictures=True, keep=remembering(course)
            )
        opened = self._open[key]
        cells = self._shell.history_manager.input_hist_raw[1:]
        return opened.grade_cells(
            opened.course.named(word),
            _("this notebook"),
            notebook_of(cells),
            saved_notebook(self._shell.user_ns),
            in_folder(Path.cwd(), hidden_places(course)[0]),
        )

    def _source(self, course: Path) -> Any:
        if course not in self._sources:
            self._sources[course] = source_of_workers(hidden_places(course))
        return self._sources[course]


def saved_notebook(names: Mapping[str, Any]) -> str | None:
    """The notebook's file as it was last saved, where Jupyter or the editor says which it is."""
    place = names.get("__vsc_ipynb_file__") or os.environ.get("JPY_SESSION_NAME", "")
    try:
        path = Path(str(place))
        return path.read_text(encoding="utf-8") if path.suffix == ".ipynb" else None
    except (OSError, ValueError):
        return None


def notebook_of(cells: Sequence[str]) -> bytes:
    """A notebook with these code cells, in the order in which they were run.

    Cells that hold a cell magic or our own line magic only are empty in it.
    """
    from nbformat import v4, writes

    book = v4.new_notebook(cells=[v4.new_code_cell(_code(cell)) for cell in cells])
    return str(writes(book)).encode()


def _defined(cell: str) -> frozenset[str]:
    """The functions and classes that a cell defines."""
    try:
        tree = ast.parse(_code(cell))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset()
    return frozenset(
        node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)
    )


def _code(cell: str) -> str:
    lines = [line for line in cell.splitlines() if line.split()[:1] != ["%grade"]]
    return "\n".join(lines)
