"""What did the cage refuse, and what can a student write instead?

The system's own words ("Operation not permitted") are the same for many things: the line on which
it happened tells them apart.
"""

import re

from grader.languages import N_, _

_BLOCK = N_('move experiments into an if __name__ == "__main__" block.')
_PROGRAMS = N_(
    "While it is graded your code starts no other programs (subprocess, os.system, git): do in "
    "Python what they would do, or {block}"
)
_PROCESSES = N_(
    "While it is graded your code starts no other processes (multiprocessing, os.fork): call the "
    "function directly, or {block}"
)
_ASYNCIO = N_(
    "While it is graded your code opens no sockets, which asyncio needs for its loop: call the "
    "function directly, or {block}"
)
_SOCKETS = N_("While it is graded your code reaches no network and opens no sockets: {block}")
_RIGHTS = N_(
    "While it is graded your code cannot change rights, owners or links of files, as shutil.copy "
    "and shelve do: use shutil.copyfile, or json, or {block}"
)
_SQLITE = N_(
    'While it is graded your code opens no database in a file: use sqlite3.connect(":memory:"), '
    "or {block}"
)
_LOGS = N_(
    "While it is graded your code writes below its own folder only: give TensorBoard a path like "
    '"logs", or {block}'
)
_WRITING = N_(
    "While it is graded your code writes files in its own folder only: use a plain name, as in "
    'open("result.txt", "w"), or {block}'
)
_NOBODY = N_("Where code is graded nobody is logged in: write the name itself, or {block}")
_KEYBOARD = N_(
    "Nobody answers input() or getpass() while your code is graded: take the value as an argument, "
    "or {block}"
)
_SCREEN = N_(
    'Where code is graded there is no screen: use matplotlib.use("Agg"), and open no window, or '
    "{block}"
)
_BARRED = r"Operation not permitted|Permission ?[dD]enied"
_PROCESS_WORDS = r"\b(multiprocessing|\w*Process(PoolExecutor)?|Pool|Queue|Manager|fork)\b"
_PROGRAM_WORDS = (
    r"\b(subprocess|[Pp]open|system|check_output|check_call|spawn\w*|exec[lv]\w*|git)\b"
)
_RIGHTS_WORDS = r"\b(shelve|ch(mod|own)|(sym)?link|copy2?|copy(tree|mode|stat)|utime)\b"
_WRITING_WORDS = (
    r"""\bopen\([^)]*["'][wax]|"""
    r"\b(mkdir|makedirs|write_text|write_bytes|savetxt|savez?|to_csv|savefig)\("
)
_ANY = N_(
    "While it is graded your code starts no programs or processes (subprocess, multiprocessing) "
    "and opens no sockets (asyncio): {block}"
)
_REFUSED = (
    # what was raised, what is on the line, what to say
    (r"Bad git executable", r"", _PROGRAMS),
    (r"getpwuid\(\)|No username set", r"", _NOBODY),
    (r"^EOFError", r"", _KEYBOARD),
    (r"init\.tcl|no display name|\$DISPLAY|Cannot load backend", r"", _SCREEN),
    (r"OperationalError: (access permission denied|unable to open database)", r"", _SQLITE),
    (_BARRED, r"\bsqlite3?\b", _SQLITE),
    (_BARRED, r"\b(TensorBoard|create_file_writer)\b", _LOGS),
    (_BARRED, r"\basyncio\b", _ASYNCIO),
    (_BARRED, _PROCESS_WORDS, _PROCESSES),
    (_BARRED, _PROGRAM_WORDS, _PROGRAMS),
    (_BARRED, _RIGHTS_WORDS, _RIGHTS),
    (_BARRED, r"\b(socket|requests|urlopen|create_connection)\b", _SOCKETS),
    (_BARRED, _WRITING_WORDS, _WRITING),
    (r"Operation not permitted('\)|: )", r"", _RIGHTS),
    (r"\[Errno 13\] Permission denied$", r"", _PROCESSES),
    (r"Operation not permitted", r"", _ANY),
)


def refused(error: str, message: str, line: str = "") -> str:
    """A hint on an exception that the cage seems to have caused; empty when it did not.

    line: the student's, on which it was raised, if that is known.
    """
    raised = f"{error}: {message}" if message else error
    for pattern, words, sentence in _REFUSED:
        if re.search(pattern, raised) and re.search(words, line):
            return _(sentence).format(block=_(_BLOCK))
    return ""
