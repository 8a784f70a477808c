"""Authors are told when a reference would hand its solution out."""

import shutil
from contextlib import nullcontext
from pathlib import Path

import pytest

from grader.asking.forking import Zygote
from grader.authoring import audit, stubs
from grader.course.stubs import StubError
from grader.judge.given_away import refuse_points
from grader.judge.grader import Grader
from tests.tiny import COURSE, EXERCISE

LINE = "    return x * tf.constant(2, x.dtype)\n"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return Path(shutil.copytree(COURSE, tmp_path / "course"))


def rewrite(course: Path, old: str, new: str) -> None:
    reference = course / "solutions" / "exercise-01" / "reference.py"
    source = reference.read_text()
    assert old in source
    reference.write_text(source.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("### ", "# the ", "no ### BEGIN SOLUTION"),
        ("    ### BEGIN SOLUTION\n    return x *", "    return x *", "END SOLUTION without"),
        (LINE, f"{LINE}    # the end\n    ### BEGIN SOLUTION\n", "inside the one of line 8"),
    ],
)
def test_stubs_and_audit_refuse_a_reference_whose_markers_are_not_in_order(
    course: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, words: str
) -> None:
    rewrite(course, old, new)
    before = {path: path.read_bytes() for path in course.rglob("*") if path.is_file()}
    for command in (
        lambda: stubs.run(None, False, course),
        lambda: stubs.run("1", True, course),
        lambda: audit.run("1", 1, None, course),
    ):
        assert command() == 3
        said = capsys.readouterr().err
        assert words in said and "solutions/exercise-01/reference.py" in said
    assert before == {path: path.read_bytes() for path in before}


def test_audit_refuses_a_stub_that_passes_a_check(
    course: Path, zygote: Zygote, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setattr(audit, "source_of_workers", lambda _: nullcontext(zygote))
    rewrite(course, f"    ### BEGIN SOLUTION\n{LINE}", f"{LINE}    ### BEGIN SOLUTION\n")
    assert audit.run("1", 1, None, course) == 3
    assert "the stub passes the check value" in capsys.readouterr().err


def test_a_stub_that_cannot_be_imported_is_no_start(zygote: Zygote) -> None:
    class Broken:
        """An exercise whose stub needs what was taken out."""

        def __getattr__(self, name: str) -> object:
            return getattr(EXERCISE, name)

        stub_text = "class Doubler(Taken): pass\n"

    grader = Grader(EXERCISE, zygote)
    grader.exercise = Broken()
    with pytest.raises(StubError, match="cannot be imported: NameError"):
        refuse_points(grader)
    grader.close()


def test_a_stub_that_asks_for_something_is_accepted(zygote: Zygote) -> None:
    grader = Grader(EXERCISE, zygote)
    refuse_points(grader)
    grader.close()
