"""`grade stubs`: make every stub and notebook from its reference, or see whether they agree."""

from pathlib import Path

from grader.course.course import open_course
from grader.course.exercise import Exercise
from grader.course.kept_back import kept_back
from grader.languages import ENGLISH, use
from grader.problems import complain


def run(word: str | None, only_check: bool, course: Path | None) -> int:
    """Write (or compare) the stubs of one exercise or of all; the exit code.

    Nothing is written when one of them would give its solution away.
    """
    use(ENGLISH)  # translations are made when a student starts
    try:
        opened = open_course(course)
        chosen = [opened.named(word)] if word else opened.exercises
        for exercise in chosen:
            kept_back(exercise)
        differing = [path for e in chosen for path in _one(e, only_check)]
    except Exception as problem:
        return complain(problem)
    for path in differing:
        print(f"{path} {'differs from its reference' if only_check else 'written'}")
    return 1 if only_check and differing else 0


def _one(exercise: Exercise, only_check: bool) -> list[Path]:
    differing = []
    for path, text in wanted(exercise).items():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            differing.append(path)
            if not only_check:
                path.write_text(text, encoding="utf-8", newline="\n")
    return differing


def wanted(exercise: Exercise) -> dict[Path, str]:
    """What the stub and the notebook of an exercise must contain."""
    return {
        exercise.stub: exercise.written(notebook=False),
        exercise.notebook: exercise.written(notebook=True),
    }
