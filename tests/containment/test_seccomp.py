"""The filter of system calls, run by an interpreter: nothing here depends on the kernel."""

import errno
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.containment import seccomp
from grader.containment.seccomp import ALLOW, ERROR, KILL, Instruction
from grader.containment.syscalls import ALLOWED, AUDIT_ARCH, NUMBERS, X32_BIT

PID = 4711
MACHINES = ("x86_64", "aarch64")
EPERM, ENOSYS, ENOMEM = (ERROR | code for code in (errno.EPERM, errno.ENOSYS, errno.ENOMEM))
PROGRAMS = {machine: seccomp.program(machine, PID) for machine in MACHINES}
CONDITIONAL = {
    "clone", "clone3", "kill", "tgkill", "prlimit64", "prctl", "ioctl", "fcntl", "mmap", "open",
    "openat", "fallocate", "close_range",
}  # fmt: skip
each = pytest.mark.parametrize("machine", MACHINES)
words = st.integers(0, 2**64 - 1)


def run(program: list[Instruction], number: int, arch: int, *arguments: int) -> int:
    """What the kernel would do: classic BPF over its `struct seccomp_data`."""
    six = [word % 2**64 for word in (*arguments, 0, 0, 0, 0, 0, 0)[:6]]
    data = struct.pack("<IIQ6Q", number % 2**32, arch, 0, *six)
    accumulator, place = 0, 0
    while True:
        code, yes, no, value = program[place]
        place += 1
        if code == 0x20:  # BPF_LD | BPF_W | BPF_ABS
            assert value % 4 == 0
            accumulator = struct.unpack_from("<I", data, value)[0]
        elif code == 0x54:  # BPF_ALU | BPF_AND | BPF_K
            accumulator &= value
        elif code == 0x06:  # BPF_RET | BPF_K
            return value
        else:
            holds = {
                0x15: accumulator == value,  # BPF_JEQ
                0x35: accumulator >= value,  # BPF_JGE
                0x45: bool(accumulator & value),  # BPF_JSET
            }[code]
            place += yes if holds else no


def verdict(machine: str, name: str, *arguments: int) -> int:
    return run(PROGRAMS[machine], NUMBERS[machine][name], AUDIT_ARCH[machine], *arguments)


@each
def test_every_path_ends_and_the_kernel_takes_the_program(machine: str) -> None:
    program = PROGRAMS[machine]
    assert 0 < len(program) <= 4096
    for place, step in enumerate(program):
        assert 0 <= step.value < 2**32 and 0 <= step.yes < 256 and 0 <= step.no < 256
        if step.code != seccomp.RETURN:
            assert place + 1 + max(step.yes, step.no) < len(program)
    assert program[-1].code == seccomp.RETURN


@each
@pytest.mark.parametrize("arguments", [(0,) * 6, (2**64 - 1,) * 6, (PID,) * 6, (1,) * 6])
def test_what_is_not_on_the_list_is_refused(machine: str, arguments: tuple[int, ...]) -> None:
    numbers = NUMBERS[machine]
    always = {numbers[name] for name in ALLOWED if name in numbers}
    depends = {numbers[name] for name in CONDITIONAL if name in numbers}
    assert not always & depends
    for number in [*range(1024), 2**16, 2**30 - 1]:
        found = run(PROGRAMS[machine], number, AUDIT_ARCH[machine], *arguments)
        if number not in depends:
            assert found == (ALLOW if number in always else EPERM), number


@each
@given(st.sampled_from(sorted(ALLOWED)), st.lists(words, min_size=6, max_size=6))
def test_what_is_on_the_list_is_allowed_whatever_the_arguments(
    machine: str, name: str, arguments: list[int]
) -> None:
    if name in NUMBERS[machine]:
        assert verdict(machine, name, *arguments) == ALLOW


