"""The command as a user meets it: a process, its output, its exit code."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from grader.reporting.formats.json import schema
from tests.command import run as grade
from tests.conftest import ROOT
from tests.submission.test_notebooks import notebook
from tests.tiny import COURSE, EXERCISE, RIGHT

WRONG = RIGHT.replace("x + x", "x * x")


def tiny(*words: object, **options):
    return grade(*words, "--course", COURSE, **options)


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.py"
    path.write_text(RIGHT)
    return path


def test_a_right_file_exits_with_0_and_a_wrong_one_with_1(mine: Path) -> None:
    right = tiny("exercise-01", mine)
    assert (right.returncode, right.stderr) == (0, "")
    assert right.stdout.endswith("12 of 12 points · everything holds\n")
    assert "grade next" in right.stdout and "grade solution exercise-01" in right.stdout
    mine.write_text(WRONG)
    wrong = tiny("exercise-01", mine)
    assert wrong.returncode == 1 and "The tensor is squared" in wrong.stdout


def test_piped_output_is_plain_and_80_columns_wide(mine: Path) -> None:
    mine.write_text(WRONG)
    out = tiny("1", mine).stdout
    assert "\x1b" not in out and max(map(len, out.splitlines())) <= 80


def test_json_is_alone_on_standard_output_and_fits_its_schema(mine: Path) -> None:
    mine.write_text("print('hello')\n" + WRONG)
    done = tiny("1", mine, "--format", "json")
    report = json.loads(done.stdout)
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(report, schema())
    assert done.stderr == "" and report["schema"] == 1 and report["score"] == 0
    assert report["checks"][0]["diagnosis"]["name"] == "squares"


def test_the_published_schema_is_the_one_in_use() -> None:
    published = json.loads((ROOT / "docs" / "report.schema.json").read_text())
    assert published == json.loads(json.dumps(schema()))


def test_an_empty_word_names_no_file(mine: Path) -> None:
    done = tiny("1", "", folder=mine.parent)
    assert (done.returncode, done.stdout) == (2, "") and "an empty name" in done.stderr


@pytest.mark.parametrize("word", ["exercise-01", "1", "01", "double", "Twice"])
def test_short_forms(mine: Path, word: str) -> None:
    assert tiny(word, mine, "-q").stdout == "exercise-01: 12 of 12 points\n"


@pytest.mark.parametrize(
    "words",
    [
        "--help", "check --help", "--version", "list", "next", "hint 1", "solution 1 --give-up",
        "start 1 mine", "reset 1", "audit 1 --show squares", "doctor", "1 mine.py", "1 mine.py -q",
        "translations id", "stubs --check", "release out",
    ],
)  # fmt: skip
def test_a_reader_who_has_seen_enough_is_no_error(tmp_path: Path, mine: Path, words: str) -> None:
    for part in ("exercises", "solutions"):
        shutil.copytree(COURSE / part, tmp_path / part)
    first, *more = words.split()
    course = () if "--help" in words or first == "--version" else ("--course", ".")
    settings = {"folder": tmp_path, "XDG_DATA_HOME": str(tmp_path / "data")}
    read = grade(first, *more, *course, **settings)
    for made in ("out", "data", "mine"):
        shutil.rmtree(tmp_path / made, ignore_errors=True)
    unread = grade(first, *more, *course, unread=True, **settings)
    assert (unread.returncode, unread.stderr) == (read.returncode, read.stderr)


def test_a_disk_without_room_is_a_sentence() -> None:
    with open("/dev/full", "w") as full:
        done = tiny("list", out=full)
    assert done.returncode == 3
    assert done.stderr.startswith("grade: ") and len(done.stderr.splitlines()) == 1


def test_an_unknown_exercise_gets_a_suggestion() -> None:
    done = tiny("exercise-10")
    assert done.returncode == 2 and "Did you mean exercise-01?" in done.stderr
    assert tiny("nonsense").returncode == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "There is no file"), ("", "is empty"), ("def f(:", "line 1"), ("\0", "binary")],
)
def test_an_unreadable_file_exits_with_2_and_one_sentence(
    tmp_path: Path, content: str | None, words: str
) -> None:
    path = tmp_path / "a b.py"
    if content is not None:
        path.write_text(content)
    done = tiny("1", path)
    assert done.returncode == 2 and done.stdout == "" and words in done.stderr
    assert "Traceback" not in done.stderr
    report = json.loads(tiny("1", path, "--format", "json").stdout)
    assert report["status"] == "unreadable" and report["score"] == 0


def test_the_file_is_found_in_the_folder_or_its_exercises(tmp_path: Path) -> None:
    nothing = tiny("1", folder=tmp_path)
    assert nothing.returncode == 2 and "There is no double.py" in nothing.stderr
    below = tmp_path / "exercises" / "exercise-01"
    shutil.copytree(EXERCISE.statement_folder, below)
    stub = tiny("1", folder=tmp_path)
    assert stub.returncode == 1 and "Not started yet" in stub.stdout
    named = tiny("1", below, folder=tmp_path)
    assert named.returncode == 1 and "Not started yet" in named.stdout
    (below / "double.ipynb").write_text(notebook(RIGHT))
    assert "everything holds" in tiny("1", folder=tmp_path).stdout
    (below / "double.py").write_text(WRONG)
    both = tiny("1", folder=tmp_path)
    assert both.returncode == 1 and "it is the newer" in " ".join(both.stdout.split())
    (tmp_path / "double.py").write_text(RIGHT)
    assert tiny("1", folder=tmp_path).returncode == 0


def test_what_lies_beside_a_submission_never_reaches_the_judge(mine: Path) -> None:
    for name in ("numpy", "msgspec", "sitecustomize", "conftest", "grader", "json"):
        (mine.parent / f"{name}.py").write_text("raise SystemExit('imported!')")
    done = subprocess.run(
        [Path(sys.executable).parent / "grade", "1", mine, "--course", COURSE],
        capture_output=True, text=True, cwd=mine.parent,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_unsafe_says_so(mine: Path) -> None:
    done = tiny("1", mine, "--unsafe")
    assert done.returncode == 0 and "without protection" in done.stdout


def test_list_and_help_and_version() -> None:
    listed = tiny("list")
    assert listed.returncode == 0 and "Twice as much" in listed.stdout and "12" in listed.stdout
    assert "grade exercise-01" in grade("--help").stdout
    assert grade("--version").stdout.startswith("grade, version ")


def test_wrong_usage_exits_with_2(tmp_path: Path) -> None:
    assert grade("1", "--seed", "x").returncode == 2
    no_course = grade("1", "--course", tmp_path)
    assert no_course.returncode == 2 and "is no course" in no_course.stderr


def test_a_broken_course_is_our_fault_and_names_every_problem(tmp_path: Path) -> None:
    for name in ("exercise-01", "exercise-02"):
        (tmp_path / "solutions" / name).mkdir(parents=True)
        (tmp_path / "solutions" / name / "exercise.toml").write_text('name = "x"\n')
    done = grade("list", "--course", tmp_path)
    assert done.returncode == 3
    assert "exercise-01" in done.stderr and "exercise-02" in done.stderr


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("checks.py", "points=4", "pionts=4", "checks.py, line 11: TypeError: "),
        ("checks.py", "import strategies", "import strategeis", "checks.py, line 3: ImportError: "),
        ("reference.py", "class Doubler", "class Dubler", "does not define Doubler, which is"),
        ("reference.py", "def double(x):", "def double(x:", "reference.py, line "),
        ("exercise.toml", None, None, "exercise.toml: this file is missing."),
        ("checks.py", '"graph"', '"grpah"', "probes.py has no function grpah"),
        ("probes.py", "tensorflow", "tensorflaw", "probes.py, line 3: ModuleNotFoundError: "),
    ],
)
def test_an_authors_slip_is_said_with_its_place(
    mine: Path, file: str, old: str | None, new: str, said: str
) -> None:
    course = mine.parent / "course"
    shutil.copytree(COURSE, course)
    path = course / "solutions" / "exercise-01" / file
    if old is None:
        path.unlink()
    else:
        assert old in path.read_text()
        path.write_text(path.read_text().replace(old, new, 1))
    done = grade("1", mine, "--course", course, "--full")
    assert done.returncode == 3 and said in " ".join((done.stdout + done.stderr).split())
    assert "Traceback" not in done.stderr and "--unsafe" not in done.stdout


def test_options_may_stand_before_a_command(mine: Path) -> None:
    for words in (("list",), ("1", mine, "-q"), ("hint", "1")):
        done = grade("--course", COURSE, *words)
        assert done.returncode == 0 and "xercise-01" in done.stdout, done.stderr


def test_a_file_below_this_folder_is_named_from_here(mine: Path) -> None:
    shown = tiny("1", mine, folder=mine.parent).stdout.splitlines()[0]
    assert shown.endswith(f"  {mine.name}") and str(mine) not in shown


def test_a_reference_that_fails_costs_no_points_and_exits_with_3(mine: Path) -> None:
    course = mine.parent / "course"
    shutil.copytree(COURSE, course)
    reference = course / "solutions" / "exercise-01" / "reference.py"
    reference.write_text(reference.read_text().replace("return x *", "raise OSError; return x *"))
    done = grade("1", mine, "--course", course)
    assert done.returncode == 3 and "the reference raised OSError" in done.stdout


def test_stubs_are_compared_and_written(tmp_path: Path) -> None:
    shutil.copytree(COURSE, tmp_path / "course")
    stub = tmp_path / "course" / "exercises" / "exercise-01" / "double.py"
    stub.write_text("changed")
    assert grade("stubs", "--check", "--course", tmp_path / "course").returncode == 1
    assert stub.read_text() == "changed"
    assert grade("stubs", "--course", tmp_path / "course").returncode == 0
    assert stub.read_text() == EXERCISE.stub.read_text()


def test_an_audit_ends_with_0_when_nothing_gets_through() -> None:
    done = tiny("audit", "1", "--seeds", "1")
    assert done.returncode == 0 and "misconceptions  4 of 4 killed" in done.stdout


def test_a_wheel_installed_elsewhere_grades_from_any_folder(tmp_path: Path) -> None:
    """Unpacked beside the packages that are there; exercises and solutions travel with it."""
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", tmp_path, ROOT],
        check=True, capture_output=True,
    )  # fmt: skip
    site = tmp_path / "site"
    shutil.unpack_archive(next(tmp_path.glob("gradetape-*.whl")), site, "zip")
    file = tmp_path / "mine.py"
    file.write_text((site / "grader/bundled/solutions/exercise-01/reference.py").read_text())
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(site)!r}); "
         "from grader.cli.main import main; main()", "1", file, "-q"],
        capture_output=True, text=True, cwd=tmp_path,
    )  # fmt: skip
    assert done.stdout == "exercise-01: 20 of 20 points\n", done.stderr


def test_an_editable_install_copies_no_solution(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", tmp_path,
         "--editable", ROOT],
        check=True, capture_output=True,
    )  # fmt: skip
    assert next(tmp_path.glob("gradetape-*.dist-info"))
    assert [path for path in tmp_path.rglob("*.py") if "dist-info" not in str(path)] == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("grade exercise-0", "exercise-01"),
        ("grade wa", "watch"),
        ("grade hint exercise-0", "exercise-05"),
        ("grade exercise-01 READ", "READ"),  # click leaves files to the shell
    ],
)
def test_the_shell_completes_commands_exercises_and_files(words: str, found: str) -> None:
    done = grade(
        COMP_WORDS=words, COMP_CWORD=str(words.count(" ")), _GRADE_COMPLETE="bash_complete"
    )
    assert done.returncode == 0 and f",{found}\n" in done.stdout + "\n"
