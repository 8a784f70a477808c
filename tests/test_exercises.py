"""What every exercise on disk promises: nothing here names one."""

import ast
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from grader.asking.forking import Zygote
from grader.authoring.auditing import first_failure
from grader.authoring.stubs import wanted
from grader.course.exercise import Exercise
from grader.forbidden.uses import shortcuts_in
from grader.judge import grader as judging
from grader.judge.grader import Grader
from grader.languages import available
from grader.reporting.report import Report
from grader.study.listing import points
from grader.submission.notebooks import extract
from grader.submission.submission import Submission, read
from tests.conftest import EXERCISES, ROOT

GraderOf = Callable[[Exercise], Grader]
every = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)


def files(kind: str) -> list[Path]:
    return sorted((ROOT / "tests" / kind).glob("*/*.py"))


def short(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def told(report: Report) -> list[tuple[str, str]]:
    return [(c.id, c.message) for c in report.checks if c.outcome != "passed"]


MISCONCEPTIONS = [(e, m) for e in EXERCISES.values() for m in e.misconceptions]


@every
def test_the_reference_gets_full_marks(exercise: Exercise, grader_of: GraderOf) -> None:
    report = grader_of(exercise).grade(Submission(Path("reference.py"), exercise.reference))
    assert report.passed and report.score == report.max_score, told(report)


@every
@pytest.mark.parametrize("suffix", [".py", ".ipynb"])
def test_the_stub_is_not_started(exercise: Exercise, suffix: str, grader_of: GraderOf) -> None:
    stub = exercise.statement_folder / (exercise.name + suffix)
    report = grader_of(exercise).grade(read(stub, exercise.metadata.requires))
    assert (report.status, report.score) == ("not started", 0)
    assert {c.outcome for c in report.checks} == {"blocked"}
    assert "Not started yet" in report.message


@every
def test_another_seed_makes_no_difference_to_the_reference(
    exercise: Exercise, grader_of: GraderOf
) -> None:
    grader = Grader(exercise, grader_of(exercise)._source, seed=20_21, pictures=True)
    report = grader.grade(Submission(Path("reference.py"), exercise.reference))
    grader.close()
    assert report.passed, told(report)
    assert len(report.pictures) == len(exercise.plots) >= 1
    for curve in (c for picture in report.pictures for c in picture.curves):
        assert curve.yours == curve.expected and curve.expected and None not in curve.expected


@pytest.mark.parametrize(
    ("exercise", "misconception"),
    MISCONCEPTIONS,
    ids=[f"{e.id}/{m.name}" for e, m in MISCONCEPTIONS],
)
def test_a_misconception_loses_points_and_is_named(
    exercise: Exercise, misconception, grader_of: GraderOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "SHRUNK", 0)  # the search for smaller inputs has tests of its own
    grader = grader_of(exercise)
    report = grader.grade(Submission(Path("wrong.py"), misconception.source))
    named = {c.diagnosis.name for c in report.checks if c.diagnosis is not None}
    assert report.score < report.max_score
    assert named == {misconception.name}, told(report)


@pytest.mark.parametrize("path", files("honest"), ids=short)
def test_honest_solutions_get_full_marks(path: Path, grader_of: GraderOf) -> None:
    exercise = EXERCISES[path.parent.name]
    report = grader_of(exercise).grade(read(path, exercise.metadata.requires))
    assert report.passed, told(report)


@pytest.mark.parametrize("path", files("wrong"), ids=short)
def test_wrong_solutions_lose_points(path: Path, grader_of: GraderOf) -> None:
    exercise = EXERCISES[path.parent.name]
    source = read(path, exercise.metadata.requires).source
    assert first_failure(grader_of(exercise), source)


@every
def test_whatever_the_order_the_report_is_the_same(exercise: Exercise, zygote: Zygote) -> None:
    """Smallest inputs and diagnoses included."""
    first, second = exercise.misconceptions[0], exercise.misconceptions[-1]
    few = replace(exercise)
    vars(few)["misconceptions"] = exercise.misconceptions[:3] + exercise.misconceptions[-3:]
    seen = []
    for order in ((first, second, first), (second, first)):
        fresh = Grader(few, zygote)
        for one in order:
            report = fresh.grade(Submission(Path("x.py"), one.source))
            seen.append(msgspec.structs.replace(report, seconds=0.0))
        fresh.close()
    assert msgspec.json.encode([seen[1], seen[0]]) == msgspec.json.encode(seen[3:])
    assert seen[0] == seen[2] and "broken" not in {c.outcome for one in seen for c in one.checks}


@every
def test_there_are_enough_honest_and_wrong_solutions(exercise: Exercise) -> None:
    assert len([p for p in files("honest") if p.parent.name == exercise.id]) >= 8
    assert len([p for p in files("wrong") if p.parent.name == exercise.id]) >= 8
    assert len(exercise.misconceptions) >= 18


@every
def test_a_notebook_of_the_reference_gets_full_marks(
    exercise: Exercise, grader_of: GraderOf, tmp_path: Path
) -> None:
    """Among explanations, plots, a failed attempt and a training run."""
    name = exercise.metadata.requires[0]
    sources = [
        "%matplotlib inline\nimport matplotlib.pyplot as plt",
        f"def {name}(*args):\n    raise RuntimeError('first attempt')",
        exercise.reference,
        f"history = train({name})\nplt.plot(history.history['loss'])",
        "!ls",
    ]
    code = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    cells = [{"cell_type": "markdown", "metadata": {}, "source": "# Mine"}]
    cells += [code | {"source": source} for source in sources]
    path = tmp_path / "mine.ipynb"
    whole = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    path.write_text(json.dumps(whole))
    report = grader_of(exercise).grade(read(path, exercise.metadata.requires))
    assert report.passed, (report.message, told(report))


@every
def test_stub_and_notebook_agree_with_the_reference(exercise: Exercise) -> None:
    for path, text in wanted(exercise).items():
        assert path.read_text(encoding="utf-8") == text, f"run: grade stubs {exercise.id}"


@every
def test_the_stub_defines_what_is_required_and_solves_nothing(exercise: Exercise) -> None:
    tree = ast.parse(exercise.stub.read_text(encoding="utf-8"))
    defined = {n.name for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef)}
    assert defined >= set(exercise.metadata.requires)
    assert "SOLUTION" not in ast.unparse(tree)
    notebook = exercise.notebook.read_text(encoding="utf-8")
    extracted = ast.parse(extract(notebook, exercise.metadata.requires).source)
    assert {n.name for n in extracted.body if hasattr(n, "name")} >= set(exercise.metadata.requires)


