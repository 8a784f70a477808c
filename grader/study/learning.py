"""`grade start`, `next`, `hint`, `solution`, `reset`: what a student alone at night asks for."""

import os
import shlex
import sys
import textwrap
import time
from pathlib import Path

from grader.course.course import open_course
from grader.course.exercise import Exercise, NotEmpty
from grader.course.stubs import solution_source
from grader.languages import _
from grader.places import course_folder
from grader.problems import complain
from grader.reporting.terminal import terminal
from grader.study.progress import Attempted, NotYet, Progress, load, path_for, today


def start(word: str | None, folder: Path | None, notebook: bool, course: Path | None) -> int:
    """Put a statement and a stub into a folder; the exit code."""
    try:
        exercise = _chosen(word, course, _progress(course))
        into = folder or Path("exercises") / exercise.id
        target = into / (exercise.notebook if notebook else exercise.stub).name
        if target.exists():
            kept = _("{path} exists already, and was left as it is.")
            raise NotEmpty(kept.format(path=target))
        into.mkdir(parents=True, exist_ok=True)
        target.write_text(exercise.written(notebook), encoding="utf-8", newline="\n")
        statement = into / "README.md"
        if not statement.exists():
            statement.write_text(exercise.statement, encoding="utf-8")
        _progress(course).began(exercise.id, time.time()).save()
    except Exception as problem:
        return complain(problem)
    print(f"{exercise.id} · {exercise.title}")
    told = _("Read {statement}, write {target}, then run: grade {again}")
    again = _again(exercise, target, folder)
    print(told.format(statement=statement, target=target, again=again))
    return 0


def next_(course: Path | None) -> int:
    """Say what to do next."""
    try:
        progress = _progress(course)
        exercise = _chosen(None, course, progress)
        known = progress.of(exercise.id)
    except Exception as problem:
        return complain(problem)
    done = _("{score} of {max_score} points so far")
    told = f" ({done.format(score=known.score, max_score=known.max_score)})" if known.runs else ""
    print(f"{exercise.id} · {exercise.title}{told}")
    print(f"grade {'hint' if known.runs else 'start'} {exercise.id}")
    return 0


def hint(word: str | None, course: Path | None) -> int:
    """One step up the ladder; after the last one, the last one again."""
    try:
        progress = _progress(course)
        exercise = _chosen(word, course, progress)
        hints, known = exercise.metadata.ladder, progress.of(exercise.id)
        if not hints:
            none = _("{exercise} has no hints: grade {exercise} shows which input goes wrong.")
            raise NotYet(none.format(exercise=exercise.id))
        steps = range(len(hints))
        held = _held(exercise, known)
        needed = [n for n in steps if hints[n].about not in held] or [*steps]
        number = next((n for n in needed if n >= known.hints), needed[-1])
        progress.with_(exercise.id, hints=number + 1).save()
    except Exception as problem:
        return complain(problem)
    head = _("{exercise}, hint {number} of {count}:")
    print(head.format(exercise=exercise.id, number=number + 1, count=len(hints)))
    print(textwrap.fill(hints[number].text, terminal().width, break_on_hyphens=False))
    return 0


def _held(exercise: Exercise, known: Attempted) -> frozenset[str]:
    """The required names of which every check held when it was last graded."""
    if known.failing is None:
        return frozenset()
    failing = [check for check in exercise.checks if check.id in known.failing]
    unsure = (exercise.concerns.about(check.probe) for check in failing)
    return frozenset(exercise.metadata.requires).difference(*unsure)


def solution(word: str | None, give_up: bool, course: Path | None) -> int:
    """A model solution, for those who have one of their own or gave up."""
    try:
        progress = _progress(course)
        exercise = _chosen(word, course, progress, solved=True)
        known = progress.of(exercise.id)
        if not (known.passed or known.gave_up or give_up):
            first = _(
                "Solve {exercise} first (grade hint {exercise} helps), or run: "
                "grade solution {exercise} --give-up"
            )
            raise NotYet(first.format(exercise=exercise.id))
        if give_up and not known.passed:
            progress.with_(exercise.id, gave_up=known.gave_up or today()).save()
        print(solution_source(exercise.reference), end="")
    except Exception as problem:
        return complain(problem)
    return 0


def reset(word: str, stub: bool, course: Path | None) -> int:
    """Forget what is known of an exercise; with `stub` start its file anew, the old one kept."""
    try:
        exercise = open_course(course).named(word)
        _progress(course).without(exercise.id).save()
        print(_("{exercise}: points and hints are forgotten.").format(exercise=exercise.id))
        if stub:
            for folder in (Path(), Path("exercises") / exercise.id):
                for path, notebook in ((exercise.stub, False), (exercise.notebook, True)):
                    _anew(folder / path.name, exercise.written(notebook).encode())
    except Exception as problem:
        return complain(problem)
    return 0


def _anew(path: Path, fresh: bytes) -> None:
    """Put the stub in the place of a file that differs from it, and keep that one beside."""
    if not path.is_file() or path.read_bytes() == fresh:
        return
    number = 1
    while (kept := path.with_name(f"{path.stem}.old-{number}{path.suffix}")).exists():
        number += 1
    os.replace(path, kept)
    path.write_bytes(fresh)
    print(_("{path} is the stub again; your work is in {kept}.").format(path=path, kept=kept))


def _progress(course: Path | None) -> Progress:
    progress = load(path_for(course or course_folder()))
    if progress.notice:
        print(f"grade: {progress.notice}", file=sys.stderr)
    return progress


def _chosen(
    word: str | None, course: Path | None, progress: Progress, solved: bool = False
) -> Exercise:
    """The exercise named; else the first that is not solved (or the last that is)."""
    opened = open_course(course)
    if word:
        return opened.named(word)
    found = opened.exercises
    passed = [e for e in found if progress.of(e.id).passed]
    left = [e for e in found if e not in passed]
    if solved and passed:
        return max(passed, key=lambda e: progress.of(e.id).passed)
    if not left:
        raise NotYet(_("Everything is solved: choose an exercise by its name (grade list)."))
    tried = [e for e in left if progress.of(e.id).runs]
    return tried[0] if tried and not solved else left[0]


def _again(exercise: Exercise, target: Path, folder: Path | None) -> str:
    return f"{exercise.id} {shlex.quote(str(target))}" if folder is not None else exercise.id
