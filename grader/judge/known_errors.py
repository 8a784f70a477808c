"""Which errors are well known, and what is there to do about each? Each was tried."""

import re

from grader.judge.known_names import NAMES
from grader.judge.known_shapes import SHAPES
from grader.judge.known_state import STATE
from grader.judge.known_tensors import TENSORS
from grader.languages import _

KNOWN = (*NAMES, *TENSORS, *STATE, *SHAPES)  # the first one that fits is told


def explained(error: str, message: str, line: str = "") -> str:
    """The advice on an exception; empty when nobody knows it."""
    raised = f"{error}: {message}"
    for known in KNOWN:
        found = re.search(known.raised, raised, re.S)
        if found is None or not re.search(known.line, line):
            continue
        named = {key: value or "" for key, value in found.groupdict().items()}
        if known.right:
            if named.get("name") not in known.right:
                continue
            named["right"] = known.right[named["name"]]
        return _(known.advice).format_map(named)
    return ""
