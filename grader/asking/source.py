"""Which source of workers fits this machine?"""

import sys
from collections.abc import Sequence
from pathlib import Path

from grader.asking.forking import Zygote
from grader.asking.spawning import Spawner


def source_of_workers(hidden: Sequence[Path] = ()) -> Zygote | Spawner:
    """A zygote on Linux; elsewhere workers that are each started anew."""
    return Zygote(hidden) if sys.platform == "linux" else Spawner()
