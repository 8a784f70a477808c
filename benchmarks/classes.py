"""How long does a whole class take, per submission, beside a fresh pytest for each?

    python benchmarks/classes.py [--scale]

60 right submissions of exercise-01 in 12 common formulations by `grade class` (everything on, two
jobs), and one of each formulation by `pytest` with six equivalent asserts; 120 with two jobs and
with one. With --scale also 10, 100 and 1,000 submissions: the time of each, and the judge's memory.
"""

import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean

from timing import ROOT, verdict

# What students hand in. Of the other honest files some take seconds anywhere: they trace again
# for every shape, or vectorise one loss a call.
COMMON = [
    ROOT / "solutions" / "exercise-01" / "honest" / f"{name}.py"
    for name in (
        "book_style", "clip_form", "closure_factory", "config_by_hand", "explicit_arguments",
        "keras_ops", "masks", "minimum_form", "module_helpers", "per_sample", "per_sample_ops",
        "relu_form",
    )
]  # fmt: skip
ASSERTS = """
import importlib.util, keras, numpy as np, tensorflow as tf
spec = importlib.util.spec_from_file_location("mine", {path!r})
mine = importlib.util.module_from_spec(spec)
spec.loader.exec_module(mine)
T, P = tf.constant([[0.0], [0.0]]), tf.constant([[0.5], [3.0]])

def test_value():
    np.testing.assert_allclose(mine.huber_loss(T, P), [[0.125], [2.5]], rtol=1e-5)

def test_threshold():
    np.testing.assert_allclose(mine.huber_loss(T, P, 2.0), [[0.125], [4.0]], rtol=1e-5)

def test_gradient():
    with tf.GradientTape() as tape:
        tape.watch(P)
        loss = mine.huber_loss(T, P)
    np.testing.assert_allclose(tape.gradient(loss, P), [[0.5], [1.0]], rtol=1e-5)

def test_graph():
    np.testing.assert_allclose(tf.function(mine.huber_loss)(T, P), [[0.125], [2.5]], rtol=1e-5)

def test_class():
    np.testing.assert_allclose(mine.HuberLoss(2.0)(T, P), 2.0625, rtol=1e-5)

def test_config():
    again = mine.HuberLoss.from_config(mine.HuberLoss(2.0).get_config())
    np.testing.assert_allclose(again(T, P), 2.0625, rtol=1e-5)
"""


def main(scale: bool) -> int:
    """Print the ratios; 1 when one misses its target."""
    with tempfile.TemporaryDirectory() as folder:
        handed_in = _generate(Path(folder) / "handed in", 60)
        two = _grade(handed_in, 2)
        larger = _generate(Path(folder) / "larger", 120)  # in which imports weigh less
        with_two, with_one = _grade(larger, 2), _grade(larger, 1)
        ours = sorted(handed_in.iterdir())[: len(COMMON)]
        fresh = fmean(_pytest(path, Path(folder)) for path in ours)
        print(f"pytest {fresh:.2f} s, grade class {two / 60:.3f} s a submission")
        missed = _told("time of a submission, of pytest's", two / 60 / fresh, 1 / 12)
        missed += _told("time with two jobs, of that with one", with_two / with_one, 1 / 1.7)
        if scale:
            missed += _scaled(Path(folder))
    return 1 if missed else 0


def _scaled(folder: Path) -> int:
    """The time of each further submission, and the judges' memory, from 10 to 1,000."""
    times, memory = {}, {}
    for count in (10, 100, 1000):
        handed_in = _generate(folder / str(count), count)
        with _Memory() as watched:
            times[count] = _grade(handed_in, 2)
        memory[count] = watched.most
        print(f"{count} submissions: {times[count]:.1f} s, {memory[count]:.0f} MB in a judge")
    each = (times[100] - times[10]) / 90, (times[1000] - times[100]) / 900
    missed = _told("time of a further submission, 1,000 to 100", each[1] / each[0], 1.2)
    return missed + _told("memory, 1,000 to 100", memory[1000] / memory[100], 1.2)


class _Memory(threading.Thread):
    """Watches the resident memory of the judges: our descendants that do not hold TensorFlow."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most, self._done = 0.0, threading.Event()

    def __enter__(self) -> "_Memory":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self.join()

    def run(self) -> None:
        while not self._done.wait(0.5):
            for process in _descendants(os.getpid()):
                try:
                    command = Path(f"/proc/{process}/cmdline").read_bytes()
                    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
                except (OSError, IndexError):
                    continue
                if b"zygote" not in command:
                    self.most = max(self.most, pages * resource.getpagesize() / 2**20)


def _descendants(process: int) -> Iterator[int]:
    try:
        words = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return
    for child in map(int, words):
        yield child
        yield from _descendants(child)


def _generate(folder: Path, count: int) -> Path:
    """Right submissions, no two of them the same file."""
    folder.mkdir()
    for number in range(count):
        source = COMMON[number % len(COMMON)].read_text()
        (folder / f"student{number:04}.py").write_text(f"{source}\n# {number}\n")
    return folder


def _grade(handed_in: Path, jobs: int) -> float:
    book = handed_in.parent / f"{handed_in.name}-{jobs}.db"
    words = ["class", "exercise-01", handed_in, "--gradebook", book, "--jobs", jobs, "--quiet"]
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "grader", *map(str, words)], check=True, cwd=ROOT)
    return time.perf_counter() - began


def _pytest(path: Path, folder: Path) -> float:
    test = folder / "test_mine.py"
    test.write_text(ASSERTS.format(path=str(path)))
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(test)]
    began = time.perf_counter()
    subprocess.run(words, check=True, cwd=folder, capture_output=True)
    return time.perf_counter() - began


def _told(what: str, ratio: float, target: float) -> int:
    print(verdict(what, ratio, target))
    return int(ratio > target)


if __name__ == "__main__":
    sys.exit(main("--scale" in sys.argv[1:]))
