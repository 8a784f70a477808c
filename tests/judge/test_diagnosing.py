"""Only a misconception that answers everything alike, and alone, is named."""

from collections.abc import Callable, Mapping, Sequence

from grader.asking.questions import Question
from grader.checking import Check, cases
from grader.judge.diagnosing import MOST, TRIES, Evidence, diagnose
from grader.wire import Failure, Observation

ASKED = tuple(Question.of({"n": n}) for n in range(10))
A, B, C = (Check(name, name, cases({"n": 0}), points=1) for name in "abc")
Answers = Callable[[str, int], Observation | Failure]


def evidence(check: Check, answers: Answers, about: str = "") -> Evidence:
    given = tuple(answers(check.id, n) for n in range(10))
    return Evidence(check, ASKED, given, frozenset([about or check.id]))


def found(
    student: Answers,
    misconceptions: Mapping[str, Answers],
    failed: Sequence[Check],
    passed: Sequence[Check] = (),
    about: str = "",
    reaches: Mapping[str, frozenset[str]] | None = None,
) -> dict[str, tuple[str, ...]]:
    def ask(
        names: Sequence[str], check: Check, questions: Sequence[Question]
    ) -> dict[str, list[Observation | Failure]]:
        asked.extend((name, check.id, len(questions)) for name in names)
        return {n: [misconceptions[n](check.id, q.inputs["n"]) for q in questions] for n in names}

    asked.clear()
    return dict(
        diagnose(
            [evidence(c, student, about) for c in failed],
            [evidence(c, student, about) for c in passed],
            tuple(misconceptions),
            ask,
            reaches or {},
        )
    )


asked: list[tuple[str, str, int]] = []


def constant(value: float) -> Answers:
    return lambda check, n: {"y": value}


def only(check: str, value: float, other: float = 0.0) -> Answers:
    return lambda id, n: {"y": value if id == check else other}


def test_the_one_that_answers_alike_is_named() -> None:
    assert found(constant(2.0), {"x": constant(1.0), "y": constant(2.0)}, [A]) == {"a": ("y",)}


def test_most_fall_at_the_first_input() -> None:
    found(constant(2.0), {"x": constant(1.0), "y": constant(2.0)}, [A])
    assert ("x", "a", 1) in asked and ("x", "a", 7) not in asked


def test_one_input_answered_otherwise_rules_it_out() -> None:
    almost: Answers = lambda check, n: {"y": 2.0 if n < 9 else 3.0}  # noqa: E731
    assert found(constant(2.0), {"x": almost}, [A]) == {"a": ()}


def test_a_tie_stays_a_tie() -> None:
    assert found(constant(2.0), {"x": constant(2.0), "y": constant(2.0)}, [A]) == {"a": ("x", "y")}


def test_a_tie_is_broken_by_the_other_failed_checks() -> None:
    both = {"x": constant(2.0), "y": only("a", 2.0)}
    assert found(constant(2.0), both, [A, B]) == {"a": ("x",), "b": ("x",)}


def test_a_tie_is_broken_by_the_checks_that_passed() -> None:
    student = only("a", 2.0)
    both = {"x": constant(2.0), "y": only("a", 2.0)}
    assert found(student, both, [A], [B, C]) == {"a": ("y",)}


def test_a_mistake_that_another_check_would_have_shown_was_not_made() -> None:
    student, mistake = only("a", 2.0), {"x": constant(2.0)}
    assert found(student, mistake, [A], [B], about="Dense") == {"a": ()}
    assert found(student, mistake, [A], [B]) == {"a": ("x",)}  # b is about another name


def test_a_mistake_is_asked_only_for_the_names_that_it_reaches() -> None:
    """Elsewhere it answers as the reference does: as a student whose check passed."""
    student = only("a", 2.0)
    both = {"x": only("a", 2.0), "y": only("a", 2.0)}
    reaches = {"x": frozenset("a"), "y": frozenset("b")}
    assert found(student, both, [A], [B], reaches=reaches) == {"a": ("x",)}
    assert {(name, check) for name, check, _ in asked} == {("x", "a")}


def test_a_mistake_in_something_else_agrees_with_every_check_that_passed() -> None:
    student, mistake = only("a", 2.0), {"x": only("a", 2.0), "y": only("a", 2.0, other=1.0)}
    reaches = {"x": frozenset("a"), "y": frozenset("ab")}
    assert found(student, mistake, [A], [B, C], reaches=reaches) == {"a": ("x",)}
    assert ("x", "b") not in {(name, check) for name, check, _ in asked}


