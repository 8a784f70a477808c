"""What is asked of Landlock, for every version of it, recorded instead of done."""

import ctypes
import errno
import os
import struct
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from grader import wire
from grader.containment import landlock, lockdown
from grader.containment.lockdown import Uncontained, make_plan
from grader.containment.syscalls import NUMBERS
from grader.worker.confining import confiner, plan_in_words

MACHINE = "x86_64"
NAMES = {number: name for name, number in NUMBERS[MACHINE].items()}
VERSIONS = range(1, 10)

# The kernel's include/uapi/linux/landlock.h: rights to files, by the version that brought them.
FILES_IN = {1: 2**13 - 1, 2: 2**14 - 1, 3: 2**15 - 1, 4: 2**15 - 1, 5: 2**16 - 1}
SIZES = {1: 8, 2: 8, 3: 8, 4: 16, 5: 16, 6: 24}


@dataclass
class Kernel:
    """Stands for the kernel: remembers the calls, and what their pointers pointed to."""

    version: int
    done: list[str] = field(default_factory=list)
    asked: bytes = b""
    rules: dict[str, int] = field(default_factory=dict)

    def syscall(self, number: int, *words: int) -> int:
        name = NAMES[number]
        if name == "landlock_create_ruleset" and words[2] == 1:
            return self.version
        self.done.append(name)
        if name == "landlock_create_ruleset":
            self.asked = ctypes.string_at(words[0], words[1])
            return os.open(os.devnull, os.O_RDONLY)
        if name == "landlock_add_rule":
            assert words[1] == 1 and words[3] == 0
            rights, place = struct.unpack("<Qi", ctypes.string_at(words[2], 12))
            self.rules[os.readlink(f"/proc/self/fd/{place}")] = rights
        return 0

    def prctl(self, option: int, *words: int) -> None:
        self.done.append(f"prctl {option}")


@pytest.fixture(params=VERSIONS)
def kernel(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Kernel:
    kernel = Kernel(request.param)
    monkeypatch.setattr(landlock, "syscall", kernel.syscall)
    monkeypatch.setattr(landlock, "prctl", kernel.prctl)
    return kernel


def granted(kernel: Kernel, *grants: tuple[str, int]) -> tuple[int, ...]:
    """The three words of the ruleset; those that the version does not know are 0."""
    landlock.restrict(MACHINE, landlock.abi(MACHINE), grants)
    words = kernel.asked.ljust(24, b"\0")
    return struct.unpack("<QQQ", words)


def test_a_version_is_asked_for_what_it_knows_and_for_all_of_it(kernel: Kernel) -> None:
    files, network, scopes = granted(kernel)
    assert files == FILES_IN[min(kernel.version, 5)]
    assert network == (0b11 if kernel.version >= 4 else 0)
    assert scopes == (0b11 if kernel.version >= 6 else 0)
    assert len(kernel.asked) == SIZES[min(kernel.version, 6)]


def test_no_rule_exceeds_what_was_asked_for(kernel: Kernel, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    folder, none = str(tmp_path), str(tmp_path / "none")
    every = landlock.WRITING | landlock.EXECUTE | landlock.IOCTL_DEV
    files, _, _ = granted(kernel, (folder, landlock.WRITING), (str(file), every), (none, every))
    assert set(kernel.rules) == {folder, str(file)}  # what is not there is granted to nobody
    assert all(rights and rights & ~files == 0 for rights in kernel.rules.values())
    of_folders = landlock.READ_DIR | landlock.MAKE_REG | landlock.REMOVE_FILE | landlock.REFER
    assert kernel.rules[folder] & landlock.MAKE_REG and not kernel.rules[str(file)] & of_folders


def test_privileges_are_given_up_before_and_rules_added_before_that(kernel: Kernel) -> None:
    granted(kernel, ("/usr/lib", landlock.READING))
    assert kernel.done == [
        "landlock_create_ruleset", "landlock_add_rule", "prctl 38", "landlock_restrict_self",
    ]  # fmt: skip


def test_no_descriptor_is_left_open(kernel: Kernel) -> None:
    before = os.listdir("/proc/self/fd")
    granted(kernel, ("/usr/lib", landlock.READING), ("/nowhere", landlock.READING))
    assert os.listdir("/proc/self/fd") == before


def test_nobody_may_execute_or_make_links_sockets_pipes_or_devices(kernel: Kernel) -> None:
    files, _, _ = granted(kernel, ("/tmp", landlock.WRITING))
    for right in (
        landlock.EXECUTE, landlock.MAKE_SYM, landlock.MAKE_SOCK, landlock.MAKE_FIFO,
        landlock.MAKE_BLOCK, landlock.MAKE_CHAR,
    ):  # fmt: skip
        assert files & right and not kernel.rules["/tmp"] & right


# without it


@pytest.mark.parametrize("code", [errno.ENOSYS, errno.EOPNOTSUPP])
def test_a_kernel_without_landlock_is_refused(code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def syscall(*words: int) -> int:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(landlock, "syscall", syscall)
    assert landlock.abi(MACHINE) == 0
    with pytest.raises(Uncontained, match="no Landlock"):
        make_plan([])


@pytest.mark.parametrize(("platform", "machine"), [("darwin", "x86_64"), ("linux", "riscv64")])
def test_a_system_that_is_not_known_is_refused(
    platform: str, machine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(lockdown.platform, "machine", lambda: machine)
    with pytest.raises(Uncontained, match="no containment for"):
        make_plan([])


def test_a_worker_that_cannot_be_confined_says_so_when_it_is_needed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(landlock, "abi", lambda machine: 0)
    confine = confiner(lambda: plan_in_words([], "/nowhere"))
    start = wire.Start(b"", {}, "", (), "", True, 0, 0)
    for _ in range(2):
        with pytest.raises(Uncontained, match="no Landlock"):
            confine(start, 3, 4)


def test_a_kernel_that_refuses_a_rule_is_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    def syscall(*words: int) -> int:
        raise OSError(errno.E2BIG, os.strerror(errno.E2BIG))

    monkeypatch.setattr(landlock, "syscall", syscall)
    with pytest.raises(OSError, match=os.strerror(errno.E2BIG)):
        landlock.restrict(MACHINE, 7, [("/usr/lib", landlock.READING)])
