"""How is student code confined? The plan is made once, by the zygote; each worker follows it."""

import os
from typing import Any


def plan(settings: Any) -> Any:
    """A function `(start, read, write) -> protections` for workers to call before loading."""

    def confine(start: Any, read: int, write: int) -> tuple[str, ...]:
        null = os.open(os.devnull, os.O_RDWR)
        out = os.open(
            os.path.join(start.scratch, "output"), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600
        )
        for fd, to in ((0, null), (1, out), (2, out)):
            os.dup2(to, fd)
        return ()

    return confine
