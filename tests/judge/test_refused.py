"""Each thing that the cage refuses has a hint of its own: what to write instead."""

import pytest

from grader.judge.explaining import failure_sentence
from grader.judge.refused import refused
from grader.wire import Failure

NOT_PERMITTED = ("PermissionError", "[Errno 1] Operation not permitted")
REFUSED = {
    'subprocess.run(["ls"])': (*NOT_PERMITTED, "starts no other programs"),
    'os.popen("ls").read()': (*NOT_PERMITTED, "starts no other programs"),
    "import git": ("ImportError", "Failed to initialize: Bad git executable.", "no other programs"),
    "asyncio.run(main())": (*NOT_PERMITTED, "asyncio needs"),
    'shutil.copy("a", "b")': (
        "PermissionError", "[Errno 1] Operation not permitted: 'b'", "shutil.copyfile",
    ),
    'shutil.copytree("a", "b")': (
        "Error", "[('a', 'b', '[Errno 1] Operation not permitted')]", "shutil.copyfile",
    ),
    'shelve.open("s")': ("PermissionError", "[Errno 1] Operation not permitted: b's.dat'", "json"),
    'sqlite3.connect("x.db")': ("OperationalError", "access permission denied", ":memory:"),
    "Pool(2).map(abs, [1])": ("PermissionError", "[Errno 13] Permission denied", "other processes"),
    "process.start()": (*NOT_PERMITTED, "no programs or processes"),
    "getpass.getuser()": ("KeyError", "'getpwuid(): uid not found: 0'", "nobody is logged in"),
    'input("x")': ("EOFError", "EOF when reading a line", "Nobody answers input()"),
    "getpass.getpass()": ("EOFError", "", "getpass()"),
    'TensorBoard("/root/logs")': ("PermissionDeniedError", "/root/logs; Permission denied", '"logs"'),
    'open("/root/x.txt", "w")': (
        "PermissionError", "[Errno 13] Permission denied: '/root/x.txt'", "in its own folder only",
    ),
    "socket.create_connection(there)": (*NOT_PERMITTED, "reaches no network"),
    "tkinter.Tk()": ("TclError", "Can't find a usable init.tcl", "no screen"),
}  # fmt: skip


@pytest.mark.parametrize("line", REFUSED)
def test_what_is_refused_has_a_hint_of_its_own(line: str) -> None:
    error, message, words = REFUSED[line]
    said = failure_sentence(Failure("raised", error, message), line)
    assert words in said and "__main__" in said
    assert said.count("While it is graded") <= 1


@pytest.mark.parametrize(
    ("error", "message", "line"),
    [("ValueError", "shapes differ", "subprocess.run(x)"), ("KeyError", "'a'", "git['a']")],
)
def test_what_was_not_refused_has_none(error: str, message: str, line: str) -> None:
    assert refused(error, message, line) == ""
