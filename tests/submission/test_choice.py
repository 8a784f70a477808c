"""Of several files, the one that is meant is taken, and the others are told why they are not."""

from pathlib import PurePosixPath

import pytest

from grader.submission import fitting
from grader.submission.choice import SOMETHING, STUB, WORK, Candidate, Choice, choose
from grader.submission.fitting import Wanted
from tests.submission.test_notebooks import notebook

STUB_TEXT = (
    'def root(x):\n    raise NotImplementedError("write this part")\n\n\n'
    'class Root:\n    def call(self, x):\n        raise NotImplementedError("write this part")\n'
)
ROOT = Wanted("exercise-01", "square_root", ("root", "Root"), STUB_TEXT)
POWER = Wanted(
    "exercise-02", "power_rule", ("power",), "def power(x):\n    raise NotImplementedError\n"
)
COURSE = (ROOT, POWER)
DONE = "def root(x):\n    return x ** 0.5\n\nclass Root:\n    pass\n"
HALF = "def root(x):\n    return x ** 0.5\n"


def file(path: str, content: str = DONE, time: float = 0, **more: object) -> Candidate:
    data = content.encode()
    defines = fitting.defined(data, {name for one in COURSE for name in one.requires})
    return Candidate(PurePosixPath(path), data, defines, time=time, **more)  # type: ignore[arg-type]


def chosen(*files: Candidate, strict: bool = False) -> Choice:
    found = choose(files, ROOT, COURSE, strict=strict)
    assert found == choose(reversed(files), ROOT, COURSE, strict=strict) or len(files) > 2
    return found


def name(choice: Choice) -> str:
    return str(choice.chosen.path) if choice.chosen else ""


@pytest.mark.parametrize(
    ("best", "other"),
    [
        (file("square_root.py"), file("solution.py", DONE + "#", time=9)),
        (file("square_root.py", "def (", 1), file("solution.py", time=9)),
        (file("square_root.ipynb", notebook(DONE)), file("square_root.py", STUB_TEXT, 9)),
        (file("solution.py"), file("square_root.py", "# mine\n" + STUB_TEXT, 9)),
        (file("solution.py", DONE), file("other.py", HALF + "# more", 9)),
        (file("solution.py", "def root(x: retrun x"), file("notes.py", "print(1)", 9)),
        (file("a.py", time=2), file("b.py", DONE + "#", time=1)),
        (file("square_root.py"), file("square_root_old.py", DONE + "#", time=9)),
        (file("solution.py"), file("old/square_root.py", DONE + "#", time=9)),
        (file("square_root.py"), file("square_root-final.py", DONE + "#", time=9)),
        (file("square_root (1).py", time=9), file("square_root.py", DONE + "#")),
        (file("SquareRoot.py"), file("mine.py", DONE + "#", time=9)),
        (file("exercise-01/mine.py"), file("play/mine.py", DONE + "#", time=9)),
        (file("a.py", turn=(2,), time=1), file("b.py", DONE + "#", turn=(1,), time=9)),
        (file("square_root.py", turn=(1, 1)), file("square_root.py", HALF + "class Root: 0", 9)),
    ],
    ids=lambda one: str(one.path),
)
def test_one_of_two_is_meant_whatever_their_order(best: Candidate, other: Candidate) -> None:
    for files in ((best, other), (other, best)):
        found = choose(files, ROOT, COURSE)
        assert found.chosen is best
        assert found.why and found.others == ((other, f"{best.path} counts"),)


