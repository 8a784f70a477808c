"""`grade release OUT`: what students get, from the same sources: statements and stubs."""

import os
import secrets
import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from grader.asking.source import source_of_workers
from grader.classroom.handout import hand_out
from grader.classroom.sealing import seal
from grader.course.course import Course, open_course
from grader.course.exercise import Exercise, NotEmpty
from grader.course.kept_back import KeptBack, kept_back
from grader.course.sealed import SUFFIX
from grader.judge.given_away import refuse_points
from grader.judge.opened import OpenCourse
from grader.languages import ENGLISH, use
from grader.places import hidden_places
from grader.problems import Problem, complain

README = """# Exercises

Each folder in `exercises/` holds a statement (`README.md`) and a stub, as a `.py` and as a
notebook. Fill in one of them.
"""
SEALED = """
To check your work, install gradetape as your teacher says and run, in this folder:

    grade --course . {first}

Your code is compared with recorded answers; nothing is sent anywhere.
"""


class GradingSeed(Problem):
    """A seal can be read: it must not ask what is asked when it counts."""


def run(out: Path, sealed: bool, seed: int | None, course: Path | None) -> int:
    """Write the folder, whole or not at all; the exit code."""
    use(ENGLISH)  # with translations beside it
    part = out.with_name(f".{out.name}.part")
    try:
        whole = open_course(course)
        found = [(exercise, kept_back(exercise)) for exercise in whole.exercises]
        seed = _seed(seed, whole.settings.seed)
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise NotEmpty(f"{out} is not empty: name a new folder.")
        shutil.rmtree(part, ignore_errors=True)
        for exercise, secret in found:
            _say(hand_out(exercise, secret, part / "exercises" / exercise.id))
        text = README + (SEALED.format(first=found[0][0].id) if sealed else "")
        (part / "README.md").write_text(text, encoding="utf-8")
        _asked(whole, found, seed, part / "sealed" if sealed else None)
        out.parent.mkdir(parents=True, exist_ok=True)
        if out.exists():
            out.rmdir()
        os.replace(part, out)
    except Exception as problem:
        shutil.rmtree(part, ignore_errors=True)
        return complain(problem)
    count = f"{len(found)} exercise{'s' if len(found) > 1 else ''}"
    print(f"{out}: {count}{', sealed' if sealed else ''}")
    return 0


def _seed(asked: int | None, grading: int | None) -> int:
    """The seed of what is sealed: another one than the one that grades, unless all know that."""
    if asked is None:
        return secrets.randbits(62)
    if asked and asked == grading:
        raise GradingSeed(
            f"{asked} is the seed in course.toml, and what is sealed can be read: "
            "leave --seed out, and one is drawn."
        )
    return asked


def _asked(
    course: Course, found: Sequence[tuple[Exercise, KeptBack]], seed: int, seals: Path | None
) -> None:
    """Ask each stub, which must pass nothing; and for seals each reference."""
    if seals is not None:
        seals.mkdir()
    with (
        source_of_workers(hidden_places(course.folder)) as source,
        OpenCourse(course, source, seed=seed, confined=False) as opened,
    ):
        for exercise, secret in found:
            opened.only(exercise)
            grader = opened.grader(exercise)
            refuse_points(grader)
            if seals is not None:
                sealed = seal(grader, secret)
                (seals / f"{exercise.id}{SUFFIX}").write_bytes(sealed.data)
                _say(sealed.notices)


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        print(f"grade: {line}", file=sys.stderr)
