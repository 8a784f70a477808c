"""A notebook gives the same Python as a file with the same definitions."""

import json

import pytest

from grader.notebooks import CellSyntaxError, NotANotebook, code_cells, extract


def notebook(*cells: str | tuple[str, list[str]], **changes: object) -> str:
    """A notebook of these code cells; a pair is (source, tags); "# md" begins a markdown cell."""
    made = []
    for cell in cells:
        source, tags = cell if isinstance(cell, tuple) else (cell, [])
        if source.startswith("# md"):
            made.append({"cell_type": "markdown", "metadata": {}, "source": source})
        else:
            made.append(
                {
                    "cell_type": "code", "metadata": {"tags": tags}, "source": source,
                    "outputs": [], "execution_count": None,
                }
            )  # fmt: skip
    whole = {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    return json.dumps(whole | changes)


def lines(text: str, *required: str) -> list[str]:
    return [line for line in extract(text, required or ("f",)).source.split("\n") if line.strip()]


def test_exploration_falls_away() -> None:
    text = notebook(
        "# md\nWelcome",
        "import numpy as np\nimport matplotlib.pyplot as plt",
        "def f(x):\n    return np.abs(x)",
        "history = model.fit(x)\nplt.plot(history)\nprint(f(3))",
    )
    assert lines(text) == ["import numpy as np", "def f(x):", "    return np.abs(x)"]


def test_lines_lead_back_to_their_cell() -> None:
    found = extract(notebook("# md", "x = 1", "import a\n\ndef f():\n    return a"), ["f"])
    number = found.source.split("\n").index("    return a") + 1
    assert found.origins[number - 1] == (2, 4)


def test_the_last_definition_wins_and_the_first_is_not_run() -> None:
    assert lines(notebook("def f(): return 1", "def f(): return 2")) == ["def f(): return 2"]


@pytest.mark.parametrize(
    "cell",
    [
        "%matplotlib inline\ndef f():\n    return 1",
        "!pip install keras\ndef f():\n    return 1",
        "files = !ls\ndef f():\n    return 1",
        "t = %time g()\ndef f():\n    return 1",
        "f?\ndef f():\n    return 1",
        "?f\ndef f():\n    return 1",
        "%%time\ndef f():\n    return 1",
        "%%capture out\ndef f():\n    return 1",
        "if True:\n    %load_ext x\ndef f():\n    return 1",
        "!pip install a\n!pip install b\n%cd x\ndef f():\n    return 1",
        "%load_ext tensorboard\r\ndef f():\r\n    return 1",
    ],
)
def test_magics_are_taken_out(cell: str) -> None:
    assert lines(notebook(cell))[-2:] == ["def f():", "    return 1"]


def test_a_string_that_looks_like_a_magic_stays() -> None:
    cell = 'def f():\n    """Text\n%not a magic\n!nor this\n    """\n    return 1'
    assert lines(notebook(cell)) == cell.split("\n")
    assert "%not a magic" in lines(notebook("%matplotlib inline\n" + cell))


@pytest.mark.parametrize("cell", ["%%bash\ndef f(): broken", "%%html\n<b>", "%%writefile x.py\nf"])
def test_cells_in_another_language_are_dropped(cell: str) -> None:
    assert lines(notebook("def f(): return 1", cell)) == ["def f(): return 1"]


def test_tags_force_a_cell_in_or_out() -> None:
    forced = notebook(("import os\nos.x = 1", ["grade"]), "def f(): return 1")
    assert lines(forced) == ["import os", "os.x = 1", "def f(): return 1"]
    out = notebook("def f(): return 1", ("def f(): return 2", ["no-grade"]))
    assert lines(out) == ["def f(): return 1"]


def test_a_broken_cell_matters_only_when_it_is_needed() -> None:
    scratch = extract(notebook("def f(): return 1", "for x in"), ["f"])
    assert "def f()" in scratch.source and "Code cell 2" in scratch.notices[0]
    with pytest.raises(CellSyntaxError) as broken:
        extract(notebook("x = 1", "def f(:\n    return 1"), ["f"])
    assert broken.value.cell.number == 2 and broken.value.error.lineno == 1
    tagged = notebook("def f(): return 1", ("def f(:", ["no-grade"]))
    assert extract(tagged, ["f"]).notices == ()


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "3", '{"a": 1}', '{"cells": 3, "metadata": {}, "nbformat": 4}', "null",
     notebook("x", metadata={"kernelspec": {"language": "R", "name": "ir"}})],
)  # fmt: skip
def test_what_is_no_python_notebook_is_refused(text: str) -> None:
    with pytest.raises(NotANotebook):
        code_cells(text)


@pytest.mark.parametrize("minor", [0, 2, 5])
def test_every_minor_version_is_read(minor: int) -> None:
    assert lines(notebook("def f(): return 1", nbformat_minor=minor)) == ["def f(): return 1"]


def test_version_3_is_read() -> None:
    cell = {"cell_type": "code", "input": "def f(): return 1", "language": "python", "outputs": []}
    old = {"worksheets": [{"cells": [cell]}], "metadata": {}, "nbformat": 3, "nbformat_minor": 0}
    assert lines(json.dumps(old)) == ["def f(): return 1"]