@pytest.mark.parametrize(
    ("path", "content", "why"),
    [
        ("test_square_root.py", DONE, "a test"),
        ("square_root_test.py", DONE, "a test"),
        ("tests/square_root.py", DONE, "a test"),
        ("conftest.py", DONE, "a test"),
        ("helpers.py", "def half(x): return x / 2", "a helper"),
        ("venv/lib/square_root.py", DONE, "environment"),
        (".venv/square_root.py", DONE, "environment"),
        ("x/site-packages/y/square_root.py", DONE, "environment"),
        (".ipynb_checkpoints/square_root-checkpoint.ipynb", DONE, "Jupyter"),
        ("square_root-checkpoint.ipynb", DONE, "Jupyter"),
        ("power_rule.py", "def power(x): return x", "exercise-02"),
        ("power_rule.py", "def (", "exercise-02"),
        ("power_rule.py", DONE + "def power(x): return x", "exercise-02"),
        ("exercise-02/mine.py", "x = 1", "exercise-02"),
        ("mine.py", "def power(x): return x", "exercise-02"),
    ],
)
def test_what_is_never_meant_is_not_taken_even_alone(path: str, content: str, why: str) -> None:
    found = chosen(file(path, content))
    assert found.chosen is None
    ((_one, said),) = found.others
    assert why in said


def test_a_file_with_the_wrong_exercises_name_but_this_ones_content_is_meant() -> None:
    assert name(chosen(file("power_rule.py", DONE))) == "power_rule.py"
    assert name(chosen(file("helpers.py", DONE))) == "helpers.py"


def test_how_much_a_file_says_is_known() -> None:
    assert chosen(file("a.py")).work == WORK
    assert chosen(file("a.py", "x = 1")).work == SOMETHING
    assert chosen(file("a.py", STUB_TEXT)).work == chosen(file("square_root.py", STUB_TEXT)).work
    assert chosen(file("a.py", STUB_TEXT)).work == STUB
    assert chosen(file("a.py", "x = 1"), strict=True).chosen is None
    assert "no exercise" in chosen(file("a.py", "x = 1"), strict=True).others[0][1]


def test_of_a_file_and_a_notebook_that_were_changed_the_newer_counts_and_that_is_said() -> None:
    text, cells = (
        file("square_root.py", DONE, 1),
        file("square_root.ipynb", notebook(HALF, "class Root: 1"), 2),
    )
    found = chosen(text, cells)
    assert found.chosen is cells and "both" in found.why and "newer" in found.why
    found = chosen(file("square_root.py", DONE, 3), cells)
    assert name(found) == "square_root.py" and "newer" in found.why


def test_of_a_file_and_a_notebook_with_the_same_code_the_file_counts() -> None:
    cells = file("square_root.ipynb", notebook("# mine\n" + DONE), 9)
    found = chosen(file("square_root.py", DONE + "\nprint(root(4))\n"), cells)
    assert name(found) == "square_root.py" and "same code" in found.why


def test_the_same_file_twice_needs_no_word() -> None:
    found = choose([file("square_root.py"), file("copy/square_root.py")], ROOT, COURSE)
    assert name(found) == "square_root.py" and found.why == ""
    assert found.others[0][1] == "is the same"


def test_the_name_that_a_platform_gave_says_nothing_of_the_content() -> None:
    assert name(chosen(file("test_student.py", named=False))) == "test_student.py"
    assert chosen(file("anna.py", "x = 1", named=False)).work == SOMETHING


def test_large_files_are_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "is_untouched", lambda *_: pytest.fail("parsed"))
    large = STUB_TEXT + "#" * fitting.MOST_GLANCED[".py"]
    assert chosen(file("square_root.py", large)).work == WORK


@pytest.mark.parametrize(
    ("stem", "fit"),
    [("square_root", 2), ("Square Root", 2), ("square-root (12)", 2), ("exercise 1", 2),
     ("Exercise01", 2), ("squareroot", 2), ("ada_square_root", 1), ("square_root_v2", 1),
     ("squareroot-2", 1), ("square_roots", 0), ("exercise-11", 0), ("root", 0), ("", 0)],
)  # fmt: skip
def test_names_fit_or_not(stem: str, fit: int) -> None:
    assert fitting.fit(stem, ROOT) == fit
