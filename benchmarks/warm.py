"""How long does the next submission take in one process, measured in imports of TensorFlow?

    python benchmarks/warm.py [EXERCISE ...]

The 2nd to 20th right submission, then wrong ones (every misconception, shrinking and diagnosis
included), and the memory of a worker (PSS).
"""

import re
import sys
from pathlib import Path
from statistics import median

from timing import ROOT, import_seconds, verdict

from grader.asking.forking import Zygote
from grader.course.exercise import Exercise
from grader.course.reading import exercises
from grader.judge.grader import Grader
from grader.places import hidden_places
from grader.submission.submission import Submission, read

TARGETS = {"exercise-01": 0.25, "exercise-02": 0.35, "exercise-03": 0.35}
TARGET_WRONG, TARGET_MB = 0.6, 200


def main(chosen: list[str]) -> int:
    """Print three lines an exercise; the exit code says whether all targets are met."""
    import_seconds()
    imported = median(import_seconds() for _ in range(5))
    print(f"import tensorflow: {imported:.2f} s")
    over = 0
    with Zygote(hidden_places(ROOT)) as zygote:
        for exercise in exercises(ROOT):
            if not chosen or exercise.id in chosen:
                over += _one(exercise, zygote, imported)
    return 1 if over else 0


def _one(exercise: Exercise, zygote: Zygote, imported: float) -> int:
    grader = Grader(exercise, zygote)
    right = [read(path, exercise.metadata.requires) for _, path in exercise.honest]
    times = [grader.grade(right[n % len(right)]).seconds for n in range(20)]
    target = TARGETS.get(exercise.id, 0.7)
    ratio = median(times[1:]) / imported
    print(verdict(f"{exercise.id}, right, warm ({median(times[1:]):.2f} s)", ratio, target))
    wrong = [Submission(Path(f"{m.name}.py"), m.source) for m in exercise.misconceptions]
    slow = median(grader.grade(one).seconds for one in wrong)
    print(verdict(f"{exercise.id}, wrong, warm ({slow:.2f} s)", slow / imported, TARGET_WRONG))
    megabytes = _pss(grader, exercise)
    print(verdict(f"{exercise.id}, memory of a worker in MB", megabytes, TARGET_MB))
    grader.close()
    return (ratio > target) + (slow / imported > TARGET_WRONG) + (megabytes > TARGET_MB)


def _pss(grader: Grader, exercise: Exercise) -> float:
    """Proportional set size of a worker that has answered every check, in MB."""
    student = grader.student(exercise.reference)
    student.worker.start()
    for check in exercise.checks:
        student.ask("submission", check.probe, grader.deck(check))
    pid = student.worker._process._pid  # type: ignore[union-attr]
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    student.close()
    return int(re.search(r"^Pss:\s+(\d+) kB", text, re.M)[1]) / 1024  # type: ignore[index]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
