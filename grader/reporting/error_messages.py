"""What does an error message say, without what TensorFlow and Keras wrap around it?"""

import re

from grader.wire import Failure

_WRAPPED = re.compile(r"Exception encountered when calling .*?\n\n(.*)", re.S)
_RETOLD = re.compile(r".*(?:Exception|Error) encountered:\s*(.*)", re.S)
_ARGUMENTS = "\n\nArguments received by"
_IN_GRAPH = re.compile(r"Graph execution error:.*?\n(?!\s*File )([^\n]+)\n\s*\[\[\{\{node", re.S)
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")  # Keras prints some words in bold
LONGEST = 240

# What libraries advise where it does not help those whose code is wrong, or misleads them.
_ADVICE = re.compile(
    r"[\s:;]*(You can attempt the following|If you are looking for numpy|Use a\.any\(\) or a\.all|"
    r"This error may indicate that|You are likely doing something like|Please see https?:|"
    r"See https?:|to check for None, use|Make sure to use an activation name|"
    r"When using `tf\.keras`).*?(?=Did you mean: '\w+'\?$|$)",
    re.S,
)
_SUGGESTION = re.compile(r"\s*Did you mean: '\w+'\?$")

# What tells two formulations of one mistake apart: values, shapes, the names of tensors.
_TENSORS = re.compile(r"(?<=the tensor )\S+|(?<=cannot compute )\w+|\{\{\w*node [^}]*\}\}")
_VALUES = re.compile(
    r"<[^<>]*>|\[[^\[\]]*\]|\((?:[^()\w]|\d|None)*\)|\{[^{}]*\}|(?<==)[^\s,;]+|"
    r"'[^']*[^'\w.][^']*'|\"[^\"]*\"|(?<=positional argument: )'\w*'|"
    r"(?<=positional arguments: )'.*|(?<=variable )'\w+'|(?<=Cannot convert )'\w*'"
)


def shortened(message: str, *, alone: bool = True) -> str:
    """An error message in at most `LONGEST` characters of one line.

    alone: nothing that helps more will follow; else the suggestion of Python is left out.
    """
    text = _unwrapped(message)
    if not alone:
        text = _SUGGESTION.sub("", text)
    text = " ".join(_COLOURS.sub("", text).split())
    return text if len(text) <= LONGEST else text[: LONGEST - 3].rsplit(" ", 1)[0] + " …"


def gist(message: str) -> str:
    """What two formulations of one mistake have in common in their error messages.

    The names of attributes, arguments and functions are kept; values, shapes and the names that
    somebody chose for variables and tensors are not.
    """
    text = " ".join(_SUGGESTION.sub("", _unwrapped(message)).split())
    text = _VALUES.sub("…", _TENSORS.sub("…", text))
    text = re.sub(r"_\d+\b", "", text)  # Keras numbers the names of its objects
    return re.sub(r"\d+", "0", text)[:LONGEST]


def alike(one: Failure, other: Failure) -> bool:
    """Whether two exceptions are of one mistake: by type, message and what was done on the line."""
    done = {f.frames[-1].operation for f in (one, other) if f.frames} - {""}
    same = (one.kind, one.error, gist(one.message)) == (
        other.kind,
        other.error,
        gist(other.message),
    )
    return same and len(done) < 2


def _unwrapped(message: str) -> str:
    while inner := _WRAPPED.search(message):
        message = inner.group(1).split(_ARGUMENTS)[0]
    message = message.split(_ARGUMENTS)[0]
    if "in user code:" in message:
        paragraphs = [p.strip() for p in message.split("\n\n") if p.strip()]
        message = paragraphs[-1]
        lines = [line.strip() for line in message.splitlines() if line.strip()]
        error = [line for line in lines if re.match(r"[A-Za-z.]*(Error|Exception)\b", line)]
        message = error[-1].partition(": ")[2] if error else lines[-1]
    if retold := _RETOLD.match(message):
        message = retold.group(1)
    if graph := _IN_GRAPH.search(message):
        message = graph.group(1)
    message = re.sub(r"\{\{\w*node .*?\}\}\s*", "", message)
    message = re.sub(r"\s*\[Op:[^\]]*\].*", "", message, flags=re.S)
    message = re.sub(r"<tf\.Tensor '([^']*)'[^>]*>", r"the tensor \1", message)
    message = re.sub(r" from '([\w.]+)' \([^)]*\)", r" from '\1'", message)
    return _ADVICE.sub(" ", _COLOURS.sub("", message)).strip()
