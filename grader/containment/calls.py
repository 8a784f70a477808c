"""How are the kernel's calls made that Python has no function for?"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 1, 4, 38
PR_CAPBSET_DROP, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 24, 47, 4

_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
if _libc is not None:
    _libc.syscall.restype = ctypes.c_long


def syscall(number: int, *arguments: int) -> int:
    """A system call with integers or addresses; raises OSError."""
    assert _libc is not None
    words = [ctypes.c_long(argument) for argument in arguments]
    result = int(_libc.syscall(ctypes.c_long(number), *words))
    _checked(result)
    return result


def prctl(option: int, *arguments: int) -> None:
    """prctl(2); raises OSError."""
    assert _libc is not None
    words = [ctypes.c_ulong(argument) for argument in (*arguments, 0, 0, 0, 0)[:4]]
    _checked(_libc.prctl(ctypes.c_int(option), *words))


def unshare(flags: int) -> None:
    """unshare(2); raises OSError."""
    assert _libc is not None
    _checked(_libc.unshare(ctypes.c_int(flags)))


def mount(source: str, target: str, kind: str, flags: int, options: str) -> None:
    """mount(2); raises OSError."""
    assert _libc is not None
    words = [word.encode() or None for word in (source, target, kind)]
    _checked(_libc.mount(*words, ctypes.c_ulong(flags), options.encode() or None))


def _checked(result: int) -> None:
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
