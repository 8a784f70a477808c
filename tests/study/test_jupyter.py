"""A real notebook, executed: what is graded are its cells, and the second call is warm."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from grader.study.jupyter import notebook_of, saved_notebook
from tests.test_robustness import until
from tests.tiny import COURSE, RIGHT

FIRST, REST = RIGHT.split("class Doubler")
GRADE = f"%grade exercise-01 --course {COURSE}"


LATE = "class Doubler" + REST.replace("times=1", "times=TIMES")


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> list[list[dict]]:
    """The outputs of each cell."""
    folder = tmp_path_factory.mktemp("notebook")
    saved = folder / "saved.ipynb"
    saved.write_bytes(notebook_of([LATE, "TIMES = 1\nfrom twice import double"]))
    (folder / "twice.py").write_text(FIRST)
    cells = [
        f"%load_ext grader\n%grade --course {COURSE}",
        GRADE,
        FIRST.replace("x + x", "x * x"),
        "class Doubler" + REST,
        "globals()['double'] = None  # objects do not matter",
        GRADE,
        FIRST,
        GRADE,
        "%grade hubber",
        f"%grade --course {COURSE}",
        "import time; began = time.time()",
        GRADE,
        "print(time.time() - began)",
        f"import os; os.environ['JPY_SESSION_NAME'] = {str(saved)!r}; os.chdir({str(folder)!r})",
        "TIMES = 1\nfrom twice import double",
        LATE,
        GRADE,
        "print(get_ipython().gradetape._sources.popitem()[1].folder)",
    ]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    NotebookClient(book, timeout=120, kernel_name="python3").execute()
    return [cell["outputs"] for cell in book.cells]


def plain(outputs: list[dict]) -> str:
    return "".join(o.get("text", "") or o.get("data", {}).get("text/plain", "") for o in outputs)


def test_before_anything_is_defined_that_is_said(outputs) -> None:
    assert "0 of 12 points" in plain(outputs[1]) or "no code" in plain(outputs[1])


def test_a_wrong_cell_gets_its_report_as_html_and_as_text(outputs) -> None:
    assert "0 of 12 points" in plain(outputs[5]) and "The tensor is squared" in plain(outputs[5])
    html = outputs[5][0]["data"]["text/html"]
    assert "The tensor is squared" in html and 'class="gradetape notebook"' in html


def test_the_last_definition_counts(outputs) -> None:
    assert "12 of 12 points" in plain(outputs[7])


def test_what_cannot_be_graded_is_said_in_a_sentence(outputs) -> None:
    assert "There is no exercise 'hubber'" in plain(outputs[8])
    assert plain(outputs[0]).startswith("Which exercise?")


def test_without_a_word_the_exercise_whose_names_were_defined_last_is_meant(outputs) -> None:
    assert "exercise-01 · Twice" in plain(outputs[9]) and "12 of 12 points" in plain(outputs[9])


def test_later_calls_import_nothing_again(outputs) -> None:
    assert "12 of 12" in plain(outputs[11]) and float(plain(outputs[12])) < 20


def test_a_notebook_that_fails_from_top_to_bottom_is_told_so(outputs) -> None:
    said = " ".join(plain(outputs[16]).split())
    assert "12 of 12 points" in said  # with a module that lies beside it
    assert "Code cell 1 uses TIMES, which code cell 2 defines: run from top to bottom" in said
    assert "defined in code cells" not in said and "top to bottom" not in plain(outputs[11])


def test_what_is_no_notebook_is_not_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.ipynb").write_text("{}")
    assert saved_notebook({"__vsc_ipynb_file__": str(tmp_path / "a.ipynb")}) == "{}"
    for place in ("", str(tmp_path / "none.ipynb"), str(tmp_path)):
        monkeypatch.setenv("JPY_SESSION_NAME", place)
        assert saved_notebook({}) is None


def test_the_kernel_leaves_nothing_behind(outputs) -> None:
    folder = Path(plain(outputs[17]).strip())
    assert folder.name.startswith("gradetape-")
    assert until(lambda: not folder.exists())


def test_our_own_magic_is_no_code() -> None:
    book = nbformat.reads(notebook_of(["x = 1\n%grade 1", "  %grade 2"]).decode(), 4)
    assert [cell.source for cell in book.cells] == ["x = 1", ""]
