"""Can a solution be read from where student code runs? A probe of `grade doctor`."""

import sys
from collections.abc import Sequence

from grader.containment.reach import course_files

FROM = ("/", "/usr", "/usr/lib", "/usr/local", "/opt", "/home", "/root", "/tmp", "/srv", "/mnt")


def within_reach(code: object, places: Sequence[str]) -> dict[str, str]:
    """The files of courses that can be opened here, of all that can be listed or is known."""
    found: dict[str, None] = {}
    for place in dict.fromkeys([*places, *sys.path, *FROM]):
        for path in course_files(place):
            try:
                with open(path, "rb"):
                    found[path] = None
            except OSError:
                continue
    return {"found": "\n".join([*found][:20])}
