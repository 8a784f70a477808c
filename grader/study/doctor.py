"""`grade doctor`: does this machine have what grading needs?"""

import os
import platform
import sys
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from grader.asking.processes import Source
from grader.asking.questions import Question
from grader.asking.source import source_of_workers
from grader.asking.worker import Limits, Lost, Refusal, Worker
from grader.course.course import open_course
from grader.judge.grader import Grader
from grader.judge.opened import OpenCourse
from grader.languages import _
from grader.places import PACKAGE, course_folder, hidden_places
from grader.problems import complain
from grader.wire import Failure

PACKAGES = ("gradetape", "tensorflow", "keras", "numpy", "hypothesis", "nbformat")


def run(course: Path | None) -> int:
    """Print what there is, and try a worker; 0 when everything works, 1 when something lacks."""
    folder = course or course_folder()
    began = time.monotonic()
    try:
        with source_of_workers(hidden_places(folder)) as source:
            _print("Python", f"{platform.python_version()}, {platform.platform()}")
            for name in PACKAGES:
                _print(name, _version(name))
            _print(_("cores"), str(_cores()))
            opened = OpenCourse(open_course(folder), source)
            found = opened.course.exercises
            _print(_("exercises"), _("{n} in {folder}").format(n=len(found), folder=folder))
            source.wait()
            _print("import", f"TensorFlow: {time.monotonic() - began:.1f} s")
            ok = _tried(opened.grader(found[0]), source, folder)
            opened.close()
    except Exception as problem:
        return complain(problem)
    _print(_("verdict"), _("everything works") if ok else _("see above"))
    return 0 if ok else 1


def _tried(grader: Grader, source: Source, course: Path) -> bool:
    """Put the smallest question of the first check to the reference, as if a student's."""
    check = grader.exercise.checks[0]
    question = grader.deck(check)[0]
    began = time.monotonic()
    student = grader.student(grader.exercise.reference)
    try:
        student.worker.start()
        protections = student.worker.protections
        answered = student.ask("submission", check.probe, [question])
        right = grader.reference.ask("reference", check.probe, [question])
    except (Lost, Refusal) as problem:
        _print("worker", _("failed: {why}").format(why=problem))
        return False
    finally:
        student.close()
    contained = "seccomp" in protections
    _print(_("protections"), ", ".join(protections))
    if not contained:
        _print("", _("this system cannot contain code: grade only what you trust"))
    _print(_("self-test"), f"{time.monotonic() - began:.1f} s")
    return answered == right and (not contained or _out_of_reach(source, course))


def _out_of_reach(source: Source, course: Path) -> bool:
    """Look, as student code could, for solutions of this course and of any other."""
    known = [course, course_folder(), Path.cwd(), Path.home(), PACKAGE.parent, PACKAGE]
    inside = [place / part for place in known for part in ("", "solutions", "bundled", "sealed")]
    question = Question.of({"places": [str(place) for place in (*inside, *hidden_places(course))]})
    probe = (PACKAGE / "worker" / "within_reach.py").read_text(encoding="utf-8")
    limits = Limits(seconds_per_answer=120.0, seconds=120.0)
    worker = Worker(source, {"submission": ""}, probe, limits)
    try:
        (answer,) = worker.ask("submission", "within_reach", [question])
    except (Lost, Refusal) as problem:
        answer = Failure("raised", type(problem).__name__, str(problem))
    finally:
        worker.close()
    if isinstance(answer, Failure):
        _print(_("solutions"), _("failed: {why}").format(why=answer.message))
        return False
    found = str(answer["found"]).splitlines()
    if not found:
        _print(_("solutions"), _("out of reach of student code"))
        return True
    within = _("student code can read {path}: move it, or install gradetape anew")
    for path in found:
        _print(_("solutions"), within.format(path=path))
    return False


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        if name != "gradetape":
            return _("missing: install gradetape anew, or: pip install {name}").format(name=name)
        return _(
            "missing: no package index has gradetape; install it from its repository or a "
            "wheel (docs/student.md, Install)"
        )


def _print(what: str, value: str) -> None:
    print(f"{what:<12} {value}", flush=True)
