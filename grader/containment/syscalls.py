"""Which system calls exist, by number, and which of them may student code make?

The numbers are the kernel's: `asm/unistd_64.h` for x86-64, `asm-generic/unistd.h` for aarch64,
which never had the older calls.
"""

from collections.abc import Mapping
from typing import Literal

Machine = Literal["x86_64", "aarch64"]

AUDIT_ARCH: Mapping[str, int] = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
X32_BIT = 0x40000000  # set in the numbers of x86-64's second table, which nobody needs

X86_64: Mapping[str, int] = {
    "read": 0, "write": 1, "open": 2, "close": 3, "stat": 4, "fstat": 5, "lstat": 6, "poll":
    7, "lseek": 8, "mmap": 9, "mprotect": 10, "munmap": 11, "brk": 12, "rt_sigaction": 13,
    "rt_sigprocmask": 14, "rt_sigreturn": 15, "ioctl": 16, "pread64": 17, "pwrite64": 18,
    "readv": 19, "writev": 20, "access": 21, "pipe": 22, "select": 23, "sched_yield": 24,
    "mremap": 25, "msync": 26, "mincore": 27, "madvise": 28, "dup": 32, "dup2": 33, "pause":
    34, "nanosleep": 35, "getitimer": 36, "alarm": 37, "setitimer": 38, "getpid": 39,
    "sendfile": 40, "clone": 56, "exit": 60, "kill": 62, "uname": 63, "fcntl": 72, "fsync":
    74, "fdatasync": 75, "truncate": 76, "ftruncate": 77, "getdents": 78, "getcwd": 79,
    "chdir": 80, "fchdir": 81, "rename": 82, "mkdir": 83, "rmdir": 84, "creat": 85, "unlink":
    87, "readlink": 89, "umask": 95, "gettimeofday": 96, "getrlimit": 97, "getrusage": 98,
    "sysinfo": 99, "times": 100, "getuid": 102, "getgid": 104, "geteuid": 107, "getegid": 108,
    "getppid": 110, "getpgrp": 111, "getgroups": 115, "getpgid": 121, "getsid": 124, "capget":
    125, "capset": 126, "rt_sigpending": 127, "rt_sigtimedwait": 128, "rt_sigsuspend": 130,
    "sigaltstack": 131, "statfs": 137, "fstatfs": 138, "sched_getparam": 143,
    "sched_getscheduler": 145, "sched_get_priority_max": 146, "sched_get_priority_min": 147,
    "prctl": 157, "arch_prctl": 158, "gettid": 186, "tkill": 200, "time": 201, "futex": 202,
    "sched_setaffinity": 203, "sched_getaffinity": 204, "getdents64": 217, "set_tid_address":
    218, "restart_syscall": 219, "fadvise64": 221, "clock_gettime": 228, "clock_getres": 229,
    "clock_nanosleep": 230, "exit_group": 231, "epoll_wait": 232, "epoll_ctl": 233, "tgkill":
    234, "get_mempolicy": 239, "openat": 257, "mkdirat": 258, "newfstatat": 262, "unlinkat":
    263, "renameat": 264, "readlinkat": 267, "faccessat": 269, "pselect6": 270, "ppoll": 271,
    "set_robust_list": 273, "get_robust_list": 274, "epoll_pwait": 281, "fallocate": 285,
    "eventfd2": 290, "epoll_create1": 291, "dup3": 292, "pipe2": 293, "preadv": 295,
    "pwritev": 296, "prlimit64": 302, "getcpu": 309, "renameat2": 316, "seccomp": 317,
    "getrandom": 318, "membarrier": 324, "statx": 332, "rseq": 334, "clone3": 435,
    "close_range": 436, "faccessat2": 439, "landlock_create_ruleset": 444,
    "landlock_add_rule": 445, "landlock_restrict_self": 446,
}