@every
def test_the_statement_names_what_is_required_and_how_to_grade_it(exercise: Exercise) -> None:
    for name in (*exercise.metadata.requires, f"grade {exercise.id}", exercise.name):
        assert name in exercise.statement
    for name in exercise.metadata.forbidden.names if exercise.metadata.forbidden else ():
        assert name.rpartition(".")[2] in exercise.statement


@every
def test_checks_are_written_for_students(exercise: Exercise) -> None:
    sentences = [check.sentence for check in exercise.checks]
    assert len(set(sentences)) == len(sentences)
    for check in exercise.checks:
        assert check.sentence == check.sentence.strip() and check.sentence.endswith((".", "?"))
        assert check.advice and check.points >= 0
        assert check.id.isidentifier()
    assert points(exercise) == 20
    assert len(exercise.metadata.hints) >= 3 and all(exercise.metadata.hints)


@every
def test_misconceptions_explain_themselves(exercise: Exercise) -> None:
    titles = [m.title for m in exercise.misconceptions]
    assert len(set(titles)) == len(titles)
    for misconception in exercise.misconceptions:
        assert misconception.title == misconception.title.strip() and len(misconception.title) < 75
        assert "\n" not in misconception.explanation  # the source's line breaks are gone
        assert len(misconception.explanation) > 60
        assert not re.search(r"\breference\b", misconception.explanation)


@every
def test_the_reference_takes_no_shortcut(exercise: Exercise) -> None:
    if exercise.metadata.forbidden is not None:
        forbidden = exercise.metadata.forbidden
        names = (*forbidden.names, *forbidden.source_only)
        assert shortcuts_in(exercise.reference, exercise.metadata.requires, names) == ()


@every
def test_there_is_no_stray_file(exercise: Exercise) -> None:
    other = [language for language in available() if language != "en"]
    allowed = {
        *(name for language in other for name in (f"README.{language}.md", f"{language}.po")),
        "README.md", f"{exercise.name}.py", f"{exercise.name}.ipynb", "exercise.toml",
        "reference.py", "probes.py", "checks.py", *(f"{m.name}.py" for m in exercise.misconceptions),
    }  # fmt: skip
    for folder in (exercise.statement_folder, exercise.solution_folder):
        found = {p.name for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc"}
        assert found <= allowed


DEMO = """
_x = keras.ops.ones((4, 2))
_model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1), keras.layers.Dropout(0.5)])
for _loss in (keras.losses.Huber(), keras.losses.huber, keras.losses.mean_squared_error):
    _model.compile(loss=_loss, optimizer="sgd", metrics=["mae"])
    _model.fit(_x, keras.ops.ones((4, 1)), verbose=0)
    _model.train_on_batch(_x, keras.ops.ones((4, 1)))
keras.losses.huber(_x, _x)
"""


@every
def test_a_training_run_with_built_ins_at_the_end_of_a_file_costs_nothing(
    exercise: Exercise, grader_of: GraderOf
) -> None:
    source = f"{exercise.reference}\nimport keras\n{DEMO}"
    report = grader_of(exercise).grade(Submission(Path("mine.py"), source))
    assert report.passed, (report.message, told(report))


def test_a_built_in_handed_to_the_probes_is_not_the_students(grader_of: GraderOf) -> None:
    exercise = EXERCISES["exercise-05"]
    path = Path(__file__).parent / "wrong" / "exercise-05" / "built_in_step_handed_over.py"
    report = grader_of(exercise).grade(read(path, exercise.metadata.requires))
    assert not any(check.points for check in report.checks)
