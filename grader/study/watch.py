"""`grade watch [EXERCISE]`: grade whenever the file is saved."""

import queue
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grader.asking.source import source_of_workers
from grader.asking.worker import Interrupted
from grader.course.course import Course, open_course
from grader.course.exercise import Exercise
from grader.judge.opened import OpenCourse
from grader.languages import _
from grader.places import course_folder, hidden_places
from grader.problems import complain
from grader.reporting.formats import text
from grader.reporting.formats.changes import changes
from grader.reporting.output import put
from grader.reporting.report import Report
from grader.reporting.terminal import Terminal, terminal
from grader.study.finding import NotStarted, find
from grader.study.progress import load, path_for, remembering
from grader.submission.modules import files_beside, in_folder
from grader.submission.submission import Unreadable

SETTLED = 30  # milliseconds without a further event: editors write in several steps
CLEAR = "\x1b[2J\x1b[3J\x1b[H"


def run(word: str | None, path: Path | None, place: Path | None, once: int | None = None) -> int:
    """Grade, wait, grade again, until Ctrl-C; `once` ends it after so many reports (for tests)."""
    folder = place or course_folder()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # it is how watching ends
    try:
        with source_of_workers(hidden_places(folder)) as source:
            course = open_course(folder)
            exercise = course.named(word) if word else _next(course)
            opened = OpenCourse(course, source, keep=remembering(folder))
            file = path or _file(exercise)
            if not file.parent.is_dir():
                nowhere = _("There is no folder {path}: check the name.")
                raise Unreadable(nowhere.format(path=file.parent))
            with _saves(file) as saves:
                _watch(opened, exercise, file, saves, once)
    except KeyboardInterrupt:
        print("\ngrade: " + _("no longer watching."), file=sys.stderr)
    except Exception as problem:
        return complain(problem)
    return 0


def _watch(
    opened: OpenCourse,
    exercise: Exercise,
    file: Path,
    saves: "queue.Queue[float]",
    once: int | None,
) -> None:
    before: Report | None = None
    shown = 0
    while once is None or shown < once:
        began = time.monotonic()
        if terminal().interactive:  # no verdict stands while another one is being found
            grading = _("grading {name} …")
            put(CLEAR + grading.format(name=file.name) + "\n")
        try:
            report = opened.grade(exercise, file, interrupted=lambda: not saves.empty())
        except Interrupted:
            _drain(saves)
            continue
        _show(report, before, file, time.monotonic() - began, terminal())
        shown += 1
        before = report if report.status == "graded" else before
        if once is None or shown < once:
            _wait(saves)


def _show(
    report: Report, before: Report | None, file: Path, seconds: float, screen: Terminal
) -> None:
    watching = _("{seconds:.1f} s · watching {name}, Ctrl-C ends it")
    lines = [*changes(before, report), watching.format(seconds=seconds, name=file.name)]
    body = text.render(
        report, width=screen.width, colour=screen.colour, ascii_only=screen.ascii_only,
        height=screen.height - len(lines) - 1 if screen.height else None,
    )  # fmt: skip
    put((CLEAR if screen.interactive else "\n") + body + "\n".join(lines) + "\n")


def _next(course: Course) -> Exercise:
    """The first exercise that is not solved yet."""
    progress = load(path_for(course.folder))
    left = [e for e in course.exercises if not progress.of(e.id).passed]
    return (left or list(course.exercises))[0]


def _file(exercise: Exercise) -> Path:
    try:
        return find(exercise.id, exercise.name, exercise.stub_text, Path.cwd())
    except NotStarted as nothing:
        return nothing.paths[0]


@contextmanager
def _saves(file: Path) -> Iterator["queue.Queue[float]"]:
    """A queue that gets an entry whenever the file, or one that it imports, may have changed.

    Its folder is watched: editors replace files rather than write into them.
    """
    from watchfiles import watch

    saves: queue.Queue[float] = queue.Queue()
    stop = threading.Event()

    def listen() -> None:
        for found in watch(
            file.parent.resolve(), step=SETTLED, debounce=300, stop_event=stop, rust_timeout=200,
            recursive=False, watch_filter=None, yield_on_timeout=False,
        ):  # fmt: skip
            if any(_matters(Path(name).name, file) for _, name in found):
                saves.put(time.monotonic())

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    try:
        yield saves
    finally:
        stop.set()
        thread.join(2)


def _matters(saved: str, file: Path) -> bool:
    if saved == file.name or not saved.endswith(".py"):
        return saved == file.name
    try:
        return saved in files_beside(file, file.read_bytes(), in_folder(file.parent))
    except OSError:
        return False


def _wait(saves: "queue.Queue[float]") -> None:
    while True:  # in steps, so that Ctrl-C is heard everywhere
        try:
            saves.get(timeout=0.5)
            break
        except queue.Empty:
            continue
    _drain(saves)


def _drain(saves: "queue.Queue[float]") -> None:
    while not saves.empty():
        saves.get_nowait()
