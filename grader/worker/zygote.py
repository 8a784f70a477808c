"""The process that imports TensorFlow once and forks a worker whenever the judge asks.

Started as `python -s -P zygote.py FD SETTINGS`. It never runs a TensorFlow op (a child forked after
one hangs), has one thread, and talks to the judge over an anonymous socket pair only.
"""

import gc
import json
import os
import shutil
import signal
import socket
import sys
from collections.abc import Callable, Collection
from typing import Any, NoReturn


def main() -> None:
    """Import, tell the judge, then fork until the judge is gone."""
    gc.disable()  # the import makes a million objects and no garbage: a fifth of its time
    settings = json.loads(sys.argv[2])
    workers: set[int] = set()
    signal.signal(signal.SIGTERM, lambda *_: _end(workers, settings["folder"]))
    if not _end_with(settings["judge"], signal.SIGTERM):
        _end(workers, settings["folder"])
    sys.path[:] = settings["path"]
    judge = socket.socket(fileno=int(sys.argv[1]))
    try:
        planned = _planned(settings, workers)
        serve, confine, versions = _import(settings, planned)
    except BaseException as error:
        while judge.recv(4096):
            judge.send(json.dumps({"problem": f"{type(error).__name__}: {error}"}).encode())
        _end(workers, settings["folder"])
    gc.freeze()
    while True:
        message, fds, _, _ = socket.recv_fds(judge, 4096, 2)
        if not message:
            _end(workers, settings["folder"])  # the judge is gone
        request = json.loads(message)
        if "versions" in request:
            judge.send(json.dumps({"versions": versions}).encode())
            continue
        if "reap" in request:
            judge.send(json.dumps({"status": _reap(request["reap"])}).encode())
            workers.discard(request["reap"])
            continue
        zygote = os.getpid()
        pid = os.fork()
        if pid == 0:
            judge.close()
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            if not _end_with(zygote, signal.SIGKILL):
                os._exit(0)
            _work(serve, confine, fds)
        workers.add(pid)
        for fd in fds:
            os.close(fd)
        judge.send(json.dumps({"pid": pid}).encode())


def _planned(settings: dict[str, Any], workers: set[int]) -> Callable[[], bytes]:
    """Begin to look through what student code may read, in a process beside the import."""
    from grader.worker import confining

    zygote = os.getpid()
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            if _end_with(zygote, signal.SIGKILL):
                with open(write, "wb") as pipe:
                    pipe.write(confining.plan_in_words(settings["hidden"], settings["folder"]))
        finally:
            os._exit(0)
    workers.add(pid)
    os.close(write)

    def words() -> bytes:
        with open(read, "rb") as pipe:
            found = pipe.read()
        _reap(pid)
        workers.discard(pid)
        return found

    return words


def _import(
    settings: dict[str, Any], planned: Callable[[], bytes]
) -> tuple[Any, Any, dict[str, str]]:
    import importlib

    import tensorflow

    from grader.worker import confining, serving

    for name in settings["preload"]:
        try:
            importlib.import_module(name)
        except ImportError:
            continue
    _convert_ahead()
    _one_thread()
    versions = {
        name: importlib.import_module(name).__version__ for name in ("tensorflow", "keras", "numpy")
    }
    del tensorflow
    return serving.serve, confining.confiner(planned), versions


def _convert_ahead() -> None:
    """Let AutoGraph convert what every graph probe starts with; runs no op."""
    import tensorflow as tf

    from grader import probing

    tf.autograph.to_graph(probing.counted(probing.Graph(len), len))


def _one_thread() -> None:
    try:
        threads = len(os.listdir("/proc/self/task"))
    except OSError:
        return
    if threads != 1:
        raise RuntimeError(f"{threads} threads after the import: forking is not safe")


def _work(serve: Any, confine: Any, fds: list[int]) -> None:
    """The child's whole life; nothing of the zygote's own code runs after it."""
    status = 1
    try:
        serve(fds[0], fds[1], confine)
        status = 0
    finally:
        os._exit(status)


def _reap(pid: int) -> int:
    try:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    except ChildProcessError:
        return 0


def _end_with(parent: int, how: signal.Signals) -> bool:
    """Ask the kernel to signal this process when its parent ends, however that ends.

    False when the parent has ended already.
    """
    if sys.platform != "linux":
        return True
    import ctypes

    ctypes.CDLL(None).prctl(1, how, 0, 0, 0)
    return os.getppid() == parent


def _end(workers: Collection[int], folder: str) -> NoReturn:
    """Leave nothing behind: the judge, which would have seen to it, is gone."""
    for pid in workers:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    for pid in workers:
        _reap(pid)
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


if __name__ == "__main__":
    main()
