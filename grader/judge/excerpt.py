"""How does the line look on which it happened, with a caret under the place?"""

import re

from grader.reporting.letters import clean
from grader.submission.submission import Submission
from grader.wire import Frame

WIDTH = 72  # characters of a line that are shown
_NAMED = re.compile(r"(?:attribute|argument|name|import name|variable) '(\w+)'")


def excerpt(submission: Submission, frame: Frame, message: str = "") -> str:
    """A student's line and below it carets, without its indentation; empty if it is not known.

    message: of the exception; a name in it is marked where nobody saw what was being executed.
    """
    line = clean(submission.text(frame.line, frame.file).replace("\t", " ")).rstrip()
    if not line.strip():
        return ""
    indent = len(line) - len(line.lstrip())
    start, end = _place(line, frame, message)
    first = max(indent, min(start, end - WIDTH))
    shown = line[first : first + WIDTH]
    carets = " " * (start - first) + "^" * (min(end, first + WIDTH) - start)
    if first > indent:
        shown, carets = f"… {shown}", f"  {carets}"
    return f"{shown}\n{carets}" if carets.strip() else shown


def _place(line: str, frame: Frame, message: str) -> tuple[int, int]:
    known = 0 <= frame.start < frame.end <= len(line)
    start, end = (frame.start, frame.end) if known else (0, len(line))
    for name in _NAMED.findall(message):
        found = [*re.compile(rf"\b{name}\b").finditer(line, start, end)]
        if len(found) == 1:
            return found[0].span()
    return (start, end) if known else (0, 0)
