"""Every word a student sees exists in every language that is offered."""

import ast
import json
import re
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader import languages
from grader.authoring import catalogues
from grader.cli.help import help_of
from grader.cli.main import main
from grader.course.exercise import Exercise
from grader.course.reading import exercises
from grader.course.stubs import docstrings, said_in
from grader.languages import of_user, taken_from
from grader.places import PACKAGE
from grader.submission.untouched import is_untouched
from tests import command
from tests.conftest import ROOT
from tests.tiny import COURSE, RIGHT

OTHERS = [language for language in languages.available() if language != "en"]
EXERCISES = exercises(ROOT)
every = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.id)
PLACEHOLDER = re.compile(r"\{[^{}]*\}|%\(\w+\)s")


@pytest.fixture(autouse=True)
def english_again():
    yield
    languages.use("en")


def run(*words: object, language: str = "") -> subprocess.CompletedProcess[str]:
    nothing_else = dict.fromkeys(("LANGUAGE", "LC_ALL", "LC_MESSAGES"), "")
    return command.run(*words, CI="1", LANG=language, **nothing_else)


def test_indonesian_is_offered() -> None:
    assert "id" in OTHERS


@pytest.mark.parametrize("language", OTHERS)
def test_the_graders_own_words_are_all_translated(language: str) -> None:
    state = catalogues.of_grader(PACKAGE, language, help_of(main))
    assert state.missing == ()
    assert not state.changed, f"stale: run `grade translations {language}`"


@pytest.mark.parametrize("language", OTHERS)
@every
def test_what_an_exercise_says_is_all_translated(exercise: Exercise, language: str) -> None:
    state = catalogues.of_exercise(exercise, language)
    assert state.missing == ()
    assert not state.changed, f"stale: run `grade translations {language}`"


@pytest.mark.parametrize("language", OTHERS)
@every
def test_a_statement_has_the_same_code_and_headings(exercise: Exercise, language: str) -> None:
    own = exercise.statement_folder / f"README.{language}.md"
    assert own.is_file()
    here, there = own.read_text(encoding="utf-8"), exercise.statement
    assert here != there
    for pattern in (r"^```.*$", r"^#+ ", r"^\|", r"^[-*] "):
        counts = [len(re.findall(pattern, text, re.MULTILINE)) for text in (here, there)]
        assert counts[0] == counts[1], pattern
    named = set(re.findall(r"`([A-Za-z_.]+)`", there))
    assert named <= set(re.findall(r"`([A-Za-z_.]+)`", here))


def all_catalogues() -> list[Path]:
    return sorted([*PACKAGE.glob("locale/*.po"), *ROOT.glob("solutions/*/*.po")])


@pytest.mark.parametrize("path", all_catalogues(), ids=lambda p: f"{p.parent.name}/{p.name}")
def test_placeholders_survive_translation(path: Path) -> None:
    from babel.messages.pofile import read_po

    with open(path, "rb") as file:
        messages = [m for m in read_po(file, locale=path.stem) if m.id]
    assert messages
    for message in messages:
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        wanted = sorted(set(PLACEHOLDER.findall(ids[-1])))
        assert all(sorted(set(PLACEHOLDER.findall(s))) == wanted for s in strings), message.id


@pytest.mark.parametrize("language", OTHERS)
@every
def test_a_translated_stub_is_the_stub(exercise: Exercise, language: str) -> None:
    said = exercise.said_in(language)
    stub = said.written(notebook=False)
    assert stub != exercise.stub_text and is_untouched(stub, exercise.stub_text)
    notebook = json.loads(said.written(notebook=True))
    assert said.statement.strip() == "".join(notebook["cells"][0]["source"])


def test_a_docstring_keeps_its_place_and_its_quotes() -> None:
    stub = 'class A:\n    """One.\n\n    Two.\n    """\n\n    def f(self):\n        """F."""\n'
    words = {"One.\n\nTwo.": 'Satu "x".\n\nDua.', "F.": "Fungsi."}
    said = said_in(stub, lambda text: words.get(text, text))
    assert docstrings(said) == list(words.values())
    assert "\n\n" in said and ast.parse(said) and is_untouched(said, stub)


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "id_ID.UTF-8"}, "id"),
        ({"LANG": "id"}, "id"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "id_ID", "LC_ALL": "C"}, "en"),
        ({"LANG": "C", "LC_MESSAGES": "id_ID.UTF-8"}, "id"),
        ({"LANG": "en_US", "LANGUAGE": "de:id:en"}, "id"),
    ],
)
def test_the_locale_decides(environment: dict[str, str], language: str) -> None:
    assert of_user(environment) == language


@pytest.mark.parametrize(
    ("words", "language", "left"),
    [
        (["1"], None, ["1"]),
        (["--lang", "id", "1"], "id", ["1"]),
        (["list", "--lang=id"], "id", ["list"]),
        (["1", "--", "--lang", "id"], None, ["1", "--", "--lang", "id"]),
        (["1", "--lang"], None, ["1", "--lang"]),
    ],
)
def test_the_option_may_stand_anywhere(words, language, left) -> None:
    assert taken_from(words) == (language, left)


def test_an_unknown_language_is_said_with_those_there_are() -> None:
    done = run("list", "--lang", "xx")
    assert done.returncode == 2 and done.stderr == "grade: --lang xx: there is only en, id.\n"


def test_a_course_without_a_catalogue_speaks_english_in_its_own_words(tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    path.write_text(RIGHT.replace("x + x", "x * x"))
    done = run("--lang", "id", "--course", COURSE, "1", path)
    assert "Every element is doubled." in done.stdout and done.stderr == ""
    assert "smallest input" not in done.stdout and "points" not in done.stdout


def test_machine_formats_are_english_unless_asked(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text("x = (")
    words = ["--course", COURSE, "1", path]
    plain = json.loads(run(*words, "--format", "json", language="id_ID.UTF-8").stdout)
    asked = json.loads(run(*words, "--format", "json", "--lang", "id").stdout)
    assert "is not valid Python" in plain["message"]
    assert "is not valid Python" not in asked["message"]
    assert "is not valid Python" not in run(*words, language="id_ID.UTF-8").stderr


def test_help_speaks_too_and_english_again() -> None:
    english = CliRunner().invoke(main, ["check", "--help"]).output
    indonesian = CliRunner().invoke(main, ["check", "--help", "--lang", "id"]).output
    assert "Usage:" in english and "Grade one submission" in english
    assert "Usage:" not in indonesian and "Grade one submission" not in indonesian
    assert CliRunner().invoke(main, ["check", "--help"]).output == english


def test_the_same_verdict_in_every_language(tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    path.write_text(RIGHT.replace("x + x", "x * x"))
    reports = [
        json.loads(
            run("--course", COURSE, "1", path, "--format", "json", "--lang", language).stdout
        )
        for language in languages.available()
    ]
    facts = [[(c["id"], c["outcome"], c["points"]) for c in r["checks"]] for r in reports]
    assert facts.count(facts[0]) == len(facts)


def test_names_of_the_vocabulary_are_said_in_the_graders_own_words() -> None:
    exercise = exercises(ROOT)[0].said_in("id")
    assert exercise.name_of("Python runs") == "banyaknya eksekusi Python"
    assert exercise.name_of("units in the config") == "units di config"
    assert exercise.name_of("loss of the copy") == "loss dari salinan"
    assert exercise.name_of("gradient for Python runs") == "gradien untuk banyaknya eksekusi Python"
    assert exercise.name_of("something else") == "something else"