AARCH64: Mapping[str, int] = {
    "read": 63, "write": 64, "close": 57, "fstat": 80, "lseek": 62, "mmap": 222, "mprotect":
    226, "munmap": 215, "brk": 214, "rt_sigaction": 134, "rt_sigprocmask": 135,
    "rt_sigreturn": 139, "ioctl": 29, "pread64": 67, "pwrite64": 68, "readv": 65, "writev":
    66, "sched_yield": 124, "mremap": 216, "msync": 227, "mincore": 232, "madvise": 233,
    "dup": 23, "nanosleep": 101, "getitimer": 102, "setitimer": 103, "getpid": 172,
    "sendfile": 71, "clone": 220, "exit": 93, "kill": 129, "uname": 160, "fcntl": 25, "fsync":
    82, "fdatasync": 83, "truncate": 45, "ftruncate": 46, "getcwd": 17, "chdir": 49, "fchdir":
    50, "umask": 166, "gettimeofday": 169, "getrlimit": 163, "getrusage": 165, "sysinfo": 179,
    "times": 153, "getuid": 174, "getgid": 176, "geteuid": 175, "getegid": 177, "getppid":
    173, "getgroups": 158, "getpgid": 155, "getsid": 156, "capget": 90, "capset": 91,
    "rt_sigpending": 136, "rt_sigtimedwait": 137, "rt_sigsuspend": 133, "sigaltstack": 132,
    "statfs": 43, "fstatfs": 44, "sched_getparam": 121, "sched_getscheduler": 120,
    "sched_get_priority_max": 125, "sched_get_priority_min": 126, "prctl": 167, "gettid": 178,
    "tkill": 130, "futex": 98, "sched_setaffinity": 122, "sched_getaffinity": 123,
    "getdents64": 61, "set_tid_address": 96, "restart_syscall": 128, "fadvise64": 223,
    "clock_gettime": 113, "clock_getres": 114, "clock_nanosleep": 115, "exit_group": 94,
    "epoll_ctl": 21, "tgkill": 131, "get_mempolicy": 236, "openat": 56, "mkdirat": 34,
    "newfstatat": 79, "unlinkat": 35, "renameat": 38, "readlinkat": 78, "faccessat": 48,
    "pselect6": 72, "ppoll": 73, "set_robust_list": 99, "get_robust_list": 100, "epoll_pwait":
    22, "fallocate": 47, "eventfd2": 19, "epoll_create1": 20, "dup3": 24, "pipe2": 59,
    "preadv": 69, "pwritev": 70, "prlimit64": 261, "getcpu": 168, "renameat2": 276, "seccomp":
    277, "getrandom": 278, "membarrier": 283, "statx": 291, "rseq": 293, "clone3": 435,
    "close_range": 436, "faccessat2": 439, "landlock_create_ruleset": 444,
    "landlock_add_rule": 445, "landlock_restrict_self": 446,
}

NUMBERS: Mapping[str, Mapping[str, int]] = {"x86_64": X86_64, "aarch64": AARCH64}

# Allowed whatever the arguments: computing, waiting, and files as far as Landlock lets them.
# Not among them: sockets, new processes, other processes, mounts, keys, namespaces, tracing,
# chmod, chown, utime, xattr, links, shared anonymous memory, io_uring, bpf.
ALLOWED = (
    # memory
    "brk", "mprotect", "munmap", "mremap", "msync", "mincore", "madvise", "get_mempolicy",
    "membarrier",
    # threads and time
    "futex", "sched_yield", "sched_getaffinity", "sched_getparam", "sched_getscheduler",
    "sched_get_priority_max", "sched_get_priority_min", "set_robust_list", "get_robust_list",
    "set_tid_address", "rseq", "arch_prctl", "restart_syscall", "getcpu", "gettid", "time",
    "gettimeofday", "clock_gettime", "clock_getres", "clock_nanosleep", "nanosleep", "times",
    "getitimer", "setitimer", "alarm", "pause",
    # signals to oneself
    "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "rt_sigpending", "rt_sigtimedwait",
    "rt_sigsuspend", "sigaltstack",
    # who and where am I
    "getpid", "getppid", "getpgrp", "getpgid", "getsid", "getuid", "geteuid", "getgid", "getegid",
    "getgroups", "getrlimit", "getrusage", "getrandom", "uname", "sysinfo",
    # open files
    "read", "write", "readv", "writev", "pread64", "pwrite64", "preadv", "pwritev", "lseek",
    "close", "close_range", "dup", "dup2", "dup3", "pipe", "pipe2", "eventfd2", "poll", "ppoll",
    "select", "pselect6", "epoll_create1", "epoll_ctl", "epoll_wait", "epoll_pwait", "sendfile",
    "fsync", "fdatasync", "fadvise64", "fallocate", "ftruncate", "fstat", "fstatfs", "getdents",
    "getdents64", "fchdir",
    # paths
    "open", "openat", "creat", "stat", "lstat", "newfstatat", "statx", "statfs", "access",
    "faccessat", "faccessat2", "readlink", "readlinkat", "getcwd", "chdir", "umask", "truncate",
    "mkdir", "mkdirat", "rmdir", "unlink", "unlinkat", "rename", "renameat", "renameat2",
    # the end
    "exit", "exit_group",
)  # fmt: skip
