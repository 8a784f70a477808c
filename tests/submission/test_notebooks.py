"""A notebook gives the same Python as a file with the same definitions."""

import contextlib
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.submission.magics import without_magics
from grader.submission.notebooks import (
    CellSyntaxError,
    NotANotebook,
    code_cells,
    extract,
    too_early,
)


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
        "!pip install a \\\n    b \\\n  c\n!ls\ndef f():\n    return 1",
        "pip install keras\ncd /tmp/x y\ndef f():\n    return 1",
        "d['a'] = %time g()\ndef f():\n    return 1",
        "\n%%time\n%matplotlib inline\ndef f():\n    return 1",
        "%%capture\n%%time\ndef f():\n    return 1",
        "x = 1\n%timeit x\nfor i in x:\n    !echo {i}\ndef f():\n    return 1",
        "!echo 'it''s (\ndef f():\n    return 1",
    ],
)
def test_magics_are_taken_out(cell: str) -> None:
    assert lines(notebook(cell))[-2:] == ["def f():", "    return 1"]


def test_a_string_that_looks_like_a_magic_stays() -> None:
    cell = 'def f():\n    """Text\n%not a magic\n!nor this\n    """\n    return 1'
    assert lines(notebook(cell)) == cell.split("\n")
    assert "%not a magic" in lines(notebook("%matplotlib inline\n" + cell))


def test_a_modulo_at_the_start_of_a_line_is_no_magic() -> None:
    cell = "def f(a, b):\n    return (a\n        % b)"
    assert lines(notebook(cell)) == cell.split("\n")
    assert lines(notebook("!ls\n" + cell)) == cell.split("\n")


@given(
    st.lists(
        st.sampled_from(["x = 1", "%cd a", "!ls \\", "    b", '"""', "def f():", "", "é = 'ü'"]),
        max_size=8,
    )
)
def test_taking_magics_out_moves_no_line(cell: list[str]) -> None:
    after = without_magics("\n".join(cell)).split("\n")
    assert len(after) == max(len(cell), 1)
    for line, kept in zip(cell, after, strict=False):
        assert kept in (line, "") or kept.strip() == "pass"


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


def test_a_broken_cell_with_a_needed_helper_matters() -> None:
    right = "def f(): return helper()"
    for cell in ("def helper(:", "helper = = 1", "from x import helper)", "  class helper(:"):
        with pytest.raises(CellSyntaxError):
            extract(notebook(right, cell), ["f"])
    found = extract(notebook(right, "def helper(): return 1", "helper(("), ["f"])
    assert len(found.notices) == 1
    assert extract(notebook(right, "def g(:\nhelper == 1"), ["f"]).notices


def test_a_broken_cell_that_defines_nothing_is_left_out_though_a_name_is_missing() -> None:
    found = extract(notebook("def g(): return 1", "for x in"), ["f", "g"])
    assert "def g()" in found.source and "Code cell 2 was left out" in found.notices[0]
    with pytest.raises(CellSyntaxError):
        extract(notebook("for x in"), ["f"])


def test_a_broken_try_at_a_name_that_is_defined_elsewhere_is_left_out() -> None:
    found = extract(notebook("def f(:\n    return 1", "def f(): return 2"), ["f"])
    assert "return 2" in found.source and "Code cell 1" in found.notices[0]
    with pytest.raises(CellSyntaxError):
        extract(notebook("def f(): raise NotImplementedError", "def f(:\n    return 1"), ["f"])


def test_a_cell_of_another_language_with_a_required_name_is_mentioned() -> None:
    found = extract(notebook("%%writefile a.py\ndef f(): return 1", "%%bash\nls"), ["f"])
    assert len(found.notices) == 1 and "Code cell 1" in found.notices[0]
    assert "%%writefile" in found.notices[0]


def test_code_that_is_parsed_but_cannot_run_is_placed() -> None:
    for cell, line in (("x = 1\nclass f:\n    return 3", 3), ("\ndef f(a, a): pass", 2)):
        with pytest.raises(CellSyntaxError) as broken:
            extract(notebook("import os", cell), ["f"])
        assert (broken.value.cell.number, broken.value.error.lineno) == (2, line)
    assert lines(notebook("await g()\nreturn 1", "def f(): return 1")) == ["def f(): return 1"]