def test_a_check_of_which_nobody_knows_what_it_looks_at_is_asked() -> None:
    mistake, nothing = {"x": constant(2.0)}, frozenset[str]()
    unknown = Evidence(A, ASKED, tuple({"y": 2.0} for _ in ASKED), nothing)
    answer = diagnose([unknown], [], ("x",), lambda names, check, questions: {
        name: [mistake[name](check.id, q.inputs["n"]) for q in questions] for name in names
    }, {"x": frozenset("b")})  # fmt: skip
    assert answer == {"a": ("x",)}


def test_two_mistakes_have_two_names() -> None:
    student: Answers = lambda check, n: {"y": {"a": 1.0, "b": 2.0}[check]}  # noqa: E731
    names = {"x": only("a", 1.0), "y": only("b", 2.0)}
    assert found(student, names, [A, B]) == {"a": ("x",), "b": ("y",)}


def raises(name: str, message: str) -> Answers:
    return lambda check, n: Failure("raised", name, message)


def test_errors_are_alike_by_type_and_message() -> None:
    names = {
        "w": raises("TypeError", "len() of an unsized object"),
        "x": raises("ValueError", "Layer my_dense_4 weight shape (2,) is not compatible"),
        "y": raises("TypeError", "Layer my_dense_4 weight shape (2,) is not compatible"),
        "z": constant(1.0),
    }
    mine = raises("TypeError", "Layer my_dense weight shape (1, 2) is not compatible")
    assert found(mine, names, [A]) == {"a": ("y",)}


def test_nothing_is_named_without_misconceptions() -> None:
    assert found(constant(1.0), {}, [A]) == {"a": ()}


def test_where_nothing_explains_anything_the_search_ends() -> None:
    """A line that made every answer wrong cost minutes: each wrong solution was asked everything."""
    many = {f"m{n}": constant(float(n)) for n in range(50)}
    checks = [Check(f"c{n}", f"c{n}", cases({"n": 0}), points=1) for n in range(20)]
    assert set(found(constant(-1.0), many, checks).values()) == {()}
    assert len({one[:2] for one in asked}) <= MOST
    named = found(lambda id, n: {"y": 3.0 if id == "c0" else -1.0}, many, checks)
    assert named["c0"] == ("m3",) and named["c19"] == () and len({one[:2] for one in asked}) <= MOST


TIED = Check("t", "t", cases({"n": 0}), points=1, ties=lambda inputs: inputs["n"] in (1, 5))


def strict(check: str, n: int) -> Observation:
    """The same mistake as `constant(2.0)`, but right at ties, as `<` in the place of `<=` is."""
    return {"y": 0.0 if n in (1, 5) else 2.0}


def test_ties_do_not_split_a_mistake() -> None:
    others = {"x": constant(1.0), "y": constant(2.0)}
    assert found(strict, others, [TIED]) == {"t": ("y",)}
    assert found(strict, others, [A]) == {"a": ()}


def test_a_mistake_that_shows_at_ties_alone_is_told_by_them() -> None:
    at_ties: Answers = lambda check, n: {"y": 2.0 if n in (1, 5) else 0.0}  # noqa: E731
    given = tuple(at_ties("t", n) for n in (1, 0, 2, 5))
    led = Evidence(TIED, tuple(ASKED[n] for n in (1, 0, 2, 5)), given, frozenset("t"))
    assert not led.telling and led.without_ties().questions == (ASKED[0], ASKED[2])


def test_what_is_named_at_once_is_not_asked_without_ties() -> None:
    found(constant(2.0), {"y": constant(2.0)}, [TIED])
    assert asked == [("y", "t", 1), ("y", "t", 7), ("y", "t", 2)]


def test_ties_do_not_make_more_trials() -> None:
    never = {str(number): constant(float(number)) for number in range(10, MOST)}
    found(strict, never, [TIED, A, B])
    assert len([one for one in asked if one[2] == 1]) <= MOST


def test_an_error_that_nobody_raises_is_put_to_them_at_the_first_checks_only() -> None:
    checks = [Check(n, n, cases({"n": 0}), points=1) for n in "abcdef"]
    error: Answers = lambda check, n: Failure("raised", "TypeError", "no argument 'axs'")  # noqa: E731
    other: Answers = lambda check, n: Failure("raised", "TypeError", "no argument 'axis'")  # noqa: E731
    known = {"value": constant(1.0), "error": other}
    assert found(error, known, checks) == dict.fromkeys("abcdef", ())
    assert {id for _, id, _ in asked} == {"a", "b"} and TRIES == 2
    assert found(other, known, checks) == dict.fromkeys("abcdef", ("error",))
