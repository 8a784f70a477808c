"""The documentation is true: it builds by itself, and what it says to run does what it shows.

A page is a story, told in a folder of its own: files are written (`**`path`**` before a fence),
changed (a `diff`), and each command of `sh` and `console` fences is run, one after the other. What
a `console` fence shows is the real output; `…` stands for anything.
"""

import ast
import html.parser
import inspect
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click
import jsonschema
import msgspec
import pytest

from grader import languages
from grader.asking.worker import Limits
from grader.checking import Check
from grader.cli.main import main
from grader.course.exercise import Equivalent, Forbidden, Hint, Metadata
from grader.reporting.formats.json import schema
from tests.command import run as grade
from tests.conftest import EXERCISES, ROOT
from tests.tiny import COURSE

PAGES = {str(p.relative_to(ROOT)): p for p in (*ROOT.glob("README*.md"), *ROOT.glob("docs/*.md"))}
TEXTS = {name: path.read_text(encoding="utf-8") for name, path in PAGES.items()}

INSTALLS = "downloads TensorFlow; `.ci/check` installs it the same way"
OTHER_MACHINES = "needs a cluster; tests/classroom/test_cluster.py has one"
OTHER_SHELL = "is for another shell"
PLAIN = re.compile(r"grade [^|<>&;$*~]*")  # needs no shell
NOT_RUN = {
    "python3 -m venv .venv && .venv/bin/python -m pip install -q -c constraints.txt -e . "
    "&& .venv/bin/grade exercise-01": INSTALLS,
    "sh .ci/check": "runs these tests",
    "python3 -m venv .venv": INSTALLS,
    ". .venv/bin/activate": INSTALLS,
    'pip install "$GRADETAPE"': INSTALLS,
    'pip install -c constraints.txt "$GRADETAPE"': INSTALLS,
    'pip install -c constraints.txt "$GRADETAPE" distributed': INSTALLS,
    "dask scheduler": OTHER_MACHINES,
    "dask worker tcp://ADDRESS:8786 --nthreads 1": OTHER_MACHINES,
    "grade class exercise-01 submissions/ --cluster tcp://ADDRESS:8786": OTHER_MACHINES,
    'eval "$(_GRADE_COMPLETE=zsh_source grade)"': OTHER_SHELL,
    "_GRADE_COMPLETE=fish_source grade | source": OTHER_SHELL,
}


@dataclass(frozen=True)
class Fence:
    """A fenced block; `file` is the path it is written to, "" for none."""

    language: str
    text: str
    file: str
    appended: bool

    @property
    def commands(self) -> list[tuple[str, list[str]]]:
        """Each command, and the lines that are shown of its output."""
        if self.language == "sh":
            lines = (_without_comment(line) for line in self.text.splitlines())
            return [(line, []) for line in lines if line]
        found: list[tuple[str, list[str]]] = []
        if self.language == "console" or self.text.startswith("$ "):
            for line in self.text.splitlines():
                if line.startswith("$ "):
                    found.append((_without_comment(line[2:]), []))
                else:
                    found[-1][1].append(line)
        return found


