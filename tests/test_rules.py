"""The rules that keep the sides apart, tested by walking the imports."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import EXERCISES, ROOT

PACKAGE = ROOT / "grader"
WORKER_SIDE = {"worker", "probing"}
MODULES = sorted(p for p in PACKAGE.rglob("*.py") if "course" not in p.parts)


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


def is_worker_side(path: Path) -> bool:
    return path.relative_to(PACKAGE).parts[0] in WORKER_SIDE


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", [p for p in MODULES if not is_worker_side(p)], ids=short)
def test_the_judge_never_imports_tensorflow(path: Path) -> None:
    assert not roots(path) & {"tensorflow", "keras"}


@pytest.mark.parametrize("path", [p for p in MODULES if is_worker_side(p)], ids=short)
def test_the_worker_side_imports_nothing_of_the_judge(path: Path) -> None:
    own = {name for name in imports(path) if name.startswith("grader.")}
    allowed = (
        "grader.wire", "grader.worker", "grader.probing", "grader.containment", "grader.spelling",
    )  # fmt: skip
    assert all(name.startswith(allowed) for name in own)
    others = roots(path) - set(sys.stdlib_module_names) - {"grader"}
    assert others <= {"numpy", "msgspec", "tensorflow", "keras"}


@pytest.mark.parametrize("path", sorted((PACKAGE / "containment").glob("*.py")), ids=short)
def test_containment_needs_only_the_standard_library(path: Path) -> None:
    assert roots(path) <= set(sys.stdlib_module_names) | {"grader"}


@pytest.mark.parametrize("path", sorted((PACKAGE / "rendering").glob("*.py")), ids=short)
def test_renderers_open_nothing_and_judge_nothing(path: Path) -> None:
    assert not roots(path) & {"os", "pathlib", "subprocess", "socket", "tempfile"}
    judging = {"grader.grading", "grader.subjects", "grader.comparing", "grader.trying"}
    assert not imports(path) & judging
    assert "open(" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_the_engine_names_no_exercise_and_imports_no_cli(path: Path) -> None:
    if path.name not in ("cli.py", "__main__.py"):
        assert "grader.cli" not in imports(path)
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
    if path.name != "cli.py":  # its help shows examples
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
    for path in (exercise.solution_folder / "misconceptions").glob("*.py"):
        assert not roots(path) & {"reference", "checks", "probes", "grader", "hypothesis"}


def test_the_judge_runs_without_tensorflow_in_memory() -> None:
    program = (
        "import sys, grader.cli, grader.commands.check, grader.grading, grader.rendering.text\n"
        "import grader.complaints, grader.commands.audit, grader.commands.listing\n"
        "print(sorted({'tensorflow', 'keras'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"


def test_no_module_is_too_long_to_read() -> None:
    long = {short(p): n for p in MODULES if (n := len(p.read_text().splitlines())) > 330}
    assert long == {}
