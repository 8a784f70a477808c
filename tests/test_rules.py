"""The rules that keep the sides apart, tested by walking the imports."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import EXERCISES, ROOT

PACKAGE = ROOT / "grader"
WORKER_SIDE = {"worker", "probing"}
MODULES = sorted(p for p in PACKAGE.rglob("*.py") if "bundled" not in p.parts)

# From the ground up: a room imports rooms that stand before it, and nothing else.
ROOMS = (
    "languages", "wire", "places", "checking", "probing", "problems", "containment", "reporting",
    "submission", "slips", "asking", "course", "judge", "worker", "study", "classroom",
    "authoring", "cli",
)  # fmt: skip


def imports(path: Path) -> set[str]:
    """Every module that a file imports, in functions too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def roots(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in imports(path)}


DOORS = {"grader", "grader.__main__"}  # they belong to no room


def name_of(path: Path) -> str:
    """The module that a file is."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str:
    return module.split(".")[1]


GRAPH = {name_of(path): imports(path) for path in MODULES}


def out_of_order(graph: dict[str, set[str]]) -> list[str]:
    """Every import of a room that does not stand before the one that imports it."""
    return [
        f"{module} imports {other}"
        for module in sorted(graph.keys() - DOORS)
        for other in sorted(graph[module] & graph.keys() - DOORS)
        if ROOMS.index(room_of(other)) > ROOMS.index(room_of(module))
    ]


def circle(graph: dict[str, set[str]]) -> list[str]:
    """Modules that import each other round about; none when there is no such circle."""
    left = {module: graph[module] & graph.keys() for module in graph.keys() - DOORS}
    while ends := [module for module, others in left.items() if not others & left.keys()]:
        for module in ends:
            del left[module]
    return sorted(left)


def is_worker_side(path: Path) -> bool:
    return path.relative_to(PACKAGE).parts[0] in WORKER_SIDE


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_every_room_stands_on_the_ones_before_it() -> None:
    assert {room_of(module) for module in GRAPH if "." in module} - {"__main__"} == set(ROOMS)
    assert out_of_order(GRAPH) == []
    wrong = GRAPH | {"grader.reporting.report": {"grader.judge.grader", "grader.wire"}}
    assert out_of_order(wrong) == ["grader.reporting.report imports grader.judge.grader"]


def test_no_modules_import_each_other() -> None:
    assert circle(GRAPH) == []
    wrong = GRAPH | {"grader.judge.decks": {"grader.judge.trials"}}
    assert {"grader.judge.decks", "grader.judge.trials"} <= set(circle(wrong))


@pytest.mark.parametrize("path", [p for p in MODULES if not is_worker_side(p)], ids=short)
def test_the_judge_never_imports_tensorflow(path: Path) -> None:
    assert not roots(path) & {"tensorflow", "keras"}


@pytest.mark.parametrize("path", [p for p in MODULES if is_worker_side(p)], ids=short)
def test_the_worker_side_imports_nothing_of_the_judge(path: Path) -> None:
    own = {name for name in imports(path) if name.startswith("grader.")}
    allowed = (
        "grader.wire", "grader.worker", "grader.probing", "grader.containment",
    )  # fmt: skip
    assert all(name.startswith(allowed) for name in own)
    others = roots(path) - set(sys.stdlib_module_names) - {"grader"}
    assert others <= {"numpy", "msgspec", "tensorflow", "keras"}


@pytest.mark.parametrize("path", sorted((PACKAGE / "containment").glob("*.py")), ids=short)
def test_containment_needs_only_the_standard_library(path: Path) -> None:
    assert roots(path) <= set(sys.stdlib_module_names) | {"grader"}


@pytest.mark.parametrize(
    "path", sorted((PACKAGE / "reporting" / "formats").glob("*.py")), ids=short
)
def test_renderers_open_nothing_and_judge_nothing(path: Path) -> None:
    assert not roots(path) & {"os", "pathlib", "subprocess", "socket", "tempfile"}
    assert "open(" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_the_engine_names_no_exercise_and_imports_no_cli(path: Path) -> None:
    if path.name != "__main__.py" and "cli" not in path.parts:
        assert not any(name.startswith("grader.cli") for name in imports(path))
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    strings = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        and id(node) not in docstrings
    ]  # fmt: skip
    if path.parent.name != "cli":  # its help shows examples
        assert not any(id in text for id in EXERCISES for text in strings)


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_one_file_one_side(exercise) -> None:
    checks, probes = exercise.solution_folder / "checks.py", exercise.solution_folder / "probes.py"
    assert roots(checks) <= {"hypothesis", "numpy", "grader", "math", "itertools", "functools"}
    assert {n for n in imports(checks) if n.startswith("grader")} - {"grader.checking"} <= {
        n for n in imports(checks) if n.startswith("grader.checking.")
    }
    assert not roots(probes) & {"hypothesis", "reference", "checks", "pytest"}
    own = {n for n in imports(probes) if n.startswith("grader")}
    assert all(n.startswith("grader.probing") for n in own)
    kinds = ("misconceptions", "wrong", "honest")
    for path in (p for kind in kinds for p in (exercise.solution_folder / kind).glob("*.py")):
        assert not roots(path) & {"reference", "checks", "probes", "grader", "hypothesis"}


def test_the_judge_runs_without_tensorflow_in_memory() -> None:
    program = (
        "import sys, grader.cli.main, grader.study.check, grader.judge.grader\n"
        "import grader.reporting.formats.text\n"
        "import grader.problems, grader.authoring.audit, grader.study.listing\n"
        "print(sorted({'tensorflow', 'keras'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"


def test_no_module_is_too_long_to_read() -> None:
    long = {short(p): n for p in MODULES if (n := len(p.read_text().splitlines())) > 330}
    assert long == {}
