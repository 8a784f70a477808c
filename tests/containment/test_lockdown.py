"""A process that has locked itself down: what works in it, and what no longer does."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

# Runs without TensorFlow: only the containment is under test. Results leave by the kept pipe.
PROGRAM = """
import ctypes, json, os, resource, signal, socket, sys, threading
from grader.containment.lockdown import ProcessLimits, Uncontained, lock_down, make_plan

scratch, hidden, write = sys.argv[1], sys.argv[2], int(sys.argv[3])
parent = os.getppid()
stray = os.open(hidden + "/secret.py", os.O_RDONLY)
plan = make_plan([hidden])
try:
    said = lock_down(plan, scratch, [write], ProcessLimits(memory=2**31, cpu_seconds=10))
except Uncontained as problem:
    os.write(write, json.dumps({"problem": str(problem)}).encode())
    sys.exit()

def tried(attempt):
    try:
        attempt()
        return "worked"
    except BaseException as error:
        return type(error).__name__

def thread():
    one = threading.Thread(target=lambda: None)
    one.start()
    one.join()

here = os.path.join(scratch, "file")
attempts = {
    "read Python": lambda: open(json.__file__).read(),
    "write here": lambda: open(here, "w").write("x"),
    "cut here": lambda: open(here, "r+").truncate(0),
    "rename here": lambda: (os.mkdir(here + ".d"), os.rename(here, here + ".d/other")),
    "remove here": lambda: os.unlink(here + ".d/other"),
    "start a thread": thread,
    "signal itself": lambda: os.kill(os.getpid(), 0),
    "draw random bytes": lambda: (os.urandom(4), open("/dev/urandom", "rb").read(1)),
    "read its own command line": lambda: open("/proc/self/cmdline").read(),
    "read the secret": lambda: open(hidden + "/secret.py").read(),
    "read an open secret": lambda: os.read(stray, 1),
    "list the secrets": lambda: os.listdir(hidden),
    "write outside": lambda: open(hidden + "/../outside", "w"),
    "read its environment": lambda: open("/proc/self/environ").read(),
    "read its memory": lambda: open("/proc/self/mem").read(1),
    "list its parent's descriptors": lambda: os.listdir(f"/proc/{parent}/fd"),
    "run a file": lambda: os.execv(sys.executable, [sys.executable, "-c", ""]),
    "fork": os.fork,
    "signal its parent": lambda: os.kill(parent, 0),
    "signal its group": lambda: os.kill(0, 0),
    "open a socket": lambda: socket.socket(),
    "open a pair of sockets": lambda: socket.socketpair(),
    "change permissions": lambda: os.chmod(scratch, 0o700),
    "link": lambda: os.symlink(hidden, here + ".link"),
    "make a pipe file": lambda: os.mkfifo(here + ".fifo"),
    "raise a limit": lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64)),
    "change its user": lambda: os.setresuid(0, 0, 0),
    "map a device": lambda: open("/dev/zero", "rb"),
    "write a large file": lambda: open(here, "wb").write(bytes(9 * 2**20)),
}
result = {name: tried(attempt) for name, attempt in attempts.items()}
state = {
    "said": said, "tried": result, "leads a session": os.getsid(0) == os.getpid(),
    "dumpable": ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), "user": os.geteuid(),
    "descriptors": [fd for fd in range(256) if tried(lambda: os.fstat(fd)) == "worked"],
}
os.write(write, json.dumps(state).encode())
"""

WORKS = {
    "read Python", "write here", "cut here", "rename here", "remove here", "start a thread",
    "signal itself", "draw random bytes", "read its own command line",
}  # fmt: skip


def locked_down(tmp_path: Path, program: str = PROGRAM) -> dict:
    """What a process reports that locks itself down in a folder with a secret beside it."""
    hidden, scratch = tmp_path / "hidden", tmp_path / "scratch"
    hidden.mkdir()
    scratch.mkdir(mode=0o700)
    (hidden / "secret.py").write_text("answer = 42\n")
    read, write = os.pipe()
    done = subprocess.run(
        [sys.executable, "-c", program, str(scratch), str(hidden), str(write)],
        pass_fds=[write], cwd=tmp_path, env={"PYTHONPATH": str(ROOT), "SECRET": "1"}, timeout=60,
        capture_output=True, text=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    with open(read, encoding="utf-8") as pipe:
        text = pipe.read()
    assert text, done.stderr
    return json.loads(text)


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> dict:
    return locked_down(tmp_path_factory.mktemp("locked"))


def test_what_grading_needs_still_works(state: dict) -> None:
    assert {what for what, how in state["tried"].items() if how == "worked"} == WORKS


def test_all_else_is_an_ordinary_error(state: dict) -> None:
    errors = {how for what, how in state["tried"].items() if what not in WORKS}
    assert errors <= {"PermissionError", "OSError", "ValueError", "FileNotFoundError"}
    assert state["tried"]["read the secret"] == "PermissionError"


def test_nothing_inherited_is_open(state: dict) -> None:
    assert state["descriptors"][:3] == [0, 1, 2] and len(state["descriptors"]) == 4


def test_it_is_a_process_of_its_own(state: dict) -> None:
    # Whether a process may dump itself can be asked before the filter only: EPERM is -1.
    assert state["leads a session"] and state["dumpable"] == -1


def test_the_protections_are_named(state: dict) -> None:
    assert {"seccomp", "resource limits", "closed file descriptors"} <= set(state["said"])
    assert "no capabilities" in state["said"]
    assert any(said.startswith("Landlock ABI ") for said in state["said"])


def test_a_second_thread_would_escape_and_so_is_refused(tmp_path: Path) -> None:
    waiting = "threading.Thread(target=threading.Event().wait, daemon=True).start()\n"
    program = PROGRAM.replace("\nscratch, hidden", f"\n{waiting}scratch, hidden", 1)
    assert "the worker has 2 threads" in locked_down(tmp_path, program)["problem"]


@pytest.mark.parametrize(
    ("off", "words"),
    [
        ("landlock.restrict = lambda *_: None", "secret.py was possible"),
        ("seccomp.install = lambda *_: None", "a socket was possible"),
    ],
)
def test_the_self_test_refuses_what_is_not_locked(tmp_path: Path, off: str, words: str) -> None:
    imports = f"from grader.containment import landlock, seccomp\n{off}\n"
    found = locked_down(tmp_path, imports + PROGRAM)
    assert found["problem"].startswith("the self-test failed") and words in found["problem"]
