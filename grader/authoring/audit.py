"""`grade audit EXERCISE`: grade the grader, and show whatever it gets wrong."""

import sys
from collections.abc import Sequence
from pathlib import Path

from grader.asking.source import source_of_workers
from grader.authoring.auditing import Verdict, candidates, judge
from grader.course.course import open_course
from grader.course.exercise import Exercise
from grader.course.kept_back import kept_back
from grader.judge.given_away import refuse_points
from grader.judge.grader import Grader
from grader.judge.opened import OpenCourse
from grader.places import course_folder, hidden_places
from grader.problems import Problem, complain


def run(
    word: str, seeds: int, honest: Path | None, course: Path | None, show: str | None = None
) -> int:
    """Print what was killed, what survived, what was wrongly rejected; 1 if anything was.

    show: the name of a wrong solution whose program is printed instead.
    """
    folder = course or course_folder()
    try:
        whole = open_course(folder)
        exercise = whole.named(word)
        if show is not None:
            print(_program(exercise, show))
            return 0
        kept_back(exercise)
        paths = sorted(honest.glob("*.py")) if honest else [path for _, path in exercise.honest]
        pairs = [(path.name, path.read_text(encoding="utf-8")) for path in paths]
        among = candidates(exercise, pairs)
        with source_of_workers(hidden_places(folder)) as source:
            opened = [OpenCourse(whole, source, seed=seed) for seed in range(seeds)]
            graders = [one.grader(exercise) for one in opened]
            refuse_points(graders[0])
            verdicts = _judged(among, graders)
    except ImportError:
        print("grade: mutants need cosmic-ray: pip install cosmic-ray.", file=sys.stderr)
        return 2
    except Exception as problem:
        return complain(problem)
    print("\n".join(_lines(exercise.id, seeds, verdicts)))
    left_out = exercise.problems
    print("".join(f"\nleft out: {why}\n" for why in left_out), end="")
    return 0 if all(v.right for v in verdicts) and not left_out else 1


def _program(exercise: Exercise, name: str) -> str:
    """The reference with a wrong solution's change laid over it."""
    known = {f"wrong/{change.name}": change for change in exercise.wrong}
    known = {change.name: change for change in (*exercise.wrong, *exercise.misconceptions)} | known
    if name in known and not known[name].problem:
        return known[name].source
    if name in known:
        raise Problem(known[name].problem)
    raise Problem("\n".join([f"{exercise.id} has no wrong solution {name}.", *exercise.unreadable]))


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
        ("reference", "accepted"), ("misconception", "killed"), ("wrong", "killed"),
        ("mutant", "killed"), ("honest", "accepted"),
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
