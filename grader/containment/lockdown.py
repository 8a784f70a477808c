"""How does a worker give up everything that student code must not have?

Runs in the forked child, before any of the student's code is loaded. The order matters: each
step needs a right that a later one takes away. A self-test at the end tries what must fail.
"""

import ctypes
import os
import platform
import resource
import signal
import socket
import struct
import sys
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial

from grader.containment import disk, landlock, reach, seccomp
from grader.containment.calls import (
    PR_CAP_AMBIENT,
    PR_CAP_AMBIENT_CLEAR_ALL,
    PR_CAPBSET_DROP,
    PR_SET_DUMPABLE,
    PR_SET_PDEATHSIG,
    prctl,
    syscall,
)
from grader.containment.syscalls import NUMBERS

# Not /dev/zero: mapped as shared it gives memory that counts nowhere.
_DEVICES = ("/dev/null", "/dev/urandom", "/dev/random")


MOST_SECRETS = 200  # files that each worker tries to open


class Uncontained(Exception):
    """A protection cannot be had; says which."""


@dataclass(frozen=True)
class ProcessLimits:
    """What the kernel itself limits; the judge watches memory, time and folder more closely."""

    memory: int  # bytes of data, the backstop of the judge's own limit
    cpu_seconds: int
    scratch_bytes: int = 64 * 2**20
    file_bytes: int = 8 * 2**20
    open_files: int = 64
    address_space: int = 2**38  # far above what TensorFlow reserves; bounds the page tables


@dataclass(frozen=True)
class Plan:
    """What student code may read; worked out once, for looking through folders takes time."""

    machine: str
    abi: int
    grants: tuple[tuple[str, int], ...]
    secrets: tuple[str, ...]  # files of courses, for the self-test
    own_scratch: bool = False  # whether each worker can have a file system of its own


def make_plan(hidden: Sequence[str], search_path: Sequence[str] | None = None) -> Plan:
    """The plan for this machine and this Python; raises `Uncontained` if it has no Landlock."""
    machine = platform.machine()
    if sys.platform != "linux" or machine not in NUMBERS:
        raise Uncontained(f"there is no containment for {sys.platform} on {machine}")
    version = landlock.abi(machine)
    if version < 1:
        raise Uncontained("this kernel has no Landlock (Linux 5.13 or newer, enabled at boot)")
    try:
        found = reach.reach(sys.path if search_path is None else search_path, hidden)
    except reach.TooMuch:
        raise Uncontained("there are too many files among Python's packages") from None
    secrets = [file for place in hidden for file in _telling(place)]
    return Plan(machine, version, found.grants, (*secrets, *found.courses[:MOST_SECRETS]))


def lock_down(
    plan: Plan, scratch: str, keep: Collection[int], limits: ProcessLimits
) -> tuple[str, ...]:
    """Confine this process to its scratch folder and two pipes; the protections now active."""
    parent = os.getppid()
    try:
        os.setsid()
        _die_with_parent(parent)
        _redirect(scratch)
        _close_all_but(keep)
        if plan.own_scratch:  # after the output's files, which the judge reads
            disk.mount_scratch(scratch, limits.scratch_bytes)
        _limit(limits)
        _drop_capabilities(plan.machine)
        prctl(PR_SET_DUMPABLE, 0)
        _die_with_parent(parent)
        _one_thread()
        own = ((scratch, landlock.WRITING), (f"/proc/{os.getpid()}/cmdline", landlock.READING))
        devices = [(path, landlock.READ_FILE | landlock.WRITE_FILE) for path in _DEVICES]
        landlock.restrict(plan.machine, plan.abi, [*plan.grants, *devices, *own])
        seccomp.install(plan.machine, os.getpid())
    except OSError as error:
        raise Uncontained(f"the kernel refused a protection: {error}") from None
    _test(plan.secrets, parent)
    return (
        "own process and session", "minimal environment", "closed file descriptors",
        disk.OWN_SCRATCH if plan.own_scratch else "scratch folder", "resource limits",
        "no capabilities", f"Landlock ABI {plan.abi}",
        *(("no TCP",) if plan.abi >= 4 else ()), *(("signal scope",) if plan.abi >= 6 else ()),
        "seccomp", "deadlines", "memory limit",
    )  # fmt: skip


def _die_with_parent(parent: int) -> None:
    """Be killed when the zygote ends; changing credentials would make the kernel forget it."""
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)


def _redirect(scratch: str) -> None:
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    for fd, name in ((1, "stdout"), (2, "stderr")):
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        os.dup2(os.open(os.path.join(scratch, name), flags, 0o600), fd)


def _close_all_but(keep: Collection[int]) -> None:
    low = 0
    for fd in sorted({*keep, 0, 1, 2}):
        if low < fd:  # an empty range would be taken for all of them
            os.closerange(low, fd)
        low = fd + 1
    os.closerange(low, max(resource.getrlimit(resource.RLIMIT_NOFILE)[0], 4096))


def _limit(limits: ProcessLimits) -> None:
    for kind, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, limits.file_bytes),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_DATA, limits.memory),
        (resource.RLIMIT_AS, limits.address_space),
    ):
        hard = resource.getrlimit(kind)[1]
        if hard != resource.RLIM_INFINITY:
            value = min(value, hard)
        resource.setrlimit(kind, (value, value))


def _drop_capabilities(machine: str) -> None:
    """Root without capabilities is an ordinary user whose files happen to be root's.

    The uid stays, so that a Python which only root may read still works; Landlock decides what
    can be read. Others may have capabilities too, handed on by what started them.
    """
    for capability in range(64):
        try:
            prctl(PR_CAPBSET_DROP, capability)
        except OSError:  # the last one is passed, or the right to drop any was never had
            break
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    header = ctypes.create_string_buffer(struct.pack("<Ii", 0x20080522, 0), 8)
    nothing = ctypes.create_string_buffer(24)
    syscall(NUMBERS[machine]["capset"], ctypes.addressof(header), ctypes.addressof(nothing))


def _one_thread() -> None:
    count = len(os.listdir("/proc/self/task"))
    if count != 1:
        raise Uncontained(f"the worker has {count} threads, and only one would be confined")


def _telling(place: str) -> list[str]:
    """The files of a hidden place that give something away, or else any file."""
    for root, _, names in os.walk(place):
        if names:
            return [*reach.course_files(place)[:MOST_SECRETS], os.path.join(root, min(names))]
    return []


def _test(secrets: Sequence[str], parent: int) -> None:
    """Try what must fail."""
    must_fail: dict[str, Callable[[], object]] = {
        f"reading {path}": partial(os.open, path, os.O_RDONLY)
        for path in (*secrets, f"/proc/{parent}/environ", "/proc/self/environ")
    }
    must_fail |= {
        "writing outside": partial(os.open, "/tmp/gradetape", os.O_WRONLY | os.O_CREAT),
        "a socket": partial(socket.socket, socket.AF_INET, socket.SOCK_STREAM),
        "a new process": os.fork,
        "a signal to another process": partial(os.kill, parent, 0),
    }
    for what, attempt in must_fail.items():
        try:
            attempt()
        except OSError:
            continue
        raise Uncontained(f"the self-test failed: {what} was possible")
