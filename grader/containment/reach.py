"""What may student code read? Python, its packages, the system's libraries; never a course.

A list of what is granted, not of what is secret: whatever is not named here does not exist for
student code, wherever a course, a checkout or a home folder lies. Folders of packages are granted
entry by entry, and an entry that holds a course is left out as a whole.
"""

import importlib.util
import os
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.containment.landlock import READ_DIR, READING

COURSE_FILES = frozenset({"reference.py", "checks.py", "probes.py", "exercise.toml"})
SEALED = ".sealed"
MOST_ENTRIES = 3_000_000  # of all folders together; with TensorFlow there are 70,000
_SYSTEM = (
    "/usr/share/zoneinfo", "/etc/ld.so.cache", "/etc/localtime", "/proc/cpuinfo",
    "/sys/devices/system/cpu", "/sys/devices/system/node",
)  # fmt: skip
_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/local/lib64")
_OF_LIBRARIES = ("gconv", "locale")  # what the C library reads beside them
_PACKAGES = ("site-packages", "dist-packages")
_OURS = ("grader", "gradetape")
_COMPUTES = ("tensorflow", "keras", "numpy")


class TooMuch(Exception):
    """There are more files than can be looked through."""


@dataclass(frozen=True)
class Reach:
    """What is granted, as (path, rights), and the files of courses met on the way to it."""

    grants: tuple[tuple[str, int], ...]
    courses: tuple[str, ...]


def reach(search_path: Sequence[str], hidden: Sequence[str]) -> Reach:
    """What a Python with this search path needs, without the hidden places and any course.

    Names in folders of packages can still be listed, for imports list them.
    """
    secret = [os.path.realpath(place) for place in hidden]
    grants: dict[str, int] = {}
    courses: list[str] = []
    left = [MOST_ENTRIES]
    for path, listed in _needed(search_path):
        real = os.path.realpath(path)
        if listed:
            grants.setdefault(real, READ_DIR)
        elif real not in grants and os.path.exists(real) and not _meets(real, secret):
            found = list(_course_files(real, left))
            courses += found
            if not found:
                grants[real] = READING
    return Reach(tuple(grants.items()), tuple(courses))


def course_files(folder: str) -> list[str]:
    """The files below a folder that give a course away, as far as their names tell."""
    return list(_course_files(os.path.realpath(folder), [MOST_ENTRIES]))


def _meets(path: str, secret: Sequence[str]) -> bool:
    """Whether a path lies in a secret place, or holds one."""
    return any(f"{path}/".startswith(f"{s}/") or f"{s}/".startswith(f"{path}/") for s in secret)


def _needed(search_path: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """(path, whether its names alone are needed), each once or more."""
    yield from ((path, False) for path in _SYSTEM)
    folders = [*_LIBRARIES, os.path.join(sys.base_prefix, "lib")]
    for folder in dict.fromkeys(map(os.path.realpath, folders)):
        yield from ((path, False) for path in _libraries(folder))
    base = sysconfig.get_paths(vars={"base": sys.base_prefix, "platbase": sys.base_prefix})
    for folder in {base["stdlib"], base["platstdlib"]}:
        yield folder, True
        names = [n for n in _names(folder) if n not in (*_PACKAGES, "test")]
        yield from ((os.path.join(folder, name), False) for name in names)
    yield from ((entry, False) for entry in search_path if _is_archive_of_python(entry))
    for folder in search_path:
        if os.path.basename(folder) in _PACKAGES:
            yield folder, True
            yield from ((path, False) for path in _packages(folder))
    for folder in _homes_of(_COMPUTES):
        if os.path.basename(folder) not in _PACKAGES:
            yield folder, True
            installed = _installed(folder)
            yield from ((p, False) for p in _packages(folder) if os.path.basename(p) in installed)


def _libraries(folder: str) -> Iterator[str]:
    """Shared libraries right in a folder, and folders that are named after a kind of machine."""
    for name in _names(folder):
        triplet = "-linux-" in name and name.count("-") == 2
        if ".so" in name or triplet or name in _OF_LIBRARIES:
            yield os.path.join(folder, name)


def _packages(folder: str) -> Iterator[str]:
    """The packages in a folder of them; a link counts where it leads to such a folder as well."""
    for name in _names(folder):
        path = os.path.join(folder, name)
        if os.path.islink(path):
            parent, name = os.path.split(os.path.realpath(path))
            if os.path.basename(parent) not in _PACKAGES:
                continue
        if _is_package(path, name):
            yield path


def _is_package(path: str, name: str) -> bool:
    if name.startswith((".", *_OURS)) or name in COURSE_FILES:
        return False
    if os.path.isdir(path):
        stem, _dot, suffix = name.rpartition(".")
        return name.isidentifier() or (bool(stem) and suffix in ("libs", "dist-info", "egg-info"))
    return name.endswith((".py", ".so", ".pyc"))


def _is_archive_of_python(path: str) -> bool:
    """Whether it is the standard library in one file, as some Pythons have it."""
    return path.startswith(sys.base_prefix + os.sep) and path.endswith(".zip")


def _homes_of(packages: Sequence[str]) -> list[str]:
    """The folders in which packages lie that computing needs."""
    specs = [importlib.util.find_spec(name) for name in packages]
    places = [p for spec in specs if spec for p in spec.submodule_search_locations or ()]
    return list(dict.fromkeys(os.path.dirname(place) for place in places))


def _installed(folder: str) -> set[str]:
    """What the installer wrote down as having put into a folder."""
    found = set()
    for name in _names(folder):
        record = os.path.join(folder, name, "RECORD")
        if name.endswith(".dist-info") and os.path.isfile(record):
            with open(record, encoding="utf-8", errors="replace") as lines:
                found |= {line.partition("/")[0].partition(",")[0] for line in lines}
    return found


def _names(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []


def _course_files(path: str, left: list[int]) -> Iterator[str]:
    """Every file of a course, and one file of every checkout, at or below a path."""
    folders = [path] if os.path.isdir(path) and not os.path.islink(path) else []
    while folders:
        folder = folders.pop()
        telling = []
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    left[0] -= 1
                    name = entry.name
                    if name.endswith(".pyc"):
                        name = f"{name.partition('.')[0]}.py"
                    if name in COURSE_FILES:
                        telling.append((name, entry.path))
                    elif name.endswith(SEALED) or name == ".git":
                        yield entry.path
                    elif entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
        except OSError:
            continue
        if left[0] < 0:
            raise TooMuch
        parent, here = os.path.split(folder)
        within = here.startswith("exercise-") or os.path.basename(parent) == "solutions"
        if within or len({name for name, _ in telling}) > 1:
            yield from (path for _, path in telling)
