"""Which exercises does a course hold?

A course is a folder with `exercises/` and `solutions/`; an exercise is a pair of folders of the
same name, one in each. Nothing is registered anywhere else.
"""

import ast
from pathlib import Path

import msgspec

from grader.course.exercise import CourseError, Exercise, Metadata, NoCourse, python_in, text_in
from grader.course.sealed import sealed_exercises
from grader.languages import _, current
from grader.submission import slicing


def exercises(course: Path) -> tuple[Exercise, ...]:
    """Every exercise of a course, in the order of their names, in the language spoken now."""
    return tuple(exercise.said_in(current()) for exercise in _exercises(course))


def _exercises(course: Path) -> tuple[Exercise, ...]:
    folder = course / "solutions"
    if not folder.is_dir() and (course / "sealed").is_dir():
        return sealed_exercises(course)
    if not folder.is_dir():
        none = _("{path} is no course: it has no folder named solutions.")
        raise NoCourse(none.format(path=course))
    found, problems = [], []
    for path in sorted(p for p in folder.iterdir() if p.is_dir() and p.name[0] not in "._"):
        try:
            found.append(_exercise(course, path))
        except CourseError as error:
            problems.append(str(error))
    if problems:
        raise CourseError("\n".join(problems))
    return tuple(found)


def _exercise(course: Path, folder: Path) -> Exercise:
    toml = folder / "exercise.toml"
    problems: list[str] = []
    try:
        metadata = msgspec.toml.decode(text_in(toml), type=Metadata)
    except FileNotFoundError:
        raise CourseError(f"{toml}: this file is missing.") from None
    except msgspec.MsgspecError as error:
        raise CourseError(f"{toml}: {error}") from None
    statement_folder = course / "exercises" / folder.name
    for path in (
        folder / "reference.py", folder / "probes.py", folder / "checks.py",
        statement_folder / "README.md",
    ):  # fmt: skip
        if not path.is_file():
            problems.append(f"{path}: this file is missing.")
    if not problems:
        problems += _lacking(folder / "reference.py", metadata)
    if problems:
        raise CourseError("\n".join(problems))
    return Exercise(folder.name, statement_folder, folder, metadata)


def _lacking(reference: Path, metadata: Metadata) -> list[str]:
    """What the reference does not define although the exercise requires it."""
    try:
        tree = ast.parse(python_in(reference))
    except CourseError as error:
        return [str(error)]
    missing = [name for name in metadata.requires if name not in slicing.bound_names(tree)]
    return [f"{reference}: does not define {name}, which is required." for name in missing]
