"""No Landlock: every file that the user may read is readable."""

from grader.containment import landlock
from tests.unprotected import untested  # noqa: F401

landlock.restrict = lambda *_: None