def test_future_imports_of_a_later_cell_come_first() -> None:
    text = notebook("import os", "from __future__ import annotations\ndef f(a: B): return os")
    found = extract(text, ["f"])
    names: dict[str, object] = {}
    exec(found.source, names)
    assert callable(names["f"])
    assert found.origins[0] == (2, 1)
    assert found.origins[found.source.split("\n").index("def f(a: B): return os")] == (2, 2)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("import os; boom()", ["import os; 0"]),
        ("boom(); import os", ["0     ; import os"]),
        ("'é'; import os; boom(\n1\n); x = 1  # note", ["0   ; import os; 0"]),
        ("import os; x = '''\n'''; y = os", ["import os; 0"]),
    ],
)
def test_a_line_is_divided_where_only_a_part_of_it_is_needed(
    cell: str, expected: list[str]
) -> None:
    found = lines(notebook(cell + "\ndef f(): return os"))
    assert [line.split("  #")[0].rstrip() for line in found[:-1]] == expected


def test_a_look_alike_is_known_but_not_run() -> None:
    text = notebook("model = read_csv('x')", "def make(): return 1")
    assert lines(text, "CustomModel", "make") == ["def make(): return 1"]
    assert "model" in extract(text, ["CustomModel", "make"]).names


COMPLETE = "def f():\n    return {}"
STUBS = {
    "pass": 'def f():\n    """Text."""\n    pass',
    "dots": "def f(): ...",
    "to write": "def f():\n    x = 1\n    raise NotImplementedError('write this part')",
    "nothing": "f = None",
    "class": 'class f:\n    """Text."""',
    "method": "class f:\n    def g(self): return 1\n    def h(self): raise NotImplementedError",
}


@pytest.mark.parametrize("stub", STUBS.values(), ids=STUBS)
def test_a_later_stub_does_not_win(stub: str) -> None:
    found = extract(notebook(COMPLETE.format(1), "x = 2", stub), ["f"])
    assert found.source.strip() == COMPLETE.format(1)
    assert "f is defined in code cells 1 and 3: the one in cell 1 was graded." in found.notices[0]
    assert extract(notebook(stub, COMPLETE.format(1)), ["f"]).notices == ()


@pytest.mark.parametrize(
    "node",
    ["class f:\n    pass\n    x = 1", "class f:\n    def g(self): pass\n    def h(self): return 1"],
)
def test_a_class_with_something_in_it_is_no_stub(node: str) -> None:
    assert lines(notebook(COMPLETE.format(1), node)) == node.split("\n")


def test_of_two_definitions_the_last_or_the_tagged_one_is_graded_and_both_are_named() -> None:
    first, second = COMPLETE.format(1), COMPLETE.format(2)
    found = extract(notebook(first, "x = 1", second), ["f"])
    assert found.source.strip() == second
    assert found.notices == (
        "f is defined in code cells 1 and 3: the one in cell 3 was graded. To have another one "
        "graded, tag its cell `grade`.",
    )
    found = extract(notebook((first, ["grade"]), second), ["f"])
    assert found.source.strip() == first and "tagged `grade`" in found.notices[0]
    assert extract(notebook("f = g", "f = wrap(f)", "def f2(): 0"), ["f"]).notices == ()
    again = extract(notebook(first, second, STUBS["pass"]), ["f"], executed=True)
    assert again.source.strip() == STUBS["pass"] and again.notices == ()


def test_cells_out_of_order_are_named() -> None:
    text = notebook("def g(): return N", "f = g() + M", "N = 1", "M = 2\ndef h(): return LATER")
    assert extract(text, ["f", "h"]).hints == (
        "Code cell 2 uses M, which code cell 4 defines: run from top to bottom, this notebook "
        "fails. Move the definition up.",
        "Code cell 2 uses N, which code cell 3 defines: run from top to bottom, this notebook "
        "fails. Move the definition up.",
    )
    assert "which no code cell defines" in too_early(notebook("def f(x=y): 0"), ["f"])[0]
    for fine in ("def f(): return y", "from a import *\nf = y", "import y\nf = len(y, __name__)"):
        assert too_early(notebook(fine), ["f"]) == []
    assert too_early("{", ["f"]) == too_early(notebook("f("), ["f"]) == []


def test_what_is_left_out_is_named_when_it_may_matter() -> None:
    text = notebook("C = {}\nd = m.fit()\nC.update(d)", "def f(): return C", "d = h.fit()")
    (hint,) = extract(text, ["f"]).hints
    assert hint.startswith("Code cell 1, line 3 was left out") and "may change C:" in hint
    assert "`grade`" in hint


def test_a_forced_cell_finds_what_it_reads() -> None:
    text = notebook("def g(): return 1", ("x = g()", ["grade"]), "def g(): return 2", "f = 1")
    assert lines(text) == ["def g(): return 1", "x = g()", "f = 1"]


