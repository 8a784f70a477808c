"""How is a whole class graded? Each submission is a job, and any executor runs the jobs.

Local processes and Dask's client have the same interface, `concurrent.futures.Executor`. A job
carries all it needs: the course's folder, the settings, and the bytes of one file. Each process
keeps one grader an exercise, and the reference is asked once; local ones share one zygote.
"""

import atexit
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)  # fmt: skip
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import get_context, util
from pathlib import Path, PurePosixPath

import msgspec

from grader.asking.forking import Line
from grader.asking.processes import Source
from grader.asking.source import source_of_workers
from grader.course.course import open_course
from grader.judge.opened import OpenCourse
from grader.languages import ENGLISH, N_, _, use
from grader.places import hidden_places
from grader.reporting.report import Report, Reveal

ATTEMPTS = 3  # for a job whose process was lost: ours, not the student's, for that has its own
NOTHING = N_("Nothing was handed in: there is no .py and no .ipynb.")
AHEAD = 4  # jobs that wait for each process, so that none is ever idle


class Terms(msgspec.Struct, frozen=True):
    """What all jobs of a run have in common."""

    course: str
    seed: int
    reveal: Reveal
    confined: bool
    language: str = ENGLISH


@dataclass(frozen=True)
class Job:
    """One file to be graded; `name` is what the report calls it, empty when there is no file.

    problem: why there is nothing to grade.
    """

    terms: Terms
    exercise: str
    name: str
    data: bytes
    number: int
    problem: str = ""


def grade_all(
    jobs: Sequence[Job], pool: Callable[[], AbstractContextManager[Executor]], width: int
) -> Iterator[tuple[Job, Report | Exception]]:
    """Every job with its report, as they are done; the exception when it could not be run.

    `pool()` makes an executor; a broken one is replaced, and what was lost with it runs again.
    """
    left: dict[Job, int] = {}
    todo = list(reversed(jobs))
    while todo:
        with pool() as executor:
            running: dict[Future[bytes], Job] = {}
            try:
                while todo or running:
                    while todo and len(running) < width * AHEAD:
                        job = todo.pop()
                        running[executor.submit(grade_one, job)] = job
                    done, _ = wait(running, return_when=FIRST_COMPLETED)
                    for future in done:
                        job = running[future]
                        outcome = _outcome(future)
                        del running[future]
                        yield job, outcome
            except (BrokenExecutor, CancelledError, ConnectionError) as error:
                for job in running.values():
                    left[job] = left.get(job, 0) + 1
                    if left[job] < ATTEMPTS:
                        todo.append(job)
                    else:
                        yield job, error
            except BaseException:
                executor.shutdown(wait=False, cancel_futures=True)
                raise


def _outcome(future: "Future[bytes]") -> Report | Exception:
    try:
        return msgspec.json.decode(future.result(), type=Report)
    except (BrokenExecutor, CancelledError, ConnectionError):
        raise
    except Exception as error:
        return error


def local_pool(processes: int, source: Line | None = None) -> Executor:
    """Processes of this machine, which end with this one however that ends.

    source: the zygote that all of them share; each has its own when there is none.
    """
    context = get_context("spawn")
    shared = source.shared(context.Lock()) if source is not None else None
    return ProcessPoolExecutor(
        processes, mp_context=context, initializer=_begin, initargs=(os.getpid(), shared)
    )


def grade_one(job: Job) -> bytes:
    """The report on one file as JSON; runs in a process of the pool.

    One at a time: what a process keeps (its grader, its workers, the language) is for one.
    """
    with _turn:
        return _graded(job)


def _graded(job: Job) -> bytes:
    use(job.terms.language)
    opened = _opened(job.terms)
    exercise = opened.course.named(job.exercise)
    opened.only(exercise)
    if not job.name:
        why = job.problem or _(NOTHING)
        return msgspec.json.encode(opened.grader(exercise).unreadable("", why))
    path = Path(PurePosixPath(job.name).name)
    report = opened.grade_bytes(exercise, path, job.data, job.name)
    if report.status == "broken":  # its workers may be gone for good: the next job starts anew
        _opened.cache_clear()
        _source(job.terms.course).close()
        _source.cache_clear()
    return msgspec.json.encode(report)


@lru_cache
def _opened(terms: Terms) -> OpenCourse:
    return OpenCourse(
        open_course(Path(terms.course)),
        _source(terms.course),
        seed=terms.seed,
        reveal=terms.reveal,
        confined=terms.confined,
        pictures=True,
    )


@lru_cache
def _source(course: str) -> Source:
    source = _given.pop() if _given else source_of_workers(hidden_places(Path(course)))
    # A pool's process leaves by multiprocessing's way out, others by Python's.
    util.Finalize(None, source.close, exitpriority=10)
    atexit.register(source.close)
    return source


_turn = threading.Lock()
_given: list[Line] = []  # the zygote that this process of a pool shares with others


def _begin(parent: int, shared: Line | None) -> None:
    """End with the parent, however it ends, and even if it has ended by now."""
    if shared is not None:
        _given.append(shared)
    if sys.platform == "linux":
        import ctypes
        import signal

        ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(0)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
