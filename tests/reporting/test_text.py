"""One screen of text: what is right, what is not, the smallest input, what to try."""

import re

import msgspec
import pytest

from grader.reporting.formats import github, gradescope, junit, markdown, pages, text
from grader.reporting.report import CheckResult, Counterexample, Diagnosis, Report, Shown

ARRAY = Shown("float32", (2,), [1.0, 2.0])


def check(id: str, outcome: str = "passed", **more) -> CheckResult:
    points = 2 if outcome == "passed" else 0
    cause = "" if outcome == "passed" else id
    facts = {"sentence": f"The {id} is right.", "points": points, "max_points": 2, "cause": cause}
    facts |= more
    return CheckResult(id=id, outcome=outcome, **facts)  # type: ignore[arg-type]


def wrong(id: str, **more) -> CheckResult:
    example = Counterexample({"x": ARRAY}, {"loss": ARRAY, "same": 1}, {"loss": 3.0, "same": 1})
    return check(id, "failed", **{"message": "loss is off.", "counterexample": example} | more)


def report(*checks: CheckResult, **more) -> Report:
    facts = {
        "exercise": "exercise-09", "title": "A test", "submission": "mine.py", "seed": 0,
        "score": sum(c.points for c in checks), "max_score": 2 * len(checks),
        "passed": all(c.outcome == "passed" for c in checks), "checks": checks, "versions": {},
        "protections": (), "seconds": 0.0,
    } | more  # fmt: skip
    return Report(**facts)


MIXED = report(check("a"), wrong("b"), check("c", "lost", message="It took too long."))
DIAGNOSIS = Diagnosis("sign", "The sign is wrong", "You subtract.\nAdd.\n\nThen go on.")


def test_every_check_has_a_line_with_its_points() -> None:
    lines = text.render(MIXED).splitlines()
    assert any(re.match(r"  ✓ The a is right\. +2/2$", line) for line in lines)
    assert any(re.match(r"  ✗ The b is right\. +0/2$", line) for line in lines)
    assert lines[-1] == "2 of 6 points"


@pytest.mark.parametrize("width", [40, 80, 100])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    long = wrong("b", message="word " * 60, advice="try " * 60, sentence="A sentence " * 12 + ".")
    assert max(map(len, text.render(report(long), width=width).splitlines())) <= width


def test_yours_and_expected_stand_below_each_other_without_what_is_equal() -> None:
    shown = text.render(report(wrong("b")))
    assert "yours           loss = [1.0, 2.0]" in shown
    assert "expected        loss = 3.0" in shown and "same" not in shown


BELOW = wrong("b", message="loss is off.", advice="Go on.")
USING = [
    check(id, "blocked", cause="b", builds_on="b", message='Not judged: it builds on "The b".')
    for id in ("c", "d")
]


def test_what_only_uses_a_mistake_is_one_line_below_it() -> None:
    shown = text.render(report(check("a"), BELOW, *USING))
    assert re.search(r"· The c is right\. \(not judged\) +0/2\n", shown)
    told = "    And 2 checks that use it, not judged until it is right: 4 points held back.\n"
    assert told in shown and shown.count("Not judged") == 0 and "more)" not in shown
    one = text.render(report(check("a"), BELOW, USING[0]))
    assert "And 1 check that uses it, not judged until it is right: 2 points held back." in one


def test_other_formats_fold_it_as_well() -> None:
    one = report(check("a"), BELOW, *USING)
    line = "And 2 checks that use it, not judged until it is right: 4 points held back."
    assert markdown.render(one).count(line) == 1 and "### The c" not in markdown.render(one)
    log = github.render(one, "token")
    assert log.count("::error ") == 1 and log.split("::error ")[1].count(line) == 1
    assert junit.render(one).count(line) == gradescope.render([one]).count(line) == 1
    page = pages.report_html(one)
    assert page.count(line) == 1 and page.count("<section") == 1


