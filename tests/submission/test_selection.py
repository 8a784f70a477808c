"""A notebook is worth what the same source is worth as a file; what takes long is not run."""

import ast
import json

import pytest

from grader.submission.notebooks import extract
from grader.submission.selection import select
from tests.submission.corpus import Book, World, corpus

BOOKS = {book.name: book for book in corpus()}


def test_the_corpus_is_large_enough() -> None:
    assert len(BOOKS) >= 60


@pytest.mark.parametrize("book", BOOKS.values(), ids=BOOKS)
def test_a_notebook_comes_to_the_state_of_the_same_file(book: Book) -> None:
    as_file, as_notebook = World(), World()
    whole = as_file.run(book.script)
    found = extract(book.text, ["f"])
    part = as_notebook.run(found.source)
    assert as_notebook.long == [], found.source
    if book.costs:
        assert part != whole and "tag the cell `grade`" in found.hints[0]
    else:
        assert part == whole, found.source
        assert found.hints == ()


@pytest.mark.parametrize("book", [b for b in BOOKS.values() if b.costs], ids=lambda b: b.name)
def test_a_tag_keeps_what_takes_long(book: Book) -> None:
    notebook = json.loads(book.text)
    for cell in notebook["cells"]:
        cell["metadata"]["tags"] = ["grade"]
    found = extract(json.dumps(notebook), ["f"])
    assert World().run(found.source) == World().run(book.script) and found.hints == ()


def kept(source: str) -> list[str]:
    tree = ast.parse(source)
    return [ast.unparse(tree.body[i]).split("\n")[0] for i in select(tree, ["f"]).kept]


LEFT_ALONE = {
    "what is only looked at": "C = [1]\nprint(C)\nlen(C)\nC.index(1)\nC.copy()\ndisplay(C)",
    "a required function given away": "m = make()\nm.compile(loss=f)\ncheck(f)\nplt.plot(f)",
    "what is called with it": "import numpy as np\nC = [1]\nnp.testing.assert_allclose(f(C), C)",
    "a dataset that is made of it": "C = [1]\nd = load(C)\ne = C + [2]",
    "an unknown name": "C = [1]\nC.extend(nobody_knows)",
    "another environment": "import seaborn as sns\nsns.set_theme()\nimport torch\ntorch.manual_seed(1)",
    "a plain decorator": "import tensorflow as tf\nC = 1\n@tf.function(jit_compile=C)\ndef g(): pass",
    "in a main guard": "C = [1]\nif __name__ == '__main__':\n    C.clear()",
    "an endless loop": "C = [1]\nwhile True:\n    C.append(1)",
}  # fmt: skip


@pytest.mark.parametrize("source", LEFT_ALONE.values(), ids=LEFT_ALONE)
def test_what_changes_nothing_that_is_needed_is_not_run(source: str) -> None:
    uses = "C" if "C =" in source else "1"
    first = [line for line in source.split("\n") if line.startswith("C =")]
    assert kept(f"{source}\ndef f(*a): return {uses}") == [*first, "def f(*a):"]


def test_looking_takes_no_time() -> None:
    changes = "".join(f"C.sort(key=K{n})\nK{n} = g(C)\n" for n in range(2000))
    source = f"C = []\ndef g(c): return g(c)\n{changes}def f(): return C"
    assert "C = []" in kept(source)
