"""How long does `grade watch` take from a save to the verdict, in imports of TensorFlow?

    python benchmarks/watch.py

A right exercise-01 is saved again and again; editors' saves are renames, and so are these.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from timing import ROOT, import_seconds, verdict

HONEST = sorted((ROOT / "solutions" / "exercise-01" / "honest").glob("*.py"))
TARGET = 0.25


def main() -> int:
    """Print one line; 1 when it misses its target."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "huber_loss.py"
        file.write_text(HONEST[0].read_text())
        watching = subprocess.Popen(
            [sys.executable, "-m", "grader", "watch", "1", str(file), "--lang", "en"],
            stdout=subprocess.PIPE, text=True, cwd=ROOT, env=os.environ | {"CI": "1"},
        )  # fmt: skip
        assert watching.stdout is not None
        _until_told(watching)
        times = []
        for number in range(2 * len(HONEST)):
            time.sleep(0.5)
            new = file.with_suffix(".new")
            new.write_text(f"{HONEST[number % len(HONEST)].read_text()}\n# {number}\n")
            began = time.perf_counter()
            os.replace(new, file)
            _until_told(watching)
            times.append(time.perf_counter() - began)
        watching.kill()
    imported = median(import_seconds() for _ in range(5))
    what = f"from a save to the verdict ({median(times):.2f} s / {imported:.2f} s)"
    print(verdict(what, median(times) / imported, TARGET))
    return int(median(times) > TARGET * imported)


def _until_told(watching: "subprocess.Popen[str]") -> None:
    assert watching.stdout is not None
    while "Ctrl-C ends it" not in (line := watching.stdout.readline()):
        if not line:
            raise SystemExit("grade watch ended")


if __name__ == "__main__":
    sys.exit(main())
