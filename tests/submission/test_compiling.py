"""Whatever a student writes, the judge has read or refused it after a few seconds."""

import json
import time
from pathlib import Path

import pytest

from grader.submission import cells, compiling
from grader.submission.compiling import TooLong, compiled
from grader.submission.submission import Unreadable, parse

KEYWORDS = "f(" + ", ".join(f"a{n}=0" for n in range(90_000)) + ")\n"  # 203 s for Python
SQUARE = {
    "keywords": "f(" + ",".join(f"a{n}=0" for n in range(35_000)) + ")\n",
    "functions": "def f(): pass\n" * 18_000,
}


def test_long_sources_are_told_from_what_python_takes_minutes_for() -> None:
    began = time.process_time()
    with pytest.raises(Unreadable, match=r"mine\.py .* so long that Python"):
        parse(Path("mine.py"), KEYWORDS.encode(), ["f"])
    assert time.process_time() - began < 2.0


@pytest.mark.parametrize("name", SQUARE)
def test_what_takes_long_to_compile_ends_with_its_processor_time(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = compiling._PROGRAM.replace(f"({compiling.SECONDS}, {compiling.SECONDS})", "(1, 1)")
    monkeypatch.setattr(compiling, "_PROGRAM", short)
    with pytest.raises(TooLong):
        compiled(SQUARE[name], "mine.py")


LONG = "x = 1\n" * 4000


def test_a_long_source_that_is_right_is_compiled_and_a_wrong_one_told_alike() -> None:
    assert len(LONG) > compiling.LONG
    compiled(LONG, "mine.py")
    compiled(LONG + "'\N{SNOWMAN}'\n", "mine.py")
    with pytest.raises(SyntaxError) as apart:
        compiled(LONG + "return x\n", "mine.py")
    with pytest.raises(SyntaxError) as here:
        compiled("\n\nreturn x\n", "mine.py")
    assert (apart.value.msg, apart.value.lineno) == (here.value.msg, 4001)
    assert (apart.value.offset, apart.value.text) == (here.value.offset, here.value.text)
    with pytest.raises((RecursionError, MemoryError)):
        compiled(LONG + "f = " + "-" * 100_000 + "1", "mine.py")


@pytest.mark.parametrize("filling", ["{}", "[]", "1"])
def test_a_notebook_of_a_million_things_is_refused_before_it_takes_memory(
    filling: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cells, "MOST_BRACKETS", 1000)
    monkeypatch.setattr(cells, "MOST_COMMAS", 1000)
    monkeypatch.setattr(cells, "_plain_metadata", lambda _: pytest.fail("it was read"))
    text = '{"cells": [], "metadata": {"x": [' + ",".join([filling] * 2000) + "]}}"
    with pytest.raises(Unreadable, match="holds too much to be read"):
        parse(Path("mine.ipynb"), text.encode(), ["f"])


def test_of_a_notebooks_metadata_only_the_language_is_kept() -> None:
    cell = {"cell_type": "code", "source": "f = 1", "metadata": {}, "outputs": []}
    language = {"name": "python", "codemirror_mode": {"name": "ipython", "version": 3}}
    metadata = {"widgets": [{}] * 1000, "language_info": language}
    whole = {"cells": [cell], "metadata": metadata, "nbformat": 4, "nbformat_minor": 4}
    lighter = json.loads(cells._lighter(json.dumps(whole)))
    assert lighter["metadata"] == {"language_info": {"name": "python"}}
    assert parse(Path("mine.ipynb"), json.dumps(whole).encode(), ["f"]).source.strip() == "f = 1"
