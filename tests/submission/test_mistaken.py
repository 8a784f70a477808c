"""A file that is not what its name says, or not for this Python, is told what it is."""

import json
from pathlib import Path

import pytest

from grader.submission.mistaken import explained
from grader.submission.submission import Unreadable, parse

CELL = {
    "cell_type": "code", "source": "def double(x):\n    return x + x\n", "metadata": {},
    "outputs": [], "execution_count": None,
}  # fmt: skip
NOTEBOOK = {"cells": [CELL], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def told(name: str, data: bytes) -> str:
    with pytest.raises(Unreadable) as problem:
        parse(Path(name), data, ["double"])
    return str(problem.value)


@pytest.mark.parametrize("indent", [None, 1])
def test_a_notebook_named_py_is_no_python(indent: int | None) -> None:
    """JSON without null is valid Python: it was graded, and defined nothing."""
    for cell in (CELL, CELL | {"execution_count": 3}):
        data = json.dumps(NOTEBOOK | {"cells": [cell]}, indent=indent).encode()
        for content in (data, b"\xef\xbb\xbf" + data):
            assert told("mine.py", content) == (
                "mine.py is a notebook by its content: give it a name that ends in .ipynb."
            )


@pytest.mark.parametrize("content", [b'{"cells"', b'{"cells": 1}', b'cells = {"cells": [1]}'])
def test_what_only_looks_like_a_notebook_is_python(content: bytes) -> None:
    try:
        assert parse(Path("mine.py"), content, ["double"]).source.strip() == content.decode()
    except Unreadable as problem:
        assert "notebook" not in str(problem)


@pytest.mark.parametrize("lacking", ["metadata", "nbformat", "nbformat_minor"])
def test_a_notebook_without_what_says_nothing_of_its_code_is_read(lacking: str) -> None:
    left = {key: value for key, value in NOTEBOOK.items() if key != lacking}
    read = parse(Path("mine.ipynb"), json.dumps(left).encode(), ["double"])
    assert "return x + x" in read.source


@pytest.mark.parametrize("lacking", ["metadata", "outputs", "execution_count"])
def test_a_cell_without_what_says_nothing_of_its_code_is_read(lacking: str) -> None:
    cell = {key: value for key, value in CELL.items() if key != lacking}
    data = json.dumps(NOTEBOOK | {"cells": [cell]}).encode()
    assert "return x + x" in parse(Path("mine.ipynb"), data, ["double"]).source


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.py", b"PK\x03\x04\x14\0\0", "is a zip"), ("a.ipynb", b"PK\x03\x04\xff", "is a zip"),
        ("a.py", b"%PDF-1.4\n\xff", "is a PDF"), ("a.ipynb", b"<!DOCTYPE html>\n", "a web page"),
        ("a.py", b"{\\rtf1\\ansi x}", "formatted text"),
    ],
)  # fmt: skip
def test_what_is_no_source_at_all_is_named(name: str, content: bytes, words: str) -> None:
    assert words in told(name, content)


@pytest.mark.parametrize(
    ("content", "line", "encoding"),
    [
        (b"# -*- coding: utf8x -*-\nx = 1\n", 1, "utf8x"),
        (b"#!/usr/bin/python\n# vim: set fileencoding=foo :\nx = 1\n", 2, "foo"),
        (b"\xef\xbb\xbf# coding: latin-1\nx = 1\n", 1, "latin-1"),
        (b"# coding: rot13\nx = 1\n", 1, "rot13"),
        (b"# coding: ascii\nx = '\xc3\xa9'\n", 1, "ascii"),
    ],
)
def test_a_wrong_coding_line_is_named(content: bytes, line: int, encoding: str) -> None:
    assert told("mine.py", content) == (
        f"mine.py, line {line}, names the encoding {encoding}, not UTF-8, and cannot be read "
        "with it: delete this line and save the file with the encoding UTF-8."
    )


def test_letters_of_another_encoding_are_not_blamed_on_a_line_that_is_right() -> None:
    assert "save it with the encoding UTF-8" in told("mine.py", b"x = '\xe9'\n")


NEWER = {
    "type X = int": "without `type`",
    "type Pair[T] = tuple[T, T]": "without `type`",
    "def f[T](x: T) -> T: ...": "leave out the brackets",
    "class A[T]: ...": "leave out the brackets",
    'print(f"{\'x\' + "y"}")': "other kind of quotes",
    'x = f"{"\\n".join(\'ab\')}"': "other kind of quotes",
    "x = f'{d['a']}'": "other kind of quotes",
}


@pytest.mark.parametrize("line", NEWER)
def test_what_is_newer_than_the_python_here_is_said(line: str) -> None:
    error = SyntaxError("invalid syntax", ("mine.py", 1, 1, line + "\n"))
    assert explained(error, (3, 11)).startswith(
        "That is Python 3.12 or newer, and here is Python 3.11"
    )
    assert NEWER[line] in explained(error, (3, 11))
    assert explained(error, (3, 12)) == ""


@pytest.mark.parametrize(
    "line", ["type(x) = 1", "def f(x:", "x = f'{a'", "class A[0]", "x = f'{a}' 'b"]
)
def test_what_no_python_reads_is_not_called_newer(line: str) -> None:
    error = SyntaxError("invalid syntax", ("mine.py", 1, 1, line + "\n"))
    assert line == "class A[0]" or explained(error, (3, 11)) == ""


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("<<<<<<< HEAD", "a merge in Git"), (">>> x = 1", "a prompt of Python"),
        ("%matplotlib inline", "Only notebooks"), ("!pip install x", "Only notebooks"),
        ("```python", "Markdown"),
    ],
)  # fmt: skip
def test_what_was_copied_along_is_named(line: str, words: str) -> None:
    assert words in told("mine.py", f"x = 1\n{line}\nx = 2\n".encode())
