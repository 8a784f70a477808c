"""Where does a course lie, and which of its folders must no student code see?

Imports nothing slow: it is needed before TensorFlow's import is started.
"""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def course_folder() -> Path:
    """The course that travels with the package, or the checkout that it runs from."""
    packaged = PACKAGE / "bundled"
    return packaged if packaged.is_dir() else PACKAGE.parent


def hidden_places(course: Path) -> tuple[Path, ...]:
    """The folders that stay unreadable wherever they lie: this course, our own, the grader."""
    ours = course_folder()
    secret = (course / "solutions", course / "sealed", ours / "solutions", ours / "sealed")
    return (*dict.fromkeys(place.resolve() for place in secret), PACKAGE)
