"""What the benchmarks share: alternate runs, medians, and the import they are measured by."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent


def seconds(command: list[str]) -> float:
    """Wall time of a command in seconds; it must end with exit code 0 or 1."""
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return time.perf_counter() - began


def import_seconds() -> float:
    """Wall time of importing TensorFlow in a fresh Python, in seconds."""
    return seconds([sys.executable, "-c", "import tensorflow"])


def alternate(rounds: int, *tasks: Callable[[], float]) -> list[float]:
    """The median of each task, run in turn: noise hits all of them alike."""
    times = [[task() for task in tasks] for _ in range(rounds)]
    return [median(column) for column in zip(*times, strict=True)]


def verdict(what: str, ratio: float, target: float) -> str:
    """One line of a benchmark's table."""
    return f"{what:<44}{ratio:6.2f}   target {target:.2f}   {'ok' if ratio <= target else 'OVER'}"