FENCE = re.compile(
    r"(?:^\*\*`(?P<file>[^`]+)`\*\*(?P<more>, at the end)?\n\n)?"
    r"^```(?P<language>\w*)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


def fences(page: str) -> list[Fence]:
    """The fenced blocks of a page, in order; none may hide in an indented one."""
    found = [
        Fence(m["language"], m["text"], m["file"] or "", bool(m["more"]))
        for m in FENCE.finditer(TEXTS[page])
    ]
    assert TEXTS[page].count("```") == 2 * len(found)
    return found


def commands(page: str) -> list[str]:
    return [command for fence in fences(page) for command, _ in fence.commands]


def _without_comment(line: str) -> str:
    return re.sub(r"(^|\s+)# .*", "", line).strip()


# What lies in the folder when a page begins


def nothing(folder: Path) -> None:
    """What the page needs it makes."""


def offset_not_scaled() -> str:
    """A program with one mistake."""
    changes = EXERCISES["exercise-01"].misconceptions
    return next(change.source for change in changes if change.name == "offset_not_scaled")


def wrong_offset(folder: Path) -> None:
    """A student's folder, with one mistake."""
    mine = folder / "exercises/exercise-01/huber_loss.py"
    mine.parent.mkdir(parents=True)
    mine.write_text(offset_not_scaled())


def teacher(folder: Path) -> None:
    """A course of the teacher's own, and what four students handed in."""
    shutil.copytree(COURSE, folder / "my-course")
    handed_in = folder / "submissions"
    handed_in.mkdir()
    right = (ROOT / "solutions/exercise-01/reference.py").read_text()
    shutil.copyfile(ROOT / "solutions/exercise-01/reference.py", handed_in / "ada.py")
    (handed_in / "ben.py").write_text(offset_not_scaled())
    shutil.copyfile(ROOT / "exercises/exercise-01/huber_loss.py", handed_in / "cleo.py")
    (handed_in / "dan.py").write_text(right.replace("y_true - y_pred", "(y_true - y_pred"))


def platforms(folder: Path) -> None:
    """A class whose files are laid out as platforms do, all of them stubs."""
    stub = ROOT / "exercises/exercise-01/huber_loss.py"
    for name in (
        "ada.py", "submitted/ben/ps1/huber_loss.py", "cruzcleo_LATE_123_456_huber_loss-2.py",
        "Dan Dare_99_assignsubmission_file_/huber_loss.py",
    ):  # fmt: skip
        path = folder / "submissions" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(stub, path)
    (folder / "class.csv").write_text("name,login\nAda Lovelace,ada\nEve Early,eve\n")


STATES: dict[str, Callable[[Path], None]] = {
    "README.md": wrong_offset,
    "README.id.md": wrong_offset,
    "docs/index.md": wrong_offset,
    "docs/teacher.md": teacher,
    "docs/classes.md": platforms,
}


@dataclass
class Reader:
    """Does what a page says, in a folder of its own."""

    folder: Path
    home: Path
    exit_code: int = 0
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.environment = os.environ | {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.home), "XDG_DATA_HOME": str(self.home), "LANGUAGE": "en",
            "CI": "", "GITHUB_ACTIONS": "", "PYTHONDONTWRITEBYTECODE": "1",
        }  # fmt: skip

    def write(self, fence: Fence) -> None:
        """Make, extend or change a file."""
        path = self.folder / fence.file
        path.parent.mkdir(parents=True, exist_ok=True)
        if fence.language == "diff":
            before, after = (
                "".join(line[1:] for line in fence.text.splitlines(True) if line[0] in kept)
                for kept in ("- ", "+ ")
            )
            assert path.read_text().count(before) == 1, f"{fence.file} has no:\n{before}"
            path.write_text(path.read_text().replace(before, after))
        else:
            known = path.read_text() + "\n" if fence.appended else ""
            path.write_text(known + fence.text)

    def run(self, command: str) -> str:
        """All that the command prints; `$?` is the exit code of the one before."""
        if command.startswith("cd "):
            self.folder = (self.folder / command.removeprefix("cd ")).resolve(strict=True)
            self.exit_code = 0
            return ""
        if PLAIN.fullmatch(command):
            words = shlex.split(command)[1:]
            done = grade(*words, folder=self.folder, together=True, **self.environment)
        else:
            done = subprocess.run(
                ["bash", "-c", f"(exit {self.exit_code})\n{command}"], cwd=self.folder,
                env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL, timeout=120, text=True,
            )  # fmt: skip
        self.exit_code = done.returncode
        return done.stdout

    def follow(self, fence: Fence) -> None:
        """Write the file, or run the commands and compare what they print."""
        if fence.file:
            self.write(fence)
        for command, shown in fence.commands:
            if command not in NOT_RUN:
                output = self.run(command)
                wrong = not_in(output, shown) if fence.language != "sh" else None
                assert wrong is None, f"$ {command}\n{output}\nis not what is shown:\n{wrong}"
                allowed = (0, 1) if shown else (0,)
                told = any(line.startswith("grade: ") for line in shown)
                assert told or self.exit_code in allowed, f"$ {command}\n{output}"


def not_in(output: str, shown: list[str]) -> str | None:
    """The first line that differs from the output, `…` apart; None when there is none."""
    real = "".join(f"{_plain(line)}\n" for line in output.splitlines() if line.strip())
    pattern = ""
    for line in filter(str.strip, shown):
        elided = line.strip() == "…"
        pattern += (
            r"(.*\n)*?" if elided else f"{'.*'.join(map(re.escape, _plain(line).split('…')))}\n"
        )
        if not re.match(pattern, real):
            return line
    return None if re.fullmatch(pattern, real) else "(and no more)"


def _plain(line: str) -> str:
    """Without what differs from machine to machine: widths, times, folders above the exercises."""
    line = re.sub(r"\b\d+\.\d+ ?s\b", "N s", " ".join(line.split()))
    return re.sub(r"\S*(?=exercises/exercise-\d+/\w+\.py$)", "", line)


TOLD = [page for page in PAGES if commands(page)]


