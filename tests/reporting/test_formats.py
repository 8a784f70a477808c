"""Other programs read the formats made for them, and nothing of a student's is markup there."""

import json
import re

import junitparser
import pytest

from grader.reporting.formats import github, gradescope, junit, markdown
from tests.cli.test_main import WRONG, mine, tiny  # noqa: F401 (a fixture)
from tests.reporting.test_text import MIXED, check, report, wrong

EVIL = (
    "\x1b[2J\x00]]></failure>&<script>alert(1)</script> | `x` ```\n::set-output name=a::b\r\n## no"
)
HOSTILE = report(
    wrong("b", message=EVIL, sentence=f"A {EVIL}"), check("c", "lost", message=EVIL),
    check("d", "blocked", message=EVIL), submission=EVIL, title=EVIL, printed=EVIL,
)  # fmt: skip


def read(xml: str) -> junitparser.JUnitXml:
    return junitparser.JUnitXml.fromstring(xml.encode())


def test_a_junit_reader_finds_every_check_and_only_passes_pass() -> None:
    outcomes = ("passed", "failed", "lost", "blocked", "broken")
    (suite,) = read(junit.render(report(*(check(o, o, message="why") for o in outcomes))))
    assert (suite.tests, suite.failures, suite.errors, suite.skipped) == (5, 2, 2, 0)
    assert [case.classname for case in suite] == [f"exercise-09.{o}" for o in outcomes]
    assert [bool(case.result) for case in suite] == [False, True, True, True, True]
    case = next(iter(suite))
    properties = case.child(junitparser.Properties)
    assert {p.name: p.value for p in properties} == {"points": "2", "max_points": "2"}


def test_junit_holds_what_the_student_is_told() -> None:
    (suite,) = read(junit.render(MIXED))
    failure = list(suite)[1].result[0]
    assert failure.message == "loss is off." and "yours: loss = [1.0, 2.0]" in failure.text


def test_hostile_text_is_text_in_junit() -> None:
    (suite,) = read(junit.render(HOSTILE))
    assert len(list(suite)) == 3
    assert "<script>alert(1)</script>" in next(iter(suite)).result[0].text


def test_markdown_has_a_row_a_check_and_no_markup_of_the_students() -> None:
    shown = markdown.render(MIXED)
    assert "## exercise-09 · A test: 2 of 6 points" in shown
    assert "| ✅ | The a is right. | 2/2 |" in shown
    hostile = markdown.render(HOSTILE)
    markup = re.sub(r"(?s)```text.*?\n```|`[^`\n]*`", "", hostile).replace("\\<", "")
    assert "<" not in markup
    assert hostile.count("\n```") == 6 and "\x1b" not in hostile
    assert not re.search(r"^## no", re.sub(r"```text.*?\n```", "", hostile, flags=re.S), re.M)


def test_github_annotates_the_students_line() -> None:
    shown = github.render(report(wrong("b", line=7, message="50% off,\nreally")), "secret")
    (command,) = [line for line in shown.splitlines() if line.startswith("::error")]
    assert command.startswith("::error file=mine.py,line=7,title=The b is right.::input: x")
    assert "50%25 off,%0Areally" in command


def test_github_takes_nothing_of_the_students_for_a_command() -> None:
    lines = github.render(HOSTILE, "secret").splitlines()
    assert lines[0] == "::stop-commands::secret" and "::secret::" in lines
    after = lines[lines.index("::secret::") + 1 :]
    assert len(after) == 3 and all(line.startswith("::error file=") for line in after)


def test_github_says_why_nothing_was_graded() -> None:
    shown = github.render(report(check("a", "blocked"), status="unreadable", message="No."), "s")
    assert shown.splitlines()[-1].endswith("::No.")


def test_gradescope_adds_up() -> None:
    told = json.loads(gradescope.render([MIXED, MIXED]))
    assert told["score"] == 4 == sum(test["score"] for test in told["tests"])
    assert len(told["tests"]) == 6 and told["tests"][0]["name"].startswith("exercise-09: ")
    assert {test["status"] for test in told["tests"]} == {"passed", "failed"}
    assert all(0 <= test["score"] <= test["max_score"] for test in told["tests"])
    assert json.loads(gradescope.render([]))["score"] == 0


@pytest.mark.parametrize("form", ["junit", "github", "gradescope", "markdown"])
def test_the_command_writes_them(mine, form: str) -> None:  # noqa: F811
    mine.write_text(WRONG)
    done = tiny("1", mine, "--format", form)
    assert (done.returncode, done.stderr) == (1, "") and "Every element is doubled" in done.stdout


def test_on_github_the_format_is_githubs_and_the_job_has_a_summary(mine, tmp_path) -> None:  # noqa: F811
    summary = tmp_path / "summary.md"
    done = tiny("1", mine, GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(summary))
    assert done.stdout.startswith("::stop-commands::") and done.returncode == 0
    assert "12 of 12 points" in summary.read_text()
    tokens = {tiny("1", mine, GITHUB_ACTIONS="true").stdout.splitlines()[0] for _ in range(2)}
    assert len(tokens) == 2
