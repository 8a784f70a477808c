"""Which problems are told in one sentence, and with which exit code? All others are bugs."""

import sys
from typing import ClassVar

from grader.languages import _

YOURS, OURS = 2, 3  # exit codes: wrong usage or a file that cannot be read; the grader failed


class Problem(Exception):
    """Something that is told in one sentence, its text: what, where, what to do."""

    exit_code: ClassVar[int] = YOURS


TOLD = (Problem, OSError)  # what `complain` has a sentence for


def complain(problem: Exception) -> int:
    """Print the sentence on standard error; the exit code. Raises what is no known problem."""
    if isinstance(problem, Problem):
        said, code = str(problem), problem.exit_code
    elif isinstance(problem, OSError):
        said, code = _refused(problem), OURS
    else:
        raise problem
    print(f"grade: {said}", file=sys.stderr)
    return code


def _refused(problem: OSError) -> str:
    """A full disk, a folder that cannot be written: what, and where."""
    why = f"{problem.strerror or problem}" + (f" ({problem.filename})" if problem.filename else "")
    return _("The system refused something that grading needs: {why}.").format(why=why)
