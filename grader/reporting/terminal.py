"""What can be shown where standard output goes?"""

import os
import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Terminal:
    """height is None where a page is no matter: in a pipe or a file."""

    interactive: bool
    width: int
    height: int | None
    colour: bool
    ascii_only: bool


def terminal() -> Terminal:
    """The terminal there is now: it may have been resized."""
    plain = not (sys.stdout.encoding or "").lower().startswith("utf")
    if not sys.stdout.isatty():
        return Terminal(False, 80, None, False, plain)
    try:
        size = os.get_terminal_size()
    except OSError:
        size = os.terminal_size((80, 24))
    width = min(100, max(40, size.columns))
    return Terminal(True, width, size.lines or None, not os.environ.get("NO_COLOR"), plain)
