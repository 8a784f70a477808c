"""How long does a whole cold `grade EXERCISE` take, measured in imports of TensorFlow?

    python benchmarks/cold.py [ROUNDS] [EXERCISE ...]

Right solutions, every check, every input. Prints the ratio of the medians of alternate runs.
"""

import sys

from timing import ROOT, alternate, import_seconds, seconds, verdict

TARGETS = {"exercise-04": 2.0, "exercise-05": 2.0}


def main(rounds: int, chosen: list[str]) -> int:
    """Print a line an exercise; the exit code says whether all targets are met."""
    import_seconds()  # warms the file cache
    over = 0
    for path in sorted((ROOT / "solutions").glob("*/reference.py")):
        id = path.parent.name
        if chosen and id not in chosen:
            continue
        right = sorted((ROOT / "solutions" / id / "honest").glob("*.py"))[0]
        command = [sys.executable, "-m", "grader", id, str(right), "--quiet"]
        imported, graded = alternate(rounds, import_seconds, lambda c=command: seconds(c))
        target = TARGETS.get(id, 1.4)
        over += graded / imported > target
        print(verdict(f"{id}, cold ({graded:.2f} s / {imported:.2f} s)", graded / imported, target))
    return 1 if over else 0


if __name__ == "__main__":
    numbers = [arg for arg in sys.argv[1:] if arg.isdecimal()]
    names = [arg for arg in sys.argv[1:] if not arg.isdecimal()]
    sys.exit(main(int(numbers[0]) if numbers else 5, names))
