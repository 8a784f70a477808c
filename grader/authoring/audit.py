"""`grade audit EXERCISE`: grade the grader, and show whatever it gets wrong."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.asking.source import source_of_workers
from grader.authoring.auditing import Candidate, Verdict, candidates, idle, judge, mutated
from grader.authoring.content import content_problems
from grader.course.course import Course, open_course
from grader.course.exercise import Exercise
from grader.course.kept_back import kept_back
from grader.judge.given_away import refuse_points
from grader.judge.grader import Grader
from grader.languages import ENGLISH, use
from grader.places import course_folder, hidden_places
from grader.problems import Problem, complain

NO_MUTANTS = "mutants were not tried: they need cosmic-ray (pip install cosmic-ray)"


def run(
    word: str, seeds: int, honest: Path | None, course: Path | None, show: str | None = None
) -> int:
    """Print what was killed by what, what survived, what was wrongly rejected; 1 if anything was.

    show: the name of a wrong solution whose program is printed instead.
    """
    use(ENGLISH)
    folder = course or course_folder()
    try:
        whole = open_course(folder)
        exercise = whole.named(word)
        if show is not None:
            print(_program(exercise, show))
            return 0
        kept_back(exercise)
        paths = sorted(honest.glob("*.py")) if honest else [path for _, path in exercise.honest]
        among, notes = _candidates(exercise, paths)
        verdicts = _judged(whole, exercise, among, seeds)
        problems = content_problems(exercise)
    except Exception as problem:
        return complain(problem)
    print("\n".join(_lines(exercise, seeds, verdicts, notes)))
    print("".join(f"\n{why}\n" for why in problems), end="")
    return 0 if all(v.right and not v.flaky for v in verdicts) and not problems else 1


def _candidates(exercise: Exercise, honest: Sequence[Path]) -> tuple[list[Candidate], list[str]]:
    """What is to be judged, and what could not be tried."""
    among, notes = list(candidates(exercise, honest)), []
    try:
        among += mutated(exercise)
    except ImportError:
        notes.append(NO_MUTANTS)
    return among, notes


def _judged(
    course: Course, exercise: Exercise, among: Sequence[Candidate], seeds: int
) -> list[Verdict]:
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with source_of_workers(hidden_places(course.folder)) as source:
        # Smallest inputs are not looked for: what counts here is who fails, and under which name.
        graders = [Grader(exercise, source, seed=seed, shrunk=0) for seed in range(seeds)]
        refuse_points(graders[0])
        with Progress(console=console, disable=not console.is_terminal, transient=True) as progress:
            task = progress.add_task("auditing", total=len(among))
            return list(judge(among, graders, lambda: progress.advance(task)))


def _program(exercise: Exercise, name: str) -> str:
    """The reference with a wrong solution's change laid over it."""
    known = {f"wrong/{change.name}": change for change in exercise.wrong}
    known = {change.name: change for change in (*exercise.wrong, *exercise.misconceptions)} | known
    if name in known and not known[name].problem:
        return known[name].source
    if name in known:
        raise Problem(known[name].problem)
    raise Problem("\n".join([f"{exercise.id} has no wrong solution {name}.", *exercise.unreadable]))


def _lines(
    exercise: Exercise, seeds: int, verdicts: Sequence[Verdict], notes: Sequence[str]
) -> Iterator[str]:
    yield f"{exercise.id}, {seeds} seed{'s' if seeds > 1 else ''}"
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
        if chosen or kind != "mutant":
            yield line + (f", {equivalent} equivalent" if equivalent else "")
    yield from (f"  {note}" for note in notes)
    yield from _kills(exercise, verdicts)
    for verdict in verdicts:
        if not verdict.right or (verdict.flaky and not verdict.candidate.reason):
            yield ""
            yield from _problem(verdict)


def _kills(exercise: Exercise, verdicts: Sequence[Verdict]) -> Iterator[str]:
    """Each check with how many wrong solutions fail it, and the ones that no other check sees."""
    wrong = [v for v in verdicts if not v.candidate.should_pass and not v.candidate.reason]
    yield ""
    for check in exercise.checks:
        failing = [v for v in wrong if check.id in v.failed[0]]
        alone = [v.candidate.name for v in failing if v.failed[0] == (check.id,)]
        named = [name for name in alone if "\n" not in name]
        told = f"; only it: {', '.join(named)}" if named else ""
        yield f"  {check.id:<24}kills {len(failing)}{told}"
    for id in idle(exercise, verdicts):
        yield f"  nothing wrong fails {id}: it may ask too little"


def _problem(verdict: Verdict) -> list[str]:
    one = verdict.candidate
    if verdict.broken:
        what = f"could not be judged, {verdict.broken}"
    elif verdict.flaky:
        what = "differs between seeds"
    elif one.should_pass:
        what = f"wrongly rejected by {', '.join(dict.fromkeys(sum(verdict.failed, ())))}"
    elif not all(verdict.failed):
        what = "survived"
    else:
        what = f"is taken for {' and '.join(verdict.named) or 'none'}"
    return [f"{one.kind} {what}:", *(f"    {line}" for line in one.name.splitlines())]