CELLS = st.lists(
    st.sampled_from(
        [
            "import os", "def f():\n    return g(os)\n\n# note", "def g(x): return x; 1",
            "f = f", "%%time\ng = len", "plot(f)", "# only a comment", "", "for",
            "x = '''\n%ls\n'''; f()", "from __future__ import division",
        ]
    ),
    min_size=1, max_size=6,
)  # fmt: skip


@given(CELLS)
def test_every_line_kept_is_the_line_of_the_cell_it_names(cells: list[str]) -> None:
    try:
        found = extract(notebook(*cells), ["f"])
    except CellSyntaxError as broken:
        assert cells[broken.cell.number - 1] == "for"
        return
    rows = found.source.split("\n")[:-1]
    assert len(rows) == len(found.origins)
    for row, (cell, line) in zip(rows, found.origins, strict=True):
        there = cells[cell - 1].split("\n")[line - 1]
        assert row in ("", there) or len(row.encode()) == len(there.encode())


def test_nothing_is_printed_or_warned(capfd: pytest.CaptureFixture[str]) -> None:
    extra = json.loads(notebook("def f(): return 1", "x = 1"))
    extra["cells"][0] |= {"id": "a", "outputs": [{"output_type": "odd"}], "unknown": {}}
    extra["cells"][1] |= {"id": "a", "execution_count": "x"}
    assert lines(json.dumps(extra | {"nbformat_minor": 5})) == ["def f(): return 1"]
    assert lines(notebook("def f(): return 1", nbformat_minor=99)) == ["def f(): return 1"]
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "metadata",
    [
        {},
        {"kernelspec": {"name": "my-env", "display_name": "Mine"}},
        {"kernelspec": {"language": "python", "name": "python3"}},
        {"kernelspec": {"language": "", "name": "x"}, "language_info": {"name": "Python"}},
        {"kernelspec": "python3", "language_info": 3},
        {"colab": {"provenance": []}, "language_info": {"name": "python", "version": "3.12"}},
    ],
)
def test_every_python_kernel_is_read(metadata: object) -> None:
    assert lines(notebook("def f(): return 1", metadata=metadata)) == ["def f(): return 1"]


def test_too_much_code_is_refused_but_large_outputs_are_not() -> None:
    with pytest.raises(NotANotebook, match="more than 1 MiB of code"):
        code_cells(notebook("#" * 2**20 + "\n"))
    large = json.loads(notebook("def f(): return 1"))
    stream = {"output_type": "stream", "name": "stdout", "text": "x" * 2**21}
    large["cells"][0]["outputs"] = [stream]
    assert lines(json.dumps(large)) == ["def f(): return 1"]


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "3", '{"a": 1}', '{"cells": 3, "metadata": {}, "nbformat": 4}', "null",
     notebook("x", metadata={"kernelspec": {"language": "R", "name": "ir"}}),
     notebook("x", metadata={"language_info": {"name": "julia"}}),
     notebook("x", nbformat=9), "[" * 100_000, '"' + "x" * 50],
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


RIGHT = "def f(x): return x"
TEDIOUS = {
    "blank lines in what is no Python": notebook("x = (:\n" + "\n" * 300_000, RIGHT),
    "blank lines for a shell": notebook("%%bash\n" + "\n" * 300_000, RIGHT),
    "words in a line": notebook("x = (:\nfrom " + "import " * 40_000, RIGHT),
    "blanks before a bracket": notebook("x = 1\n" + " " * 300_000 + ")", RIGHT),
    "magics in a long cell": notebook("x = 1\n" * 20_000 + "%a\nx\n" * 250 + RIGHT),
    "statements in a line": notebook("; ".join(["x = 1"] * 15_000) + "\n" + RIGHT),
    "cells": notebook(*["x = 1"] * 20_000, RIGHT),
    "marks above a letter": notebook("a" + "\u0301\u0323" * 50_000 + " = 1", RIGHT),
    "fields of an f-string": notebook("x = f'" + "{a}" * 100_000 + "'", RIGHT),
}


@pytest.mark.parametrize("text", TEDIOUS.values(), ids=TEDIOUS)
def test_a_tedious_notebook_takes_seconds(text: str) -> None:
    began = time.process_time()
    with contextlib.suppress(NotANotebook, CellSyntaxError):
        assert lines(text) == [RIGHT]
    assert time.process_time() - began < 40


def test_a_finally_that_python_copies_without_end_is_refused() -> None:
    deep = "".join(f"{' ' * n}try: 0\n{' ' * n}finally:\n" for n in range(1, 18))
    with pytest.raises(NotANotebook, match="nested"):
        extract(notebook(f"{RIGHT}\ndef g():\n{deep}{' ' * 18}0", "f = g"), ("f",))
