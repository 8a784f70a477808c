"""`grade gradescope OUT.zip`: the autograder that Gradescope runs, as one zip."""

import os
import re
import zipfile
from collections.abc import Iterator
from importlib.metadata import requires, version
from pathlib import Path

from grader.course.course import open_course
from grader.course.exercise import NotEmpty
from grader.places import PACKAGE
from grader.problems import complain

SETUP = """#!/usr/bin/env bash
# Runs once, when Gradescope builds the image (choose Ubuntu 24.04: Python 3.11 or newer).
set -euo pipefail
apt-get update
apt-get install -y python3 python3-venv
python3 -m venv /autograder/venv
/autograder/venv/bin/python -m pip install --no-cache-dir -r /autograder/source/requirements.txt
"""
RUN = """#!/usr/bin/env bash
# Runs for every submission.
set -euo pipefail
base="${{GRADETAPE_AUTOGRADER:-/autograder}}"
mkdir -p "$base/results"
cd "$base/source"
{unsafe}export PYTHONPATH="$base/source"
exec "$base/venv/bin/python" -m grader.classroom.gradescope \\
  "$base/submission" "$base/results/results.json" {word}
"""
_LEFT_OUT = {"__pycache__", "bundled"}
_YEAR = (2020, 1, 1, 0, 0, 0)  # the same zip for the same course


def run(out: Path, word: str | None, unsafe: bool, course: Path | None) -> int:
    """Write the zip, whole or not at all; the exit code."""
    try:
        opened = open_course(course)
        folder = opened.folder
        chosen = opened.named(word).id if word else ""
        if out.exists():
            raise NotEmpty(f"{out} exists already: name a new file.")
        part = out.with_name(f".{out.name}.part")
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            _put(archive, "setup.sh", SETUP.encode(), executable=True)
            switch = "export GRADETAPE_UNSAFE=1\n" if unsafe else ""
            text = RUN.format(unsafe=switch, word=chosen).replace(" \n", "\n")
            _put(archive, "run_autograder", text.encode(), executable=True)
            _put(archive, "requirements.txt", "".join(_requirements()).encode())
            for name, path in _files(folder):
                _put(archive, name, path.read_bytes())
        os.replace(part, out)
    except Exception as problem:
        return complain(problem)
    print(f"{out}: upload it as the autograder of {chosen or 'an assignment'}")
    return 0


def _requirements() -> Iterator[str]:
    """What gradetape needs, in the versions that are installed here."""
    for requirement in requires("gradetape") or ():
        if "extra ==" not in requirement:
            match = re.match(r"[\w.-]+", requirement)
            assert match is not None
            yield f"{match[0]}=={version(match[0])}\n"


def _files(course: Path) -> Iterator[tuple[str, Path]]:
    """The package and the course, by their names in the zip."""
    roots = [("grader", PACKAGE), ("exercises", course / "exercises")]
    roots += [("solutions", course / "solutions"), ("sealed", course / "sealed")]
    for name, root in roots:
        for path in sorted(root.rglob("*")):
            below = path.relative_to(root)
            if path.is_file() and not _LEFT_OUT & set(below.parts):
                yield f"{name}/{below.as_posix()}", path
    if (course / "course.toml").is_file():
        yield "course.toml", course / "course.toml"


def _put(archive: zipfile.ZipFile, name: str, data: bytes, *, executable: bool = False) -> None:
    info = zipfile.ZipInfo(name, _YEAR)
    info.external_attr = (0o755 if executable else 0o644) << 16
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, data)
