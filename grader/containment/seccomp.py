"""Which system calls does the kernel refuse? A BPF program that it runs before each of them.

`program` only builds instructions and can be tried out anywhere; `install` hands them over.
"""

import ctypes
import errno
import struct
from typing import NamedTuple

from grader.containment.calls import PR_SET_NO_NEW_PRIVS, prctl, syscall
from grader.containment.syscalls import ALLOWED, AUDIT_ARCH, NUMBERS, X32_BIT

LOAD, EQUAL, AT_LEAST, ANY_BIT, AND, RETURN = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
ALLOW, KILL, ERROR = 0x7FFF0000, 0x80000000, 0x00050000
NUMBER_AT, ARCH_AT = 0, 4

CLONE_THREAD = 0x10000
ACCESS_MODE, TRUNCATING = 0x3, 0x200  # O_ACCMODE; O_TRUNC, which changes a file opened for reading
MAP_SHARED_ANONYMOUS = 0x01 | 0x20
PRCTLS = (15, 0x53564D41)  # PR_SET_NAME, PR_SET_VMA
IOCTLS = (0x5401, 0x5413, 0x5450, 0x5451)  # TCGETS, TIOCGWINSZ, FIONCLEX, FIOCLEX
CLOSE_RANGES = (0, 4)  # closing, CLOSE_RANGE_CLOEXEC
FCNTLS = (0, 1, 2, 3, 4, 1030)  # F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC


class Instruction(NamedTuple):
    """One step of classic BPF: `yes` and `no` are how many steps to skip."""

    code: int
    yes: int
    no: int
    value: int


def program(machine: str, pid: int) -> list[Instruction]:
    """The filter for a process: what is not allowed gives EPERM."""
    numbers = NUMBERS[machine]
    steps = [
        Instruction(LOAD, 0, 0, ARCH_AT),
        Instruction(EQUAL, 1, 0, AUDIT_ARCH[machine]),
        _return(KILL),
        Instruction(LOAD, 0, 0, NUMBER_AT),
    ]
    if machine == "x86_64":
        steps += [Instruction(AT_LEAST, 0, 1, X32_BIT), _return(KILL)]
    for name, body in _rules(pid).items():
        if name in numbers:
            steps += [Instruction(EQUAL, 0, len(body), numbers[name]), *body]
    for number in sorted(numbers[name] for name in ALLOWED if name in numbers):
        steps += [Instruction(EQUAL, 0, 1, number), _return(ALLOW)]
    return [*steps, _return(ERROR | errno.EPERM)]


def install(machine: str, pid: int) -> None:
    """Put the filter on every thread of this process, for good."""
    steps = program(machine, pid)
    code = ctypes.create_string_buffer(b"".join(struct.pack("<HBBI", *step) for step in steps))

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_void_p))

    whole = Program(len(steps), ctypes.cast(code, ctypes.c_void_p))
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    filtered = syscall(NUMBERS[machine]["seccomp"], 1, 1, ctypes.addressof(whole))  # TSYNC
    if filtered != 0:  # not an error for the kernel: the thread that could not be filtered
        raise OSError(errno.EBUSY, f"thread {filtered} has a filter of its own")


def _rules(pid: int) -> dict[str, list[Instruction]]:
    """Calls that depend on their arguments; each body returns on every path."""
    only_me = [*_argument(0), *_one_of((pid,))]
    return {
        "clone3": [_return(ERROR | errno.ENOSYS)],  # glibc falls back to clone
        "clone": [*_argument(0), Instruction(ANY_BIT, 0, 1, CLONE_THREAD), *_allow_or_deny()],
        "kill": only_me,
        "tgkill": only_me,
        "prlimit64": [  # reading only: the new limit is a null pointer, both halves of it
            *_argument(2), Instruction(EQUAL, 0, 3, 0),
            *_argument(2, high=True), Instruction(EQUAL, 0, 1, 0), *_allow_or_deny(),
        ],
        "prctl": [*_argument(0), *_one_of(PRCTLS)],
        "ioctl": [*_argument(1), *_one_of(IOCTLS)],
        "fcntl": [*_argument(1), *_one_of(FCNTLS)],
        "close_range": [*_argument(2), *_one_of(CLOSE_RANGES)],  # unsharing lifts their limit
        "open": [*_argument(1), *_not_truncating()],
        "openat": [*_argument(2), *_not_truncating()],
        "fallocate": [*_argument(1), *_one_of((0,))],  # others go beyond the limit on a file
        "mmap": [
            *_argument(3), Instruction(AND, 0, 0, MAP_SHARED_ANONYMOUS),
            Instruction(EQUAL, 0, 1, MAP_SHARED_ANONYMOUS),
            _return(ERROR | errno.ENOMEM), _return(ALLOW),
        ],
    }  # fmt: skip


def _argument(index: int, high: bool = False) -> list[Instruction]:
    """Load 32 bits of an argument; what the kernel takes for an int is the low half."""
    return [Instruction(LOAD, 0, 0, 16 + 8 * index + (4 if high else 0))]


def _one_of(values: tuple[int, ...]) -> list[Instruction]:
    """Allow one of a few values of what was loaded, deny all others."""
    checks = [Instruction(EQUAL, len(values) - i, 0, value) for i, value in enumerate(values)]
    return [*checks, _return(ERROR | errno.EPERM), _return(ALLOW)]


def _not_truncating() -> list[Instruction]:
    """Deny O_RDONLY with O_TRUNC: Landlock before version 3 takes it for reading."""
    return [
        Instruction(AND, 0, 0, ACCESS_MODE | TRUNCATING),
        Instruction(EQUAL, 0, 1, TRUNCATING),
        _return(ERROR | errno.EPERM), _return(ALLOW),
    ]  # fmt: skip


def _allow_or_deny() -> list[Instruction]:
    return [_return(ALLOW), _return(ERROR | errno.EPERM)]


def _return(value: int) -> Instruction:
    return Instruction(RETURN, 0, 0, value)