# By the kernel's headers, for x86-64 and aarch64; not read from the tables under test.
DANGEROUS = {
    "fork": (57, None), "vfork": (58, None), "execve": (59, 221), "execveat": (322, 281),
    "socket": (41, 198), "socketpair": (53, 199), "connect": (42, 203), "bind": (49, 200),
    "sendmsg": (46, 211), "ptrace": (101, 117), "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271), "pidfd_open": (434, 434), "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424), "tkill": (200, 130), "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240), "chmod": (90, None), "fchmod": (91, 52),
    "fchmodat": (268, 53), "fchmodat2": (452, 452), "chown": (92, None), "fchown": (93, 55),
    "fchownat": (260, 54), "utime": (132, None), "utimes": (235, None), "utimensat": (280, 88),
    "setxattr": (188, 5), "fsetxattr": (190, 7), "removexattr": (197, 14), "link": (86, None),
    "linkat": (265, 37), "symlink": (88, None), "symlinkat": (266, 36), "mknod": (133, None),
    "mknodat": (259, 33), "mount": (165, 40), "umount2": (166, 39), "chroot": (161, 51),
    "pivot_root": (155, 41), "unshare": (272, 97), "setns": (308, 268), "setuid": (105, 146),
    "setresuid": (117, 147), "setpriority": (141, 140), "sched_setscheduler": (144, 119),
    "sched_setaffinity": (203, 122), "setrlimit": (160, 164), "io_uring_setup": (425, 425),
    "bpf": (321, 280), "userfaultfd": (323, 282), "perf_event_open": (298, 241),
    "keyctl": (250, 219), "add_key": (248, 217), "memfd_create": (319, 279),
    "memfd_secret": (447, 447), "shmget": (29, 194), "shmat": (30, 196), "mq_open": (240, 180),
    "msgget": (68, 186), "semget": (64, 190), "open_by_handle_at": (304, 265),
    "name_to_handle_at": (303, 264), "openat2": (437, 437), "truncate": (76, 45),
    "clock_settime": (227, 112), "settimeofday": (164, 170), "adjtimex": (159, 171),
    "reboot": (169, 142), "kexec_load": (246, 104), "init_module": (175, 105),
    "seccomp": (317, 277), "landlock_create_ruleset": (444, 444), "capset": (126, 91),
    "personality": (135, 92), "modify_ldt": (154, None), "iopl": (172, None),
    "inotify_init1": (294, 26), "fanotify_init": (300, 262), "splice": (275, 76),
    "vmsplice": (278, 75), "tee": (276, 77), "timer_create": (222, 107), "mlock": (149, 228),
    "mlockall": (151, 230), "sethostname": (170, 161), "syslog": (103, 116), "acct": (163, 89),
    "swapon": (167, 224), "quotactl": (179, 60), "setsid": (112, 157), "setpgid": (109, 154),
    "move_pages": (279, 239), "migrate_pages": (256, 238), "remap_file_pages": (216, 234),
    "process_madvise": (440, 440), "mseal": (462, 462), "kcmp": (312, 272),
}  # fmt: skip


@each
def test_dangerous_calls_are_refused_by_number(machine: str) -> None:
    column = MACHINES.index(machine)
    for name, numbers in DANGEROUS.items():
        if numbers[column] is not None:
            found = run(PROGRAMS[machine], numbers[column], AUDIT_ARCH[machine], 1, 2, 3)
            assert found == EPERM, name


@each
@pytest.mark.parametrize("arch", [0, 0x40000003, 0xC000003E, 0xC00000B7, 0x40000028, 2**32 - 1])
def test_a_foreign_table_of_calls_kills(machine: str, arch: int) -> None:
    for number in range(512):
        found = run(PROGRAMS[machine], number, arch)
        assert (found == KILL) == (arch != AUDIT_ARCH[machine])


def test_the_second_table_of_x86_kills() -> None:
    for number in [X32_BIT, *(X32_BIT | n for n in range(1024)), 2**31, 2**32 - 1]:
        assert run(PROGRAMS["x86_64"], number, AUDIT_ARCH["x86_64"]) == KILL


THREAD = 0x3D0F00  # what pthread_create asks for


@each
@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        (THREAD, ALLOW), (THREAD | 0x01000000, ALLOW), (0x10000, ALLOW),
        (17, EPERM), (0x1200011, EPERM), (0x4111, EPERM), (0, EPERM), (THREAD & ~0x10000, EPERM),
        (0x10000000, EPERM), (0x1000000000000, EPERM), (0x1_0001_0000 << 16, EPERM),
    ],
)  # fmt: skip
def test_clone_makes_threads_only(machine: str, flags: int, expected: int) -> None:
    assert verdict(machine, "clone", flags) == expected


@each
def test_clone3_whose_flags_cannot_be_seen_is_absent(machine: str) -> None:
    assert verdict(machine, "clone3", THREAD, 88) == ENOSYS


@each
@pytest.mark.parametrize("name", ["kill", "tgkill"])
@pytest.mark.parametrize("pid", [0, 1, -1, -PID, PID - 1, PID + 1, 2**31, PID << 32, 2**32 - PID])
def test_signals_go_to_oneself_only(machine: str, name: str, pid: int) -> None:
    assert verdict(machine, name, PID, 9) == ALLOW
    assert verdict(machine, name, pid, 9) == EPERM


