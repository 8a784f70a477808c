"""What does an error message say, without what TensorFlow and Keras wrap around it?"""

import re

_WRAPPED = re.compile(r"Exception encountered when calling .*?\n\n(.*)", re.S)
_ARGUMENTS = "\n\nArguments received by"
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")  # Keras prints some words in bold
LONGEST = 240

# What tells two formulations of one mistake apart: shapes, the names of tensors and variables.
_TELLING = re.compile(r"(attribute|keyword argument) '(\w+)'")
_OWN = re.compile(
    r"'[^']*'|\"[^\"]*\"|`[^`]*`|<[^<>]*>|\([^()]*\)|\[[^\[\]]*\]|(?<=the tensor )\S+|"
    r"(?<=cannot compute )\w+"
)
BEGINNING = 60  # characters that say which error it is


def shortened(message: str) -> str:
    """An error message in at most `LONGEST` characters of one line."""
    while inner := _WRAPPED.search(message):
        message = inner.group(1).split(_ARGUMENTS)[0]
    message = message.split(_ARGUMENTS)[0]
    if "in user code:" in message:
        paragraphs = [p.strip() for p in message.split("\n\n") if p.strip()]
        message = paragraphs[-1]
        lines = [line.strip() for line in message.splitlines() if line.strip()]
        error = [line for line in lines if re.match(r"[A-Za-z.]*(Error|Exception)\b", line)]
        message = error[-1].partition(": ")[2] if error else lines[-1]
    message = re.sub(r"\{\{\w*node .*?\}\}\s*", "", message)
    message = re.sub(r"\s*\[Op:[^\]]*\].*", "", message, flags=re.S)
    message = re.sub(r"<tf\.Tensor '([^']*)'[^>]*>", r"the tensor \1", message)
    text = " ".join(_COLOURS.sub("", message).split())
    return text if len(text) <= LONGEST else text[: LONGEST - 3].rsplit(" ", 1)[0] + " …"


def gist(message: str) -> str:
    """What two formulations of one mistake have in common in their error messages."""
    text = _TELLING.sub(r"\1 \2", shortened(message))
    text = re.sub(r"_\d+\b", "", text)  # Keras numbers the names of its objects
    return re.sub(r"\d+", "0", _OWN.sub("…", text))[:BEGINNING]