@pytest.mark.parametrize("page", TOLD)
def test_commands_print_what_the_page_shows(page: str, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    STATES.get(page, nothing)(folder)
    reader = Reader(folder, tmp_path / "home")
    for fence in fences(page):
        reader.follow(fence)


def test_what_is_not_run_is_in_the_documentation() -> None:
    there = {command for page in PAGES for command in commands(page)}
    assert set(NOT_RUN) <= there


def _mentioned(page: str) -> Iterator[str]:
    """Every `grade …` in the text, in workflows, and among the commands that are not run."""
    spans = re.findall(r"(?<!`)`(grade [^`]+)`(?!`)", TEXTS[page])
    workflows = re.findall(r"^ *- (?:run: )?(grade .*)$", TEXTS[page], re.MULTILINE)
    parts = (part for command in commands(page) for part in command.split("&&"))
    skipped = [p for p in parts if re.match(r"\s*(\S*/)?grade ", p)]
    yield from (" ".join(text.split()) for text in (*spans, *workflows, *skipped))


@pytest.mark.parametrize("page", PAGES)
def test_every_command_that_is_mentioned_exists_with_its_options(page: str) -> None:
    for text in _mentioned(page):
        words = shlex.split(text.partition(" > ")[0])[1:]
        _, words = languages.taken_from(words)
        name = words.pop(0) if words[0] in main.commands else "check"
        command: click.Command = main.commands[name]
        if words == ["--help"]:
            continue
        try:
            command.make_parser(click.Context(command)).parse_args(words)
        except click.UsageError as error:
            raise AssertionError(f"{page}: {text}: {error.message}") from None


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_installed_from_an_index_that_does_not_have_it(page: str) -> None:
    for line in re.findall(r"pip install .*", TEXTS[page]):
        assert not re.search(r"""[ "']gradetape\b(?![-/])""", line), line


# What is shown of files


@pytest.mark.parametrize("page", PAGES)
def test_examples_are_well_formed(page: str) -> None:
    for fence in fences(page):
        if fence.language == "python" and not fence.text.startswith(("%", ">>>")):
            ast.parse(fence.text)
        if fence.language == "toml":
            tomllib.loads(fence.text)
        if fence.language == "json":
            json.loads(fence.text)


def test_the_report_that_is_shown_is_real_and_fits_the_schema(tmp_path: Path) -> None:
    """The submission is a misconception of the tutorial's exercise, two of whose checks are shown."""
    (shown,) = [json.loads(f.text) for f in fences("docs/report.md") if f.language == "json"]
    jsonschema.validate(shown, schema())
    reader = Reader(tmp_path, tmp_path / "home")
    for fence in fences("docs/exercises.md"):
        if fence.file.startswith(("exercises/", "solutions/")):
            reader.write(fence)
    reader.run("grade audit exercise-01 --course . --show overflows > mine.py")
    reader.run("grade stubs --course .")
    real = json.loads(reader.run("grade exercise-01 mine.py --course . --format json"))
    for example in (c["counterexample"] for c in (*real["checks"], *shown["checks"])):
        if example is not None and example["snippet"]:  # shown in part
            example["snippet"] = example["snippet"][: len("def try_it():\n    import types\n")]
    assert all(check in real["checks"] for check in shown.pop("checks"))
    assert shown.keys() == real.keys() - {"checks"}
    assert set(shown.pop("protections")) <= set(real["protections"])
    for field_ in shown.keys() - {"seconds", "versions"}:
        assert shown[field_] == real[field_]


def test_every_field_of_the_report_is_explained() -> None:
    properties = {
        name for part in schema()["$defs"].values() for name in part.get("properties", {})
    }
    assert properties == {n for n in properties if f"`{n}`" in TEXTS["docs/report.md"]}


def test_everything_that_authors_can_write_is_explained() -> None:
    fields = {
        field.name
        for struct in (Metadata, Hint, Limits, Forbidden, Equivalent)
        for field in msgspec.structs.fields(struct)
    }
    arguments = {*inspect.signature(Check).parameters} - {"self"}
    pieces = {
        node.name
        for path in (ROOT / "grader" / "checking.py", *(ROOT / "grader" / "probing").glob("*.py"))
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name[0] != "_"
    }
    text = TEXTS["docs/exercises.md"]
    names = fields | arguments | pieces - {"Given", "as_tolerance"}
    assert {name for name in names if not re.search(rf"`[^`]*\b{name}\b[^`]*`", text)} == set()


# The site


class Links(html.parser.HTMLParser):
    """Where a page leads to (`a`), and what it loads."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.loaded: list[str] = []
        self.ids: set[str] = set()
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            if name in ("src", "href", "srcset", "poster", "data") and value:
                (self.targets if tag == "a" else self.loaded).append(value)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("docs") / "site"
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", out],
        cwd=ROOT, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return out


def test_nothing_is_loaded_from_another_host(site: Path) -> None:
    for page in site.rglob("*.html"):
        assert not [src for src in Links(page).loaded if re.match(r"(\w+:)?//", src)], page
    for path in [*site.rglob("*.css"), *site.rglob("*.html")]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(url\(|@import\s*)['\"]?(https?:)?//", text), path


def test_every_link_leads_somewhere(site: Path) -> None:
    pages = {page: Links(page) for page in site.rglob("*.html") if page.name != "404.html"}
    assert len(pages) == len(list(ROOT.glob("docs/*.md")))
    for page, links in pages.items():
        for target in links.targets:
            if re.match(r"https?:", target):
                continue
            name, _, anchor = target.partition("#")
            there = (page.parent / name).resolve() if name else page
            there = there / "index.html" if there.is_dir() else there
            assert there.is_file(), f"{page.name}: {target}"
            assert not anchor or anchor in pages[there].ids, f"{page.name}: {target}"


def test_every_page_can_be_searched(site: Path) -> None:
    index = json.loads((site / "search" / "search_index.json").read_text())
    found = {entry["location"].partition("#")[0] for entry in index["docs"]}
    assert found == {page.with_suffix(".html").name for page in PAGES.values()} - {
        "README.html",
        "README.id.html",
    }
