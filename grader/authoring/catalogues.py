"""What is there to translate, and which of it is not translated yet? For authors.

Catalogues are .po files beside what they translate; Babel reads, merges and writes them.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from grader.course.exercise import CourseError, Exercise
from grader.course.texts import messages_of
from grader.course.value_names import vocabulary

WIDTH = 0  # a phrase is one line
_PLURALS = {"id": "nplurals=1; plural=0"}  # which Babel does not know


@dataclass(frozen=True)
class State:
    """A catalogue brought up to date: its text, and the messages that it cannot say yet."""

    path: Path
    text: str
    changed: bool
    missing: tuple[str, ...]


def of_exercise(exercise: Exercise, language: str) -> State:
    """The catalogue of an exercise in a language, with what it says now."""
    if exercise.unreadable:  # what they say would be lost
        raise CourseError("\n".join(exercise.unreadable))
    template = Catalog()
    for text, place in reversed(messages_of(exercise).items()):
        template.add(text, auto_comments=[place])
    return _merged(exercise.solution_folder / f"{language}.po", language, template)


def of_grader(package: Path, language: str, helps: Sequence[str]) -> State:
    """The catalogue of the grader's own words in a language: its source's, and `--help`'s."""
    from babel.messages.extract import extract_from_dir

    template = Catalog()
    methods = [
        ("authoring/**.py", "ignore"),
        ("**.py", "python"), ("**.html", "jinja2"),
    ]  # fmt: skip
    keywords = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2), "N_n": (1, 2)}
    options = {"**.html": {"trimmed": "true", "newstyle_gettext": "true"}}
    found = extract_from_dir(package, methods, options, keywords)
    for file, _line, message, comments, _context in sorted(found, key=lambda m: (m[0], m[1])):
        template.add(message, locations=[(file, None)], auto_comments=comments)  # type: ignore[list-item]
    for name in vocabulary():
        template.add(name, locations=[("probing", None)], auto_comments=["name of a value"])  # type: ignore[list-item]
    for text in helps:
        template.add(text, locations=[("cli/main.py", None)])  # type: ignore[list-item]
    return _merged(package / "locale" / f"{language}.po", language, template)


def _merged(path: Path, language: str, template: Catalog) -> State:
    before = path.read_text(encoding="utf-8") if path.is_file() else _header(language)
    catalogue = read_po(io.BytesIO(before.encode()), locale=language)
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    out = io.BytesIO()
    write_po(
        out, catalogue, width=WIDTH, omit_header=True, ignore_obsolete=True,
        no_location=True,  # they would change whenever a module moves
    )  # fmt: skip
    text = _header(language) + out.getvalue().decode()
    messages = [message for message in catalogue if message.id]
    missing = tuple(_first(m.id) for m in messages if m.fuzzy or not _said(m.string))
    return State(path, text, text != before, missing)


def _header(language: str) -> str:
    """Without dates and versions: a catalogue changes when its words do."""
    lines = (
        f"Language: {language}",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {_PLURALS.get(language, 'nplurals=2; plural=(n != 1)')};",
    )
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in lines) + "\n"


def _first(id: object) -> str:
    return str(id[0]) if isinstance(id, tuple | list) else str(id)


def _said(string: object) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)
