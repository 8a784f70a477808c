"""Files beside a submission that it imports go with it; nothing else does."""

import os
from pathlib import Path

import pytest

from grader.submission.modules import (
    MOST_FILES,
    TooMuchBeside,
    content,
    files_beside,
    in_folder,
    nothing_beside,
    own_modules,
)
from grader.submission.submission import Unreadable, parse, read
from tests.submission.test_notebooks import notebook

FILES = {
    "helpers.py": "from mine.losses import half\n",
    "mine/__init__.py": "",
    "mine/losses.py": "from .parts import *\nfrom . import sums\nimport json",
    "mine/parts.py": "from ..outside import x\nimport helpers",
    "mine/sums.py": "# fine",
    "outside.py": "not looked for by this name",
    "json.py": "raise SystemExit",
    "unused.py": "x = 1",
    "lazy.py": "",
    "by_name.py": "",
    "keras.py": "",
    "latin.py": "# é\n",
}
BYTES = {name: text.encode() for name, text in FILES.items()} | {"latin.py": b"# \xe9\n"}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import os, json, keras", []),
        ("import helpers", ["helpers.py", "mine/__init__.py", "mine/losses.py", "mine/parts.py",
                            "mine/sums.py"]),
        ("from mine import sums as s", ["mine/__init__.py", "mine/sums.py"]),
        ("import mine.sums", ["mine/__init__.py", "mine/sums.py"]),
        ("def f():\n    import lazy", ["lazy.py"]),
        ("import importlib\nimportlib.import_module('by_name')", ["by_name.py"]),
        ("__import__('../helpers'); __import__('..lazy'); __import__('/lazy')", []),
        ("import missing, latin", []),
        ("import (", []),
    ],
)  # fmt: skip
def test_what_is_imported_is_found(source: str, expected: list[str]) -> None:
    asked: list[str] = []

    def lookup(name: str) -> bytes | None:
        asked.append(name)
        return BYTES.get(name)

    assert list(own_modules(source, lookup)) == expected
    assert len(asked) == len(set(asked)) and not any(".." in n or n[0] == "/" for n in asked)


def test_a_submission_carries_its_modules_and_they_count(tmp_path: Path) -> None:
    (tmp_path / "helpers.py").write_bytes(b"x = 1\r\n")
    (tmp_path / "mine.py").write_text("import helpers\n")
    one = read(tmp_path / "mine.py", ["f"])
    assert one.modules == {"helpers.py": "x = 1\n"} and one.text(1, "helpers.py") == "x = 1"
    assert one.place(1, "helpers.py") == "line 1 of helpers.py"
    (tmp_path / "helpers.py").write_text("x = 2\n")
    other = read(tmp_path / "mine.py", ["f"])
    assert one.content != other.content
    alone = parse(Path("mine.py"), b"import helpers\n", ["f"], nothing_beside)
    assert alone.content == b"import helpers\n" == content(b"import helpers\n", {})
    assert content(b"", {"a": "bc"}) != content(b"", {"ab": "c"})


def test_a_notebook_needs_what_the_kept_code_imports_or_writes(tmp_path: Path) -> None:
    for name in ("used", "tried", "mine"):
        (tmp_path / f"{name}.py").write_text(f"f = {name!r}\n")
    book = notebook(
        "import tried\ntried.f()", "%%writefile mine.py\nimport used", "%%writefile -a mine.py\nf = 1",
        "%%writefile ../out.py\nx", "from mine import f",
    )  # fmt: skip
    (tmp_path / "book.ipynb").write_text(book)
    found = read(tmp_path / "book.ipynb", ["f"])
    assert found.modules == {"mine.py": "import used\nf = 1\n", "used.py": "f = 'used'\n"}


def test_too_much_beside_is_refused_in_a_sentence(tmp_path: Path) -> None:
    many = "".join(f"import m{n}\n" for n in range(MOST_FILES + 1))
    with pytest.raises(TooMuchBeside):
        own_modules(many, lambda name: b"")
    with pytest.raises(Unreadable, match=r"mine\.py imports more of its own files than"):
        parse(Path("mine.py"), b"import big", ["f"], lambda name: b"#" * (2**20 + 1))
    endless = own_modules("import m", lambda name: b"import m, m.m\n" if name == "m.py" else None)
    assert list(endless) == ["m.py"]


def test_files_to_carry_are_found_before_anything_is_read() -> None:
    lookup = BYTES.get
    assert list(files_beside(Path("a.py"), b"import lazy", lookup)) == ["lazy.py"]
    book = notebook("%cd x\nimport lazy", "import (", "%%writefile w.py\nimport by_name").encode()
    assert list(files_beside(Path("a.ipynb"), book, lookup)) == ["lazy.py", "by_name.py"]
    for odd in (b"{", b"\xff", b"[" * 99999, b""):
        assert files_beside(Path("a.ipynb"), odd, lookup) == {}
        assert files_beside(Path("a.py"), odd, lookup) == {}
    assert files_beside(Path("a.py"), b"import latin", lookup) == {"latin.py": BYTES["latin.py"]}


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_what_lies_among_the_solutions_is_not_beside_anybody_else(tmp_path: Path) -> None:
    solutions, mine = tmp_path / "solutions", tmp_path / "mine"
    solutions.mkdir()
    mine.mkdir()
    (solutions / "reference.py").write_text("x = 1\n")
    (mine / "linked.py").symlink_to(solutions / "reference.py")
    (mine / "folder.py").mkdir()
    os.mkfifo(mine / "pipe.py")
    look = in_folder(mine, solutions)
    assert [look(f"{n}.py") for n in ("linked", "folder", "pipe", "missing", "a\0")] == [None] * 5
    assert in_folder(tmp_path, solutions)("solutions/reference.py") is None
    assert in_folder(solutions, solutions)("reference.py") == b"x = 1\n"
