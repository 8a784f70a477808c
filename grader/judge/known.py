"""What is a well known error?"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Known:
    """An error that many make.

    raised: a pattern of "ValueError: what it says"; its named groups stand in the advice.
    advice: what is wrong and what to write.
    line:   a pattern of the student's line, where the error alone does not tell.
    right:  for each `name` that the pattern may find what it is called now: {right} in the advice.
    """

    raised: str
    advice: str
    line: str = ""
    right: Mapping[str, str] = field(default_factory=dict)
