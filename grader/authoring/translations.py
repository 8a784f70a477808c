"""`grade translations LANGUAGE`: bring the catalogues of a language up to date."""

import sys
from collections.abc import Sequence
from pathlib import Path

from grader.course.course import open_course
from grader.course.exercise import CourseError
from grader.places import PACKAGE, course_folder
from grader.problems import complain


def run(language: str, only_check: bool, course: Path | None, helps: Sequence[str]) -> int:
    """Write what is to be translated into each catalogue; 1 when something is missing."""
    folder = course or course_folder()
    try:
        from grader.authoring import catalogues
    except ImportError:
        return complain(CourseError("Translating needs Babel: pip install babel."))
    try:
        found = open_course(folder).exercises
        states = [catalogues.of_exercise(exercise, language) for exercise in found]
        if folder == PACKAGE.parent:  # a checkout: the grader's own words as well
            states.append(catalogues.of_grader(PACKAGE, language, helps))
        stale = [state for state in states if state.changed]
        if not only_check:
            for state in stale:
                state.path.parent.mkdir(exist_ok=True)
                state.path.write_text(state.text, encoding="utf-8")
    except Exception as problem:
        return complain(problem)
    statements = [exercise.statement_folder / f"README.{language}.md" for exercise in found]
    absent = [path for path in statements if not path.is_file()]
    for state in states:
        word = "stale" if only_check and state.changed else "up to date"
        many = f"{len(state.missing)} text{'s' * (len(state.missing) != 1)} to translate"
        print(f"{state.path}: {word}, {many}")
    for path in absent:
        print(f"{path}: missing", file=sys.stderr)
    wrong = absent or any(s.missing for s in states) or (only_check and stale)
    return 1 if wrong else 0
