"""`grade release OUT`: what students get, from the same sources: statements and stubs."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from grader.asking.source import source_of_workers
from grader.classroom.sealing import seal
from grader.course.course import limited, settings_of
from grader.course.exercise import Exercise, NotEmpty
from grader.course.reading import exercises
from grader.course.sealed import SUFFIX
from grader.judge.grader import Grader
from grader.languages import ENGLISH, use
from grader.places import course_folder, hidden_places
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
        folder = course or course_folder()
        found = exercises(folder)
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise NotEmpty(f"{out} is not empty: name a new folder.")
        part = out.with_name(f".{out.name}.part")
        shutil.rmtree(part, ignore_errors=True)
        for exercise in found:
            _copy(exercise, part / "exercises" / exercise.id)
        text = README + (SEALED.format(first=found[0].id) if sealed else "")
        (part / "README.md").write_text(text, encoding="utf-8")
        if sealed:
            _seal(found, folder, seed, part / "sealed")
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


def _seal(found: Sequence[Exercise], course: Path, seed: int | None, into: Path) -> None:
    settings = settings_of(course)
    into.mkdir()
    with source_of_workers(hidden_places(course)) as source:
        for exercise in found:
            grader = Grader(
                limited(exercise, settings), source, seed=settings.seed if seed is None else seed
            )
            (into / f"{exercise.id}{SUFFIX}").write_bytes(seal(grader))
            grader.close()
