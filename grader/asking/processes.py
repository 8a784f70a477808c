"""What the judge can do with a worker's process, wherever it comes from."""

from typing import Protocol


class Process(Protocol):
    """A running worker: two ends of pipes and a way to end it."""

    def write(self, data: memoryview, seconds: float) -> int | None:
        """Bytes taken within `seconds` (0 if none); None when the worker is gone."""

    def read(self, seconds: float) -> bytes | None:
        """What came within `seconds`; None if nothing did; empty when the worker is gone."""

    def usage(self) -> tuple[int, int]:
        """Bytes of memory in use, and threads; 0 where that cannot be known."""

    def wait(self, seconds: float) -> None:
        """Give a worker that closed its pipe the time to end by itself."""

    def end(self) -> int | None:
        """Kill it; its exit code, or minus the number of the signal that ended it."""


class Source(Protocol):
    """Where workers come from."""

    folder: str
    versions: dict[str, str]

    def wait(self) -> None:
        """Return once workers can be had."""

    def fork(self) -> Process:
        """A new worker, waiting for its `Start` message."""

    def close(self) -> None:
        """End every worker and remove what they wrote."""


def usage(pid: int) -> tuple[int, int]:
    """Bytes that a process uses, swapped ones and page tables included, and its threads.

    By Linux's /proc; 0 where there is none.
    """
    try:
        with open(f"/proc/{pid}/status", encoding="utf-8", errors="replace") as file:
            known = dict(line.split(":", 1) for line in file if ":" in line)
        kilobytes = sum(int(known[name].split()[0]) for name in ("VmRSS", "VmPTE", "VmSwap"))
        return kilobytes * 1024, int(known["Threads"])
    except (OSError, IndexError, ValueError, KeyError):
        return 0, 0
