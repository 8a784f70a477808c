"""Which files exist for student code? The kernel's Landlock hides all that is not granted.

Rights are granted to a folder and all below it; nothing can be taken back below.
"""

import ctypes
import os
import stat
import struct
from collections.abc import Sequence

from grader.containment.calls import PR_SET_NO_NEW_PRIVS, prctl, syscall
from grader.containment.syscalls import NUMBERS

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR, REMOVE_FILE = (1 << n for n in range(6))
MAKE_CHAR, MAKE_DIR, MAKE_REG, MAKE_SOCK, MAKE_FIFO, MAKE_BLOCK, MAKE_SYM = (
    1 << n for n in range(6, 13)
)
REFER, TRUNCATE, IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
READING = READ_FILE | READ_DIR
WRITING = READING | WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | REFER | TRUNCATE
_OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV


def abi(machine: str) -> int:
    """The version of Landlock that the kernel offers; 0 for none."""
    try:
        return syscall(NUMBERS[machine]["landlock_create_ruleset"], 0, 0, 1)
    except OSError:
        return 0


def handled(version: int) -> tuple[int, int, int]:
    """What a version can restrict: rights to files, TCP, and scopes (signals, sockets)."""
    files = (1 << 13) - 1
    files |= REFER if version >= 2 else 0
    files |= TRUNCATE if version >= 3 else 0
    files |= IOCTL_DEV if version >= 5 else 0
    return files, 0b11 if version >= 4 else 0, 0b11 if version >= 6 else 0


def restrict(machine: str, version: int, grants: Sequence[tuple[str, int]]) -> None:
    """Leave this process the rights in `grants` and no others, for good; deny TCP and scopes."""
    numbers = NUMBERS[machine]
    files, network, scopes = handled(version)
    sizes = {0: 8, 1: 8, 2: 8, 3: 8, 4: 16, 5: 16}
    attributes = ctypes.create_string_buffer(struct.pack("<QQQ", files, network, scopes), 24)
    ruleset = syscall(
        numbers["landlock_create_ruleset"],
        ctypes.addressof(attributes),
        sizes.get(version, 24),
        0,
    )
    try:
        for path, rights in grants:
            _grant(numbers["landlock_add_rule"], ruleset, path, rights & files)
        prctl(PR_SET_NO_NEW_PRIVS, 1)
        syscall(numbers["landlock_restrict_self"], ruleset, 0)
    finally:
        os.close(ruleset)


def _grant(add_rule: int, ruleset: int, path: str, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(place).st_mode):
            rights &= _OF_FILES
        rule = ctypes.create_string_buffer(struct.pack("<Qi", rights, place), 12)
        if rights:
            syscall(add_rule, ruleset, 1, ctypes.addressof(rule), 0)
    finally:
        os.close(place)