def test_the_lines_that_show_a_mistake_stand_below_its_name() -> None:
    shown = msgspec.structs.replace(DIAGNOSIS, lines=("line 12: a - b",))
    one = report(wrong("b", diagnosis=shown))
    assert "The sign is wrong.\n    line 12: a - b\n    You subtract." in text.render(one)
    assert "line 12: a - b" in markdown.render(one) and "line 12: a - b" in pages.report_html(one)


def test_checks_with_one_cause_are_told_together() -> None:
    shown = text.render(report(wrong("b", diagnosis=DIAGNOSIS), wrong("c", cause="b")))
    assert shown.count("The sign is wrong") == 1 and "(and 1 more)" in shown


def test_a_tie_names_its_candidates() -> None:
    assert "one of: Sign; Size." in text.render(report(wrong("b", one_of=("Sign", "Size"))))


def test_without_a_diagnosis_there_is_advice() -> None:
    assert "Try: compare by hand." in text.render(report(wrong("b", advice="compare by hand.")))


def test_of_many_causes_three_are_told_in_detail_unless_all_are_wanted() -> None:
    many = report(*(wrong(id, message=f"{id} is off.") for id in "abcde"))
    assert text.render(many).count("smallest input") == 3 and "--full" in text.render(many)
    full = text.render(many, full=True)
    assert full.count("smallest input") == 5 and "--full" not in full


def test_colour_only_when_asked_for() -> None:
    assert "\x1b[" in text.render(MIXED, colour=True)
    assert "\x1b" not in text.render(MIXED)


def test_a_console_without_unicode_gets_ascii() -> None:
    shown = text.render(MIXED, ascii_only=True)
    assert shown.isascii() and "  + The a is right." in shown


def test_nothing_from_a_student_reaches_the_terminal_as_a_command() -> None:
    evil = "\x1b[2J\u202eevil\r\x07[bold]x[/bold]"
    shown = text.render(report(wrong("b", message=evil), printed=evil, submission=evil))
    assert not set("\x1b\u202e\r\x07") & set(shown)
    assert "[bold]x[/bold]" in shown


def test_what_was_not_graded_says_why() -> None:
    shown = text.render(report(check("a", "blocked"), status="not started", message="Not started."))
    assert "Not started." in shown and "0 of 2 points" in shown and "The a is right" not in shown


def test_unsafe_is_stamped() -> None:
    assert "without protection" in text.render(
        msgspec.structs.replace(MIXED, protections=("none: graded with --unsafe",))
    )


def test_a_summary_is_one_line() -> None:
    assert text.summary(MIXED) == "exercise-09: 2 of 6 points"


def test_the_verdict_alone_says_why_there_is_none() -> None:
    unasked = {
        status: text.summary(report(check("a", "blocked"), status=status, message="Why so.\nLong."))
        for status in ("not started", "unreadable", "import failed", "broken")
    }
    assert unasked == {
        "not started": "exercise-09: 0 of 2 points · not started",
        "unreadable": "exercise-09: 0 of 2 points · unreadable",
        "import failed": "exercise-09: 0 of 2 points · import failed",
        "broken": "exercise-09: no grade, for the grader itself failed: Why so.",
    }
    partly = report(check("a"), check("b", "broken"), check("c", "broken"))
    assert text.summary(partly).startswith("exercise-09: no grade, for the grader itself failed")


def test_what_broke_on_our_side_is_no_number_of_points() -> None:
    broken = report(check("a", "blocked"), status="broken", message="No disk.")
    partly = report(check("a"), check("b", "broken", message="The check itself failed: why."))
    for one in (broken, partly):
        last = text.render(one).splitlines()[-1]
        assert last == "no grade, for the grader itself failed"
        assert "no grade" in markdown.render(one).splitlines()[0]


def test_of_many_wrong_values_the_first_are_shown() -> None:
    yours, right = {f"v{n}": 1 for n in range(9)}, {f"v{n}": 2 for n in range(9)}
    shown = text.render(report(wrong("b", counterexample=Counterexample({}, yours, right))))
    assert "v2 = 1" in shown and "v3 = 1" not in shown and shown.count("… and 6 more") == 2
