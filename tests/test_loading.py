"""What a code keeps for later questions: what was built once, and why it could not be."""

import traceback
import types

import pytest

from grader.worker.loading import Code, Missing


def code(**names: object) -> Code:
    module = types.ModuleType("submission")
    vars(module).update(names)
    return Code(module, "/scratch/submission.py")


class Counted:
    """Something costly that fails or does not."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.times, self.error = 0, error

    def __call__(self) -> str:
        self.times += 1
        if self.error is not None:
            raise self.error
        return "built"


def test_what_is_costly_is_built_once_for_a_key() -> None:
    one, build = code(), Counted()
    assert [one.once("a", build) for _ in range(3)] == ["built"] * 3 and build.times == 1
    assert one.once("b", build) == "built" and build.times == 2


@pytest.mark.parametrize("error", [ValueError("no"), RecursionError(), Missing("f"), SystemExit(3)])
def test_a_failure_is_kept_as_well(error: BaseException) -> None:
    """A trace that fails costs as much as one that does not: it used up the time of others."""
    one, build = code(), Counted(error)
    for _ in range(3):
        with pytest.raises(type(error)) as raised:
            one.once("a", build)
        assert raised.value is error
    assert build.times == 1


def test_a_failure_points_at_the_same_lines_each_time() -> None:
    one, build = code(), Counted(ValueError("no"))
    seen = []
    for _ in range(4):
        with pytest.raises(ValueError) as raised:
            one.once("a", build)
        seen.append([f.name for f in traceback.extract_tb(raised.value.__traceback__)])
    assert seen[0] == seen[3] and seen[0][-1] == "__call__"


def test_a_name_that_is_not_defined_is_missing() -> None:
    with pytest.raises(Missing):
        _ = code(present=1).absent
