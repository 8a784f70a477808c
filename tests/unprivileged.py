"""Run a command as an ordinary user: `python tests/unprivileged.py COMMAND...`, as root.

Where Python or this folder lies behind a folder that only root may enter, that folder is replaced
by an open one, for this process and what it starts.
"""

import ctypes
import os
import sys
from pathlib import Path

NOBODY = 65534
CLONE_NEWNS, MS_BIND, MS_REC, MS_PRIVATE = 0x20000, 0x1000, 0x4000, 0x40000
NEEDED = tuple(
    dict.fromkeys(
        os.path.realpath(path) if path == sys.base_prefix else os.path.abspath(path)
        for path in (sys.prefix, sys.base_prefix, Path(__file__).parent.parent)
    )
)


def shut(path: str) -> str | None:
    """The first folder on the way to a path that others may not enter."""
    for folder in [*reversed(Path(path).parents), Path(path)]:
        if not folder.stat().st_mode & 0o001:
            return str(folder)
    return None


def main() -> None:
    behind = {path: folder for path in NEEDED if (folder := shut(path))}
    if behind:
        _open(behind)
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)
    os.execv(sys.argv[1], sys.argv[1:])


def _open(behind: dict[str, str]) -> None:
    _call("unshare", CLONE_NEWNS)
    _mount(None, "/", None, MS_REC | MS_PRIVATE, None)
    places = {path: os.open(path, os.O_PATH) for path in behind}
    for folder in sorted(set(behind.values())):
        _mount("tmpfs", folder, "tmpfs", 0, "mode=755")
    for path, fd in places.items():
        os.makedirs(path, mode=0o755, exist_ok=True)
        _mount(f"/proc/self/fd/{fd}", path, None, MS_BIND, None)


def _mount(source: str | None, target: str, kind: str | None, flags: int, data: str | None) -> None:
    words = [word.encode() if word else None for word in (source, target, kind, data)]
    _call("mount", *words[:3], ctypes.c_ulong(flags), words[3])


def _call(name: str, *words: object) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc[name](*words) != 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{name}: {os.strerror(code)}")


if __name__ == "__main__":
    main()
