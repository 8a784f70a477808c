"""`grade release OUT`: what students get, from the same sources: statements and stubs."""

import os
import shutil
from pathlib import Path

from grader.asking.source import source_of_workers
from grader.classroom.sealing import seal
from grader.course.course import Course, open_course
from grader.course.exercise import Exercise, NotEmpty
from grader.course.sealed import SUFFIX
from grader.judge.opened import OpenCourse
from grader.languages import ENGLISH, use
from grader.places import hidden_places
from grader.problems import complain

README = """# Exercises

Each folder in `exercises/` holds a statement (`README.md`) and a stub, as a `.py` and as a
notebook. Fill in one of them.
"""
SEALED = """
To check your work, install gradetape (`pip install gradetape`) and run, in this folder:

    grade --course . {first}

Your code is compared with recorded answers; nothing is sent anywhere.
"""


def run(out: Path, sealed: bool, seed: int | None, course: Path | None) -> int:
    """Write the folder, whole or not at all; the exit code."""
    use(ENGLISH)  # with translations beside it
    try:
        whole = open_course(course)
        found = whole.exercises
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise NotEmpty(f"{out} is not empty: name a new folder.")
        part = out.with_name(f".{out.name}.part")
        shutil.rmtree(part, ignore_errors=True)
        for exercise in found:
            _copy(exercise, part / "exercises" / exercise.id)
        text = README + (SEALED.format(first=found[0].id) if sealed else "")
        (part / "README.md").write_text(text, encoding="utf-8")
        if sealed:
            _seal(whole, seed, part / "sealed")
        out.parent.mkdir(parents=True, exist_ok=True)
        if out.exists():
            out.rmdir()
        os.replace(part, out)
    except Exception as problem:
        return complain(problem)
    count = f"{len(found)} exercise{'s' if len(found) > 1 else ''}"
    print(f"{out}: {count}{', sealed' if sealed else ''}")
    return 0


def _copy(exercise: Exercise, into: Path) -> None:
    into.mkdir(parents=True)
    statements = sorted(exercise.statement_folder.glob("README*.md"))
    for path in (*statements, exercise.stub, exercise.notebook):
        shutil.copyfile(path, into / path.name)


def _seal(course: Course, seed: int | None, into: Path) -> None:
    into.mkdir()
    with (
        source_of_workers(hidden_places(course.folder)) as source,
        OpenCourse(course, source, seed=seed) as opened,
    ):
        for exercise in course.exercises:
            opened.only(exercise)
            (into / f"{exercise.id}{SUFFIX}").write_bytes(seal(opened.grader(exercise)))
