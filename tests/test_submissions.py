"""Whatever is handed in is read, or refused with one clear sentence."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.submissions import Unreadable, nearest, read
from tests.test_notebooks import notebook

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
    "cookie.py": ("# coding: nonsense\nx = 1\n", "not UTF-8"),
    "deep.py": ("(" * 5000 + ")" * 5000, "not valid Python"),
    "deeper.py": ("-" * 200_000 + "1", "not valid Python"),
    "json.ipynb": ("{", "not valid JSON"),
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
