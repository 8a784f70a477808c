"""`grade class EXERCISE FOLDER`: grade everything that was handed in, and keep the grades."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.asking.forking import Line
from grader.asking.source import source_of_workers
from grader.places import course_folder, hidden_places

if TYPE_CHECKING:  # what takes long to import comes after TensorFlow's import has started
    from concurrent.futures import Executor

    from grader.asking.processes import Source


def run(course: Path | None, cluster: str | None, **options: Any) -> int:
    """Grade what is not graded yet; 0 once every submission has its row."""
    folder = (course or course_folder()).resolve()
    hidden = hidden_places(folder)
    first = [] if cluster else [source_of_workers(hidden)]
    try:
        from grader.classroom.run import Asked, grade_class

        @contextmanager
        def pool(processes: int) -> Iterator["Executor"]:
            """A pool with a zygote of its own: one that breaks may have broken that as well."""
            from grader.classroom.jobs import local_pool

            source = first.pop() if first else source_of_workers(hidden)
            try:
                with local_pool(processes, source if isinstance(source, Line) else None) as made:
                    yield made
            finally:
                source.close()

        asked = Asked(course=folder, cluster=cluster, **options)
        return grade_class(asked, None if cluster else pool)
    except Exception as problem:
        from grader.problems import complain

        return complain(problem)
    finally:
        _close(first)


def _close(sources: Sequence["Source"]) -> None:
    for source in sources:
        source.close()
