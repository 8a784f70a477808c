"""Text comes out whole, or it is said why not."""

import sys

import pytest

from grader.problems import complain
from grader.reporting.output import put


def test_a_closed_standard_output_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(OSError, match="standard output") as problem:
        put("text")
    monkeypatch.undo()
    assert complain(problem.value) == 3
    assert capsys.readouterr().err.count("\n") == 1
