"""`grade audit EXERCISE`: grade the grader, and show whatever it gets wrong."""

import sys
from collections.abc import Sequence
from pathlib import Path

from grader.asking.source import source_of_workers
from grader.authoring.auditing import Verdict, candidates, judge
from grader.course.course import open_course
from grader.judge.grader import Grader
from grader.judge.opened import OpenCourse
from grader.places import course_folder, hidden_places
from grader.problems import complain


def run(word: str, seeds: int, honest: Path | None, place: Path | None) -> int:
    """Print what was killed, what survived, what was wrongly rejected; 1 if anything was."""
    folder = place or course_folder()
    try:
        course = open_course(folder)
        exercise = course.named(word)
        found = honest or folder / "tests" / "honest" / exercise.id
        pairs = [
            (path.name, path.read_text(encoding="utf-8")) for path in sorted(found.glob("*.py"))
        ]
        among = candidates(exercise, pairs)
        with source_of_workers(hidden_places(folder)) as source:
            opened = [OpenCourse(course, source, seed=seed) for seed in range(seeds)]
            graders = [one.grader(exercise) for one in opened]
            verdicts = _judged(among, graders)
    except ImportError:
        print('grade: mutants need cosmic-ray: pip install "gradetape[audit]".', file=sys.stderr)
        return 2
    except Exception as problem:
        return complain(problem)
    print("\n".join(_lines(exercise.id, seeds, verdicts)))
    return 0 if all(v.right for v in verdicts) else 1


def _judged(among: Sequence, graders: Sequence[Grader]) -> list[Verdict]:  # type: ignore[type-arg]
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task("auditing", total=len(among))
        return list(judge(among, graders, lambda: progress.advance(task)))


def _lines(id: str, seeds: int, verdicts: Sequence[Verdict]) -> list[str]:
    lines = [f"{id}, {seeds} seed{'s' if seeds > 1 else ''}"]
    for kind, verb in (
        ("reference", "accepted"), ("misconception", "killed"), ("mutant", "killed"),
        ("honest", "accepted"),
    ):  # fmt: skip
        chosen = [v for v in verdicts if v.candidate.kind == kind]
        counted = [v for v in chosen if not v.candidate.reason]
        right = sum(v.right for v in counted)
        label = f"{kind}s" if kind in ("misconception", "mutant") else kind
        line = f"  {label:<16}{right} of {len(counted)} {verb}"
        equivalent = len(chosen) - len(counted)
        lines.append(line + (f", {equivalent} equivalent" if equivalent else ""))
    for verdict in verdicts:
        if not verdict.right or (verdict.flaky and not verdict.candidate.reason):
            lines += ["", *_problem(verdict)]
    return lines


def _problem(verdict: Verdict) -> list[str]:
    one = verdict.candidate
    if verdict.flaky:
        what = "differs between seeds"
    else:
        what = f"wrongly rejected by {verdict.failed[0]}" if one.should_pass else "survived"
    return [f"{one.kind} {what}:", *(f"    {line}" for line in one.name.splitlines())]
