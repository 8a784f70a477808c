"""What lies in a worker's folder? Student code wrote it, so nothing in it is trusted."""

import os
import shutil
import subprocess
import sys

MOST_ENTRIES = 5000
NEARLY_FULL = 64 * 2**20  # bytes left on a disk,
FEW = 100  # and files
_EACH = 4096  # bytes that an entry costs at least


def size(folder: str) -> int:
    """Bytes on disk below a folder; very many entries count as very many bytes."""
    total, entries, folders = 0, 0, [folder]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as found:
                for entry in found:
                    entries += 1
                    if entries > MOST_ENTRIES:
                        return sys.maxsize
                    status = entry.stat(follow_symlinks=False)
                    total += max(getattr(status, "st_blocks", 0) * 512, _EACH)
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
        except FileNotFoundError:
            continue  # it was there a moment ago
        except PermissionError:
            if not _opened(folder):
                return sys.maxsize
            folders.append(folder)
        except OSError:  # too deep for any path
            return sys.maxsize
    return total


def left(folder: str) -> int:
    """Bytes that can still be written to the disk that a folder lies on; 0 without free files."""
    if not hasattr(os, "statvfs"):
        return sys.maxsize
    try:
        disk = os.statvfs(folder)
    except OSError:
        return sys.maxsize
    if disk.f_files and disk.f_favail < FEW:
        return 0
    return disk.f_bavail * disk.f_frsize


def is_full(folder: str) -> bool:
    """Whether what fails to be written below a folder fails for want of room."""
    return left(folder) < NEARLY_FULL


def _opened(folder: str) -> bool:
    """Whether a folder that could not be listed can be from now on."""
    try:
        closed = os.stat(folder, follow_symlinks=False).st_mode & 0o700 != 0o700
        if closed and not os.path.islink(folder):
            os.chmod(folder, 0o700)
        return closed
    except OSError:
        return False


def head(folder: str, name: str, length: int = 4000) -> str:
    """The beginning of a regular file; empty for links, pipes and what cannot be read."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        fd = os.open(os.path.join(folder, name), flags)
    except OSError:
        return ""
    try:
        return os.read(fd, length).decode("utf-8", "replace")
    except OSError:
        return ""
    finally:
        os.close(fd)


def remove(folder: str) -> None:
    """Remove a folder however it was left: without permissions, or nested thousands deep."""
    try:
        shutil.rmtree(folder)
    except (OSError, RecursionError):
        if os.path.isdir(folder) and os.name == "posix":
            subprocess.run(["chmod", "-R", "u+rwX", folder], check=False, capture_output=True)
            subprocess.run(["rm", "-rf", folder], check=False, capture_output=True)
