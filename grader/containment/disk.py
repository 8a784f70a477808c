"""How much can student code write? A file system of its own bounds it, whatever it does.

Files that have no name any more, mapped or open, count in it as all others do. It exists for the
worker alone: what student code may fill is nobody else's disk.
"""

import os

from grader.containment.calls import mount, unshare

OWN_SCRATCH = "scratch space of its own"  # what a worker that has it says among its protections
MOST_FILES = 5000
_NEW_MOUNTS, _NEW_USER = 0x00020000, 0x10000000  # CLONE_NEWNS, CLONE_NEWUSER
_NOSUID, _NODEV, _NOEXEC, _REC, _PRIVATE = 2, 4, 8, 1 << 14, 1 << 18


def can_have_its_own(folder: str) -> bool:
    """Whether this process can mount for itself; tries it, so ask in one that ends soon."""
    try:
        mount_scratch(folder, 2**20)
    except OSError:
        return False
    return True


def mount_scratch(folder: str, size: int) -> None:
    """Cover a folder with an empty file system of `size` bytes, seen by this process only.

    Root can do so, and others in a user namespace where the system lets them have one.
    """
    user, group = os.geteuid(), os.getegid()
    try:
        unshare(_NEW_MOUNTS)
    except OSError:
        unshare(_NEW_MOUNTS | _NEW_USER)
        for name, text in (
            ("setgroups", "deny"),
            ("uid_map", f"{user} {user} 1"),
            ("gid_map", f"{group} {group} 1"),
        ):
            with open(f"/proc/self/{name}", "w", encoding="ascii") as file:
                file.write(text)
    mount("none", "/", "", _REC | _PRIVATE, "")
    options = f"size={size},nr_inodes={MOST_FILES},mode=700,uid={user},gid={group}"
    mount("tmpfs", folder, "tmpfs", _NOSUID | _NODEV | _NOEXEC, options)
