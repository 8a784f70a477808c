"""Can Python compile a source, in a time and a memory that nobody has to wait for?

Python takes the square of the length for some sources (the keywords of one call, the functions of
one file). What is long is compiled in a process of its own, with limits; never executed.
"""

import json
import subprocess
import sys
import warnings
from collections.abc import Mapping
from typing import Any

LONG = 20_000  # characters; less is compiled at once
SECONDS = 10  # of processor time
_WAIT = 6 * SECONDS  # on a machine that is busy
_PROGRAM = """
import json, sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (2**31, 2**31))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
except ImportError:
    pass
source = sys.stdin.buffer.read().decode("utf-8", "surrogatepass")
said = {}
try:
    compile(source, "submission", "exec", dont_inherit=True)
except SyntaxError as error:
    said = {"syntax": [error.msg, error.lineno, error.offset, error.text and error.text[:10000]]}
except Exception as error:
    said = {"error": type(error).__name__, "words": str(error)[:1000]}
print(json.dumps(said))
""".replace("SECONDS", str(SECONDS))
_ERRORS = {one.__name__: one for one in (ValueError, RecursionError, MemoryError, OverflowError)}


class TooLong(RecursionError):
    """Python would take too long, or too much memory."""


def compiled(source: str, path: str) -> None:
    """Raise what Python raises when it cannot compile a source, or `TooLong`."""
    if len(source) <= LONG:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(source, path, "exec", dont_inherit=True)
        return
    found = _apart(source)
    if "syntax" in found:
        message, line, offset, text = found["syntax"]
        raise SyntaxError(message, (path, line, offset, text))
    if "error" in found:
        raise _ERRORS.get(found["error"], ValueError)(found["words"])


def _apart(source: str) -> Mapping[str, Any]:
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-W", "ignore", "-c", _PROGRAM],
            input=source.encode("utf-8", "surrogatepass"),
            capture_output=True,
            timeout=_WAIT,
        )
    except subprocess.TimeoutExpired:
        raise TooLong from None
    if done.returncode != 0:
        raise TooLong
    return dict(json.loads(done.stdout))
