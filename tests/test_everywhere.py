"""The same submission gets the same verdict in terminal, watch, notebook, pytest, and a class."""

import json
import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from tests.cli.test_main import grade, tiny
from tests.study.test_pytest_plugin import tiny as pytest_run
from tests.study.test_watch import Watching
from tests.tiny import COURSE, EXERCISE, RIGHT

SOURCES = {
    "right": RIGHT,
    "wrong": RIGHT.replace("x + x", "x * x"),
    "partly": RIGHT.replace("x = double(x)", "x = x"),
    "crashing": RIGHT.replace("return x + x", "raise ValueError('no')"),
    "empty": "x = 1\n",
}
ROW = re.compile(r"^\s+[✓✗·!+x.]\s+(.+?)\s+(\d+)/\d+$", re.MULTILINE)
ITEM = re.compile(r"::(\w+): .* (PASSED|FAILED)")
IDS = {check.sentence: check.id for check in EXERCISE.checks} | {
    EXERCISE.metadata.forbidden.sentence: "own_work"
}


def passed_in(text: str) -> set[str]:
    """The checks with points in a report that was printed."""
    rows = ROW.findall(text)
    assert {IDS[sentence] for sentence, _ in rows} == set(IDS.values()), text
    return {IDS[sentence] for sentence, points in rows if points != "0"}


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("handed in")
    for name, source in SOURCES.items():
        (folder / f"{name}.py").write_text(source)
    return {name: folder / f"{name}.py" for name in SOURCES}


@pytest.fixture(scope="module")
def in_terminal(files: dict[str, Path]) -> dict[str, set[str]]:
    reports = {n: json.loads(tiny("1", f, "--format", "json").stdout) for n, f in files.items()}
    return {
        name: {c["id"] for c in report["checks"] if c["outcome"] == "passed"}
        for name, report in reports.items()
    }


def test_the_sources_differ(in_terminal: dict[str, set[str]]) -> None:
    assert in_terminal["right"] == set(IDS.values())
    assert in_terminal["right"] > in_terminal["partly"] > in_terminal["wrong"]
    assert in_terminal["empty"] == set()


def test_watch_agrees(files, in_terminal, tmp_path: Path) -> None:
    mine = tmp_path / "mine.py"
    mine.write_text(SOURCES["right"])
    watching = Watching(mine)
    try:
        found = {"right": passed_in(watching.page())}
        for name in [name for name in files if name != "right"]:
            mine.write_text(SOURCES[name])
            found[name] = passed_in(watching.page())
    finally:
        watching.process.kill()
        watching.process.communicate()
    assert found == in_terminal


def test_a_notebook_agrees(in_terminal) -> None:
    cells = ["%load_ext grader"]
    for source in SOURCES.values():  # the last definition counts
        removed = "double = Doubler = None" if "def double" not in source else source
        cells += [removed, f"%grade 1 --course {COURSE}"]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    NotebookClient(book, timeout=120, kernel_name="python3").execute()
    shown = [c["outputs"][0]["data"]["text/plain"] for c in book.cells if "%grade" in c["source"]]
    found = dict(zip(SOURCES, map(passed_in, shown), strict=True))
    assert found == in_terminal


def test_pytest_agrees_in_one_process_and_in_two(files, in_terminal) -> None:
    for words in ((), ("-n", "2")):
        done = pytest_run(next(iter(files.values())).parent, "-v", *words, *files.values())
        lines = [line for line in done.stdout.splitlines() if ITEM.search(line)]
        found = {
            name: {
                item[1]
                for line in lines
                if f"{name}.py" in line and (item := ITEM.search(line)) and item[2] == "PASSED"
            }
            for name in files
        }
        if words:  # xdist puts the verdict first
            rows = set(re.findall(r"(PASSED|FAILED) (\w+)\.py::(\w+):", done.stdout))
            assert len(rows) == len(files) * len(IDS)
            found = {n: {id for v, f, id in rows if f == n and v == "PASSED"} for n in files}
        assert found == in_terminal, done.stdout


def test_a_class_agrees(files, in_terminal, tmp_path: Path) -> None:
    folder = next(iter(files.values())).parent
    done = grade(
        "class", "1", folder, "--course", COURSE, "--gradebook", tmp_path / "g.db",
        "--jsonl", tmp_path / "rows", "-q",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in (tmp_path / "rows").read_text().splitlines()]
    found = {
        row["student"]: {c["id"] for c in row["report"]["checks"] if c["outcome"] == "passed"}
        for row in rows
    }
    assert found == in_terminal
