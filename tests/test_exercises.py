"""What every exercise on disk promises: nothing here names one."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from grader.asking.forking import Zygote
from grader.authoring.auditing import Candidate, failures, unlike_own, verdict
from grader.authoring.content import content_problems
from grader.course.changes import Change
from grader.course.exercise import Exercise
from grader.judge.grader import Grader
from grader.reporting.report import Report
from grader.study.listing import points
from grader.submission.submission import Submission, read
from tests.conftest import EXERCISES

GraderOf = Callable[[Exercise], Grader]
every = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)


def told(report: Report) -> list[tuple[str, str]]:
    return [(c.id, c.message) for c in report.checks if c.outcome != "passed"]


def named(kind: str) -> pytest.MarkDecorator:
    """Every wrong or right solution of a kind, with its exercise."""
    pairs = [(e, one) for e in EXERCISES.values() for one in getattr(e, kind)]
    names = [one[0] if isinstance(one, tuple) else one.name for _, one in pairs]
    ids = [f"{e.id}/{name}" for (e, _), name in zip(pairs, names, strict=True)]
    return pytest.mark.parametrize(("exercise", "solution"), pairs, ids=ids)


@every
def test_an_exercise_keeps_what_every_exercise_promises(exercise: Exercise) -> None:
    assert content_problems(exercise) == ()
    assert points(exercise) == 20


@every
def test_the_reference_gets_full_marks(exercise: Exercise, grader_of: GraderOf) -> None:
    report = grader_of(exercise).grade(Submission(Path("reference.py"), exercise.reference))
    assert report.passed and report.score == report.max_score, told(report)


@every
def test_what_is_right_for_a_students_own_is_so_for_the_reference(
    exercise: Exercise, grader_of: GraderOf
) -> None:
    assert unlike_own(grader_of(exercise)) == ()


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


@named("misconceptions")
def test_a_misconception_loses_points_and_is_named_alone(
    exercise: Exercise, solution: Change, grader_of: GraderOf
) -> None:
    candidate = Candidate(
        "misconception", solution.name, solution.source, "", solution.laid.reaches, solution.mistake
    )
    found = verdict(candidate, [grader_of(exercise)], whole=False)
    assert found.right, found


@named("honest")
def test_honest_solutions_get_full_marks(
    exercise: Exercise, solution: tuple[str, Path], grader_of: GraderOf
) -> None:
    report = grader_of(exercise).grade(read(solution[1], exercise.metadata.requires))
    assert report.passed, told(report)


@named("wrong")
def test_wrong_solutions_lose_points(
    exercise: Exercise, solution: Change, grader_of: GraderOf
) -> None:
    candidate = Candidate("wrong", solution.name, solution.source, "", solution.laid.reaches)
    failed, broken = failures(grader_of(exercise), candidate, all_of_them=False)
    assert failed and not broken


@every
def test_whatever_the_order_the_report_is_the_same(exercise: Exercise, zygote: Zygote) -> None:
    """Smallest inputs and diagnoses included."""
    first, second = exercise.misconceptions[0], exercise.misconceptions[-1]
    few = replace(exercise)
    vars(few)["misconceptions"] = exercise.misconceptions[:3] + exercise.misconceptions[-3:]
    seen = []
    for order in ((first, second, first), (second,)):
        fresh = Grader(few, zygote)
        for one in order:
            report = fresh.grade(Submission(Path("x.py"), one.source))
            seen.append(msgspec.structs.replace(report, seconds=0.0))
        fresh.close()
    assert msgspec.json.encode(seen[1]) == msgspec.json.encode(seen[3])
    assert seen[0] == seen[2] and "broken" not in {c.outcome for one in seen for c in one.checks}


@every
def test_there_are_enough_honest_and_wrong_solutions(exercise: Exercise) -> None:
    assert len(exercise.honest) >= 8
    assert len(exercise.wrong) >= 8
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
    (wrong,) = (c for c in exercise.wrong if c.name == "built_in_step_handed_over")
    report = grader_of(exercise).grade(Submission(Path("wrong.py"), wrong.source))
    # How often Python runs is no answer of a built-in's.
    assert [check.id for check in report.checks if check.points] == ["step_compiled"]
    assert "nswers come from keras.Model.train_step" in report.checks[-1].message
