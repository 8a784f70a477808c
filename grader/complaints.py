"""Which problems are told in one sentence, and with which exit code? All others are bugs."""

import sys

from grader.clusters import NoCluster
from grader.exercises import CourseError, NoCourse, NotEmpty
from grader.finding import Ambiguous, NotFound
from grader.gathering import NothingHandedIn
from grader.gradebook import GradebookError
from grader.languages import _
from grader.naming import UnknownExercise
from grader.progress import NotYet
from grader.rosters import BadRoster
from grader.stubs import StubError
from grader.submissions import Unreadable
from grader.zygotes import ZygoteError

EXIT_CODES: dict[type[Exception], int] = {
    UnknownExercise: 2,
    Unreadable: 2,
    Ambiguous: 2,
    NotFound: 2,
    NoCourse: 2,
    NothingHandedIn: 2,
    GradebookError: 2,
    BadRoster: 2,
    NotEmpty: 2,
    NotYet: 2,
    NoCluster: 2,
    CourseError: 3,
    StubError: 3,
    ZygoteError: 3,
    OSError: 3,
}


def complain(problem: Exception) -> int:
    """Print the sentence on standard error; the exit code. Raises what is no known problem."""
    for kind, code in EXIT_CODES.items():
        if isinstance(problem, kind):
            said = _refused(problem) if isinstance(problem, OSError) else problem
            print(f"grade: {said}", file=sys.stderr)
            return code
    raise problem


def _refused(problem: OSError) -> str:
    """A full disk, a folder that cannot be written: what, and where."""
    why = f"{problem.strerror or problem}" + (f" ({problem.filename})" if problem.filename else "")
    return _("The system refused something that grading needs: {why}.").format(why=why)
