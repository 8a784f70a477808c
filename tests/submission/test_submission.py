"""Whatever is handed in is read, or refused with one clear sentence."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.submission.submission import Unreadable, nearest, read
from tests.submission.test_notebooks import notebook

RIGHT = "def f():\n    return 1\n"


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    "content",
    [
        RIGHT,
        "\ufeff" + RIGHT,
        RIGHT.replace("\n", "\r\n"),
        RIGHT.rstrip("\n"),
        "# -*- coding: latin-1 -*-\n# é\n".encode("latin-1") + RIGHT.encode(),
        "# ünïcödé\n" + RIGHT,
    ],
)
def test_python_files_are_read(tmp_path: Path, content: str | bytes) -> None:
    submission = read(put(tmp_path, "s.py", content), ["f"])
    assert submission.source.endswith(RIGHT)
    assert submission.place(3) == "line 3" and submission.position(3) == (None, 3)


def test_notebooks_are_read_and_remember_their_cells(tmp_path: Path) -> None:
    submission = read(put(tmp_path, "s.ipynb", notebook("x = 1", "\n" + RIGHT)), ["f"])
    line = submission.source.split("\n").index("    return 1") + 1
    assert submission.place(line) == "code cell 2, line 3"


def test_a_folder_with_one_file_is_that_file(tmp_path: Path) -> None:
    put(tmp_path, "notes.txt", "x")
    path = put(tmp_path, "a b é.py", RIGHT)
    assert read(tmp_path, ["f"]).path == path


REFUSED = {
    "missing.py": (None, "There is no file"),
    "s.txt": ("x = 1", "neither a .py nor an .ipynb"),
    "empty.py": ("", "is empty"),
    "blank.py": (" \n\n", "is empty"),
    "binary.py": (b"\x7fELF\0\0\1", "binary"),
    "latin.py": ("# é\n".encode("latin-1"), "not UTF-8"),
    "utf16.py": ("x = 1".encode("utf-16"), "binary"),
    "large.py": ("#" * (2**20 + 1), "larger than 1 MiB"),
    "syntax.py": ("def f(:\n", "line 1: invalid syntax"),
    "indent.py": ("def f():\nreturn 1\n", "line 2: expected an indented block"),
    "utf7.py": (b"# coding: utf-7\n+////-", "not UTF-8"),
    "rot13.py": ("# coding: rot13\nx = 1\n", "not UTF-8"),
    "idna.py": (b"# coding: idna\nxn--\xff = 1\n", "not UTF-8"),
    "surrogate.py": (b"# coding: unicode_escape\nx = '\\ud800'\n", "a character that is no text"),
    "bom.py": (b"\xef\xbb\xbf\n", "is empty"),
    "tabs.py": ("if 1:\n\tx = 1\n        y = 2\n", "line 3: inconsistent use of tabs"),
    "return.py": ("x = 1\nreturn x\n", "line 2: 'return' outside function"),
    "question.py": ("x = (1 2)\n", "Perhaps you forgot a comma?"),
    "cookie.py": ("# coding: nonsense\nx = 1\n", "not UTF-8"),
    "deep.py": ("(" * 5000 + ")" * 5000, "not valid Python"),
    "deeper.py": ("-" * 200_000 + "1", "not valid Python"),
    "json.ipynb": ("{", "not valid JSON"),
    "null.ipynb": (notebook("x = 1", "def f(): '\0'"), "code cell 2"),
    "lone.ipynb": (notebook("f = '\ud800'"), "a character that is no text"),
    "deep.ipynb": (notebook("f = " + "-" * 100_000 + "1"), "code cell 1, line 1: it is too deeply"),
    "blank.ipynb": (notebook("", "\n"), "no code cell"),
    "code.ipynb": (notebook("#" * 2**20 + "\n"), "more than 1 MiB of code"),
    "r.ipynb": (notebook("f <- 1", metadata={"language_info": {"name": "R"}}), "in R, not in"),
    "list.ipynb": ("[]", "structure of a notebook"),
    "none.ipynb": (notebook("# md only"), "no code cell"),
    "cell.ipynb": (notebook("x = 1", "def f(:"), "code cell 2, line 1"),
    "binary.ipynb": (b"\x80\x81", "not UTF-8"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_told_in_a_sentence(tmp_path: Path, name: str) -> None:
    content, words = REFUSED[name]
    path = tmp_path / name if content is None else put(tmp_path, name, content)
    with pytest.raises(Unreadable, match=name.replace(".", r"\.")) as refused:
        read(path, ["f"])
    assert words in str(refused.value)


def test_every_refusal_is_one_sentence_that_names_the_file(tmp_path: Path) -> None:
    for name, (content, _) in REFUSED.items():
        path = tmp_path / name if content is None else put(tmp_path, name, content)
        with pytest.raises(Unreadable) as refused:
            read(path, ["f"])
        sentence = str(refused.value).split("\n")[0]
        assert sentence.startswith(("There is no file", str(path))), sentence
        assert sentence.endswith((".", "?")) and "?." not in sentence, sentence
        assert "Traceback" not in sentence and "Error" not in sentence


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("x = 1\ny = 3 $ 4\n", ["y = 3 $ 4", "      ^"]),
        ("if 1:\n\ty = 3 $ 4\n", ["y = 3 $ 4", "      ^"]),
        ("x = 1 $ '\x1b[31m'\n", ["x = 1 $ '\ufffd[31m'", "      ^"]),
        ("x = '" + "a" * 200 + "\n", ["x = '" + "a" * 71, "    ^"]),
    ],
)
def test_the_caret_stands_under_the_fault(tmp_path: Path, source: str, shown: list[str]) -> None:
    with pytest.raises(Unreadable) as refused:
        read(put(tmp_path, "s.py", source), ["f"])
    assert [line[4:] for line in str(refused.value).split("\n")[1:]] == shown


def test_the_caret_of_a_notebook_shows_the_line_of_the_cell(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as refused:
        read(put(tmp_path, "s.ipynb", notebook("import os", "\ndef f():\n  x = 3 $ 4\n")), ["f"])
    first, *shown = str(refused.value).split("\n")
    assert "code cell 2, line 3: " in first
    assert shown == ["    x = 3 $ 4", "          ^"]


def test_a_source_says_utf8_once_it_is_text(tmp_path: Path) -> None:
    data = "#!/usr/bin/python\n# vim: set fileencoding=latin-1 :\nf = 'é'\n".encode("latin-1")
    source = read(put(tmp_path, "s.py", data), ["f"]).source
    assert source == "#!/usr/bin/python\n# vim: set fileencoding=utf-8 :\nf = 'é'\n"
    names: dict[str, object] = {}
    exec(compile(source.encode(), "s", "exec"), names)
    assert names["f"] == "é"


def test_python_files_are_taken_whole(tmp_path: Path) -> None:
    source = "import os\nprint(os)\n" + RIGHT
    assert read(put(tmp_path, "s.py", source), ["f"]).source == source


def test_student_code_is_not_run(tmp_path: Path) -> None:
    trap = f"open({str(tmp_path / 'ran')!r}, 'w')\n"
    read(put(tmp_path, "s.py", trap + RIGHT), ["f"])
    read(put(tmp_path, "s.ipynb", notebook((trap, ["grade"]), RIGHT)), ["f"])
    assert not (tmp_path / "ran").exists()


def test_warnings_of_the_compiler_stay_quiet(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    odd = "def f():\n    return '\\d', 1 is 1\n"
    assert read(put(tmp_path, "s.py", odd), ["f"]).source == odd
    assert "return" in read(put(tmp_path, "s.ipynb", notebook(odd)), ["f"]).source
    assert capfd.readouterr() == ("", "")


def test_a_folder_counts_files_only(tmp_path: Path) -> None:
    (tmp_path / "other.py").mkdir()
    (tmp_path / ".ipynb_checkpoints").mkdir()
    put(tmp_path / ".ipynb_checkpoints", "a-checkpoint.ipynb", notebook("x = 1"))
    put(tmp_path, ".hidden.py", "x")
    put(tmp_path, "__init__.py", "")
    path = put(tmp_path, "a.PY", RIGHT)
    assert read(tmp_path, ["f"]).path == path


def test_a_link_to_a_file_is_that_file(tmp_path: Path) -> None:
    put(tmp_path, "real.py", RIGHT)
    (tmp_path / "link.py").symlink_to(tmp_path / "real.py")
    assert read(tmp_path / "link.py", ["f"]).source == RIGHT


def test_notices_of_a_notebook_are_carried_along(tmp_path: Path) -> None:
    submission = read(put(tmp_path, "s.ipynb", notebook(RIGHT, "for x in")), ["f"])
    assert len(submission.notices) == 1 and "Code cell 2" in submission.notices[0]


def test_a_syntax_error_shows_the_line_and_a_caret(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as refused:
        read(put(tmp_path, "s.py", "x = 1\ny = (2 +\nz = 3 3\n"), ["f"])
    first, text, caret = str(refused.value).split("\n")
    assert "line" in first and caret.strip() == "^" and text.strip()


def test_odd_places_are_refused(tmp_path: Path) -> None:
    for name in ("a.py", "b.py"):
        put(tmp_path, name, RIGHT)
    with pytest.raises(Unreadable, match=r"several files \(a\.py, b\.py\)"):
        read(tmp_path, ["f"])
    (tmp_path / "empty").mkdir()
    with pytest.raises(Unreadable, match=r"holds no \.py"):
        read(tmp_path / "empty", ["f"])
    os.mkfifo(tmp_path / "pipe.py")
    with pytest.raises(Unreadable, match="not an ordinary file"):
        read(tmp_path / "pipe.py", ["f"])
    (tmp_path / "loop.py").symlink_to(tmp_path / "loop.py")
    with pytest.raises(Unreadable, match="cannot be opened"):
        read(tmp_path / "loop.py", ["f"])


def test_files_that_may_not_be_read_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tests may run as root, whom no permission stops: the refusal is played."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = put(tmp_path, "s.py", RIGHT)
    with monkeypatch.context() as patched:
        patched.setattr("builtins.open", refuse)
        with pytest.raises(Unreadable, match=r"cannot be opened: Permission denied\."):
            read(path, ["f"])
    with monkeypatch.context() as patched:
        patched.setattr(os, "scandir", refuse)
        with pytest.raises(Unreadable, match=r"cannot be read: Permission denied\."):
            read(tmp_path, ["f"])


def test_devices_and_impossible_names_are_refused() -> None:
    with pytest.raises(Unreadable, match="not an ordinary file"):
        read(Path("/dev/zero"), ["f"])
    with pytest.raises(Unreadable, match="cannot be opened"):
        read(Path("a\0b.py"), ["f"])
    with pytest.raises(Unreadable, match="cannot be opened"):
        read(Path("x" * 5000 + ".py"), ["f"])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 9) | st.text("f=1 (%!\n\ud800\0", max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["source", "metadata", "tags", "cell_type", "name", "language"]), inner
        )
    ),
    max_leaves=8,
)
CELL = JSON | st.fixed_dictionaries(
    {"cell_type": st.just("code"), "source": JSON, "metadata": JSON}
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(CELL, max_size=3) | JSON, JSON, st.sampled_from([3, 4, 5, "4"]))
def test_arbitrary_notebooks_are_read_or_refused(
    tmp_path: Path, cells: object, metadata: object, version: object
) -> None:
    whole = {"cells": cells, "metadata": metadata, "nbformat": version, "nbformat_minor": 4}
    try:
        read(put(tmp_path, "s.ipynb", json.dumps(whole)), ["f"])
    except Unreadable as refused:
        assert str(refused)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=300), st.sampled_from([".py", ".ipynb"]))
def test_arbitrary_bytes_are_read_or_refused(tmp_path: Path, data: bytes, suffix: str) -> None:
    try:
        submission = read(put(tmp_path, "s" + suffix, data), ["f"])
    except Unreadable as refused:
        assert str(refused)
    else:
        assert submission.source


def test_the_nearest_name() -> None:
    assert nearest("HuberLoss", ["huberloss", "x"]) == "huberloss"
    assert nearest("huber_loss", ["hubber_loss", "tf"]) == "hubber_loss"
    assert nearest("huber_loss", ["tf", "keras"]) is None


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_a_link_to_a_solution_is_no_submission(tmp_path: Path) -> None:
    solutions = tmp_path / "solutions"
    (solutions / "exercise-01").mkdir(parents=True)
    reference = solutions / "exercise-01" / "reference.py"
    reference.write_text("x = 1\n")
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "ada.py").symlink_to(reference)
    (tmp_path / "whole").symlink_to(solutions / "exercise-01")
    for path in (mine, mine / "ada.py", tmp_path / "whole" / "reference.py"):
        with pytest.raises(Unreadable, match="is a link to a solution"):
            read(path, ["x"], solutions)
    # A link to somewhere else, a solution itself, a course behind a link.
    (tmp_path / "here.py").write_text("x = 2\n")
    (tmp_path / "there.py").symlink_to(tmp_path / "here.py")
    (tmp_path / "course").symlink_to(tmp_path)
    for path in (tmp_path / "there.py", reference):
        for folder in (solutions, tmp_path / "course" / "solutions"):
            assert read(path, ["x"], folder).source.startswith("x =")
