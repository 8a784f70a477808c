"""How do submissions come to their verdict? Through a course that is open: every door uses one.

Terminal, watch, notebook, test panel, class, Gradescope and audit differ in what they hand in and
in where the report goes; how a file is graded is the same for all.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from grader.asking.processes import Source
from grader.course.course import Course
from grader.course.exercise import Exercise
from grader.judge.grader import Grader
from grader.reporting.report import Report, Reveal
from grader.submission.folders import Meant, meant_in
from grader.submission.modules import Lookup, nothing_beside
from grader.submission.notebooks import too_early
from grader.submission.submission import Submission, Unreadable, parse, read


def _nobody_minds() -> bool:
    return False


class OpenCourse:
    """A course with workers: one grader an exercise, made when first needed and kept.

    seed, reveal: in the place of what the course says; where neither does, the seed is 0.
    keep:         is given every report, for those who remember them.
    """

    def __init__(
        self,
        course: Course,
        source: Source,
        *,
        seed: int | None = None,
        reveal: Reveal | None = None,
        confined: bool = True,
        pictures: bool = False,
        keep: Callable[[Report], object] = lambda report: None,
    ) -> None:
        self.course, self._source, self._keep = course, source, keep
        self._seed = (course.settings.seed or 0) if seed is None else seed
        self._reveal: Reveal = reveal or course.settings.reveal
        self._confined, self._pictures = confined, pictures
        self._graders: dict[str, Grader] = {}

    def __enter__(self) -> "OpenCourse":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def grader(self, exercise: Exercise) -> Grader:
        """The grader of an exercise of this course."""
        if exercise.id not in self._graders:
            self._graders[exercise.id] = Grader(
                exercise,
                self._source,
                seed=self._seed,
                reveal=self._reveal,
                confined=self._confined,
                pictures=self._pictures,
            )
        return self._graders[exercise.id]

    def grade(
        self,
        exercise: Exercise,
        path: Path,
        name: str = "",
        interrupted: Callable[[], bool] = _nobody_minds,
        note: str = "",
    ) -> Report:
        """The report on a file, or on the one in a folder that is meant.

        name: what it is called; note: what is to be said of how it was chosen.
        """
        names, solutions = exercise.metadata.requires, exercise.solution_folder.parent
        if (meant := self._meant(exercise, path)) is not None:
            name = str(Path(name or path) / meant.path.relative_to(path))
            path, note = meant.path, meant.note
        notes = (note,) if note else ()

        def submission() -> Submission:
            one = read(path, names, solutions)
            return replace(one, notices=(*notes, *one.notices))

        return self._graded(exercise, submission, name or str(path), interrupted)

    def grade_bytes(
        self,
        exercise: Exercise,
        path: Path,
        data: bytes,
        name: str = "",
        beside: Lookup = nothing_beside,
    ) -> Report:
        """The report on the content of a file; the name in `path` says what kind it is.

        beside: looks up the files that lie beside it, by name.
        """
        names = exercise.metadata.requires
        return self._graded(exercise, lambda: parse(path, data, names, beside), name or str(path))

    def grade_cells(
        self, exercise: Exercise, name: str, data: bytes, saved: str | None, beside: Lookup
    ) -> Report:
        """The report on a notebook of the cells that were run, in that order.

        saved: the notebook itself, in its own order, to tell whether it runs from top to bottom.
        """
        names = exercise.metadata.requires

        def submission() -> Submission:
            one = parse(Path(f"{name}.ipynb"), data, names, beside, executed=True)
            early = too_early(saved, names) if saved is not None else []
            return replace(one, notices=(*one.notices, *early))

        return self._graded(exercise, submission, name)

    def not_started(self, exercise: Exercise, name: str) -> Report:
        """The report on a stub that nobody has touched."""
        return self._kept(self.grader(exercise).not_started(name))

    def only(self, exercise: Exercise) -> None:
        """End the workers of all other exercises: a class goes from one to the next."""
        for id in self._graders.keys() - {exercise.id}:
            self._graders.pop(id).close()

    def close(self) -> None:
        """End the workers; where they come from is the caller's."""
        for grader in self._graders.values():
            grader.close()
        self._graders.clear()

    def _meant(self, exercise: Exercise, path: Path) -> Meant | None:
        """The file of a folder that is meant, where the rule for that tells."""
        course = [one.wanted for one in self.course.exercises]
        for folder in (path, path / "exercises" / exercise.id):
            if folder.is_dir() and (meant := meant_in(folder, exercise.wanted, course)):
                return meant
        return None

    def _graded(
        self,
        exercise: Exercise,
        submission: Callable[[], Submission],
        name: str,
        interrupted: Callable[[], bool] = _nobody_minds,
    ) -> Report:
        grader = self.grader(exercise)
        try:
            one = submission()
        except Unreadable as problem:
            return self._kept(grader.unreadable(name, str(problem)))
        grader.draw()
        return self._kept(grader.grade(one, name, interrupted))

    def _kept(self, report: Report) -> Report:
        self._keep(report)
        return report