@each
@pytest.mark.parametrize("new", [1, 2**32, 2**63, 0x7FFF_0000_0000, 0xFFFF_FFFF])
def test_limits_can_be_read_but_not_set(machine: str, new: int) -> None:
    assert verdict(machine, "prlimit64", 0, 7, 0, 0x7FFF1234) == ALLOW
    assert verdict(machine, "prlimit64", 0, 7, new, 0) == EPERM


@each
def test_prctl_names_things_only(machine: str) -> None:
    allowed = {15, 0x53564D41}
    for option in [*range(80), *allowed, 0x59616D61, 2**32 - 1]:
        found = verdict(machine, "prctl", option, 1)
        assert found == (ALLOW if option in allowed else EPERM)


@each
def test_ioctl_asks_about_terminals_only(machine: str) -> None:
    allowed = {0x5401, 0x5413, 0x5450, 0x5451}
    for request in [*range(0x5400, 0x5480), 0x4004667E, 0x8008662C, 0xC0105512, 0]:
        found = verdict(machine, "ioctl", 1, request)
        assert found == (ALLOW if request in allowed else EPERM)


@each
def test_fcntl_duplicates_and_sets_flags_only(machine: str) -> None:
    allowed = {0, 1, 2, 3, 4, 1030}
    for command in [*range(64), *range(1024, 1048)]:
        found = verdict(machine, "fcntl", 3, command)
        assert found == (ALLOW if command in allowed else EPERM)


@each
@pytest.mark.parametrize(
    ("flags", "expected"), [(0, ALLOW), (4, ALLOW), (2, EPERM), (6, EPERM), (8, EPERM)]
)
def test_descriptors_are_closed_but_not_unshared(machine: str, flags: int, expected: int) -> None:
    assert verdict(machine, "close_range", 3, 2**32 - 1, flags) == expected


PRIVATE, SHARED, SHARED_VALIDATE, ANONYMOUS = 0x02, 0x01, 0x03, 0x20


@each
@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        (PRIVATE | ANONYMOUS, ALLOW), (PRIVATE, ALLOW), (SHARED, ALLOW),
        (PRIVATE | ANONYMOUS | 0x4000 | 0x10, ALLOW),
        (SHARED | ANONYMOUS, ENOMEM), (SHARED_VALIDATE | ANONYMOUS, ENOMEM),
        (SHARED | ANONYMOUS | 0x40000 | 0x8000, ENOMEM),
        (SHARED | ANONYMOUS | 1 << 40, ENOMEM),
    ],
)  # fmt: skip
def test_no_memory_is_shared_that_no_limit_counts(machine: str, flags: int, expected: int) -> None:
    assert verdict(machine, "mmap", 0, 2**30, 3, flags, 2**64 - 1, 0) == expected


@each
@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        (0, ALLOW), (0x80000, ALLOW), (0x241, ALLOW), (0x242, ALLOW), (0x201, ALLOW),
        (0x202, ALLOW), (0x200, EPERM), (0x80200, EPERM), (0x240, EPERM), (0x203, ALLOW),
    ],
)  # fmt: skip
def test_nothing_is_truncated_by_who_may_only_read(machine: str, flags: int, expected: int) -> None:
    assert verdict(machine, "openat", 2**64 - 100, 4096, flags, 0) == expected
    if machine == "x86_64":
        assert verdict(machine, "open", 4096, flags, 0) == expected


@each
@pytest.mark.parametrize(("mode", "expected"), [(0, ALLOW), (1, EPERM), (3, EPERM), (16, EPERM)])
def test_nothing_is_allocated_beyond_the_end_of_a_file(
    machine: str, mode: int, expected: int
) -> None:
    assert verdict(machine, "fallocate", 5, mode, 0, 2**30) == expected


@each
def test_every_name_has_a_number(machine: str) -> None:
    both = set(NUMBERS["x86_64"]) | set(NUMBERS["aarch64"])
    assert {*ALLOWED, *CONDITIONAL} <= both
    assert set(NUMBERS["aarch64"]) <= set(NUMBERS["x86_64"])
    assert len(set(NUMBERS[machine].values())) == len(NUMBERS[machine])
    needed = {"seccomp", "capset", "landlock_create_ruleset", "landlock_restrict_self"}
    assert needed <= set(NUMBERS[machine])
