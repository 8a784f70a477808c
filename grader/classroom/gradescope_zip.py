"""`grade gradescope OUT.zip`: the autograder that Gradescope runs, as one zip."""

import os
import re
import secrets
import zipfile
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from grader.course.course import open_course
from grader.course.exercise import Exercise, NotEmpty
from grader.course.sealed import SUFFIX
from grader.places import PACKAGE
from grader.problems import complain
from grader.reporting.report import Reveal

SETUP = """#!/usr/bin/env bash
# Runs once, when Gradescope builds the image (choose Ubuntu 24.04: Python 3.11 or newer).
set -euo pipefail
apt-get update
apt-get install -y python3 python3-venv
python3 -c 'import sys
if sys.version_info < (3, 11): sys.exit("Python 3.11 is needed: choose Ubuntu 24.04.")'
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
  "$base/submission" "$base/results/results.json" {words}
"""
_LEFT_OUT = {"__pycache__", "bundled"}
_YEAR = (2020, 1, 1, 0, 0, 0)  # the same zip for the same course


def run(
    out: Path,
    words: Sequence[str],
    seed: int | None,
    reveal: Reveal | None,
    unsafe: bool,
    course: Path | None,
) -> int:
    """Write the zip, whole or not at all; the exit code."""
    part = out.with_name(f".{out.name}.part")
    try:
        opened = open_course(course)
        folder, found = opened.folder, opened.exercises
        chosen = [opened.named(word) for word in words]
        for exercise in chosen or found:
            assert exercise.checks and exercise.probes  # what cannot be read is said here
        if out.exists():
            raise NotEmpty(f"{out} exists already: name a new file.")
        if seed is None:
            known = opened.settings.seed
            seed = secrets.randbits(62) if known is None else known
        asked = [*(e.id for e in chosen), f"--seed {seed}"]
        asked += [f"--reveal {reveal}"] if reveal else []
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            _put(archive, "setup.sh", SETUP.encode(), executable=True)
            switch = "export GRADETAPE_UNSAFE=1\n" if unsafe else ""
            text = RUN.format(unsafe=switch, words=" ".join(asked))
            _put(archive, "run_autograder", text.encode(), executable=True)
            _put(archive, "requirements.txt", "".join(_requirements()).encode())
            for name, path in _files(folder, chosen or found):
                _put(archive, name, path.read_bytes())
        os.replace(part, out)
    except Exception as problem:
        part.unlink(missing_ok=True)
        return complain(problem)
    named = ", ".join(exercise.id for exercise in chosen)
    print(f"{out}: upload it as the autograder of {named or 'an assignment'}")
    print(f"The seed is {seed}: keep it to yourself. The same zip again: --seed {seed}")
    return 0


def _requirements() -> Iterator[str]:
    """What gradetape needs, and what that needs, in the versions that are installed here."""
    found: dict[str, str] = {}
    todo = ["gradetape"]
    while todo:
        for requirement in requires(todo.pop()) or ():
            match = re.match(r"[\w.-]+", requirement)
            name = match[0].lower() if match else ""
            if "extra ==" in requirement or name in found:
                continue
            try:
                found[name] = version(name)
            except PackageNotFoundError:  # is for another system
                continue
            todo.append(name)
    yield from (f"{name}=={known}\n" for name, known in sorted(found.items()))


def _files(course: Path, chosen: Sequence[Exercise]) -> Iterator[tuple[str, Path]]:
    """The package, and of the course what grading these exercises needs, by names in the zip."""
    yield from _below(PACKAGE, "grader")
    for exercise in chosen:
        for path in sorted(exercise.statement_folder.glob("README*.md")):
            yield f"exercises/{exercise.id}/{path.name}", path
        yield from _below(course / "solutions" / exercise.id, f"solutions/{exercise.id}")
        seal = course / "sealed" / f"{exercise.id}{SUFFIX}"
        if seal.is_file():
            yield f"sealed/{seal.name}", seal
    if (course / "course.toml").is_file():
        yield "course.toml", course / "course.toml"


def _below(root: Path, name: str) -> Iterator[tuple[str, Path]]:
    for path in sorted(root.rglob("*")):
        below = path.relative_to(root)
        hidden = any(part.startswith(".") for part in below.parts)
        if path.is_file() and not hidden and not _LEFT_OUT & set(below.parts):
            yield f"{name}/{below.as_posix()}", path


def _put(archive: zipfile.ZipFile, name: str, data: bytes, *, executable: bool = False) -> None:
    info = zipfile.ZipInfo(name, _YEAR)
    info.external_attr = (0o755 if executable else 0o644) << 16
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, data)
