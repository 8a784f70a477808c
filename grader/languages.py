"""In which language are people spoken to? English, unless another one is chosen.

A catalogue is a .po file, read as it is: `locale/id.po` for the grader's own words, `id.po` in an
exercise's folder for that exercise's. What a catalogue lacks is said in English.
"""

import gettext
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ENGLISH = "en"
CATALOGUES = Path(__file__).with_name("locale")
Words = Callable[[str], str]

_active = gettext.NullTranslations()
_language = ENGLISH


def use(language: str) -> None:
    """From now on speak this language, in the whole process; an unknown one is English."""
    global _active, _language
    if language == _language:
        return
    _language = language if language in available() else ENGLISH
    _active = read_catalogue(CATALOGUES / f"{_language}.po")


def current() -> str:
    """The language spoken now: "en", "id", …"""
    return _language


def available() -> tuple[str, ...]:
    """The languages that there are."""
    return (ENGLISH, *sorted(path.stem for path in CATALOGUES.glob("*.po")))


def _(text: str) -> str:
    """The text in the language spoken now."""
    return _active.gettext(text) if text else text


def ngettext(one: str, many: str, number: int) -> str:
    """The form that fits the number, in the language spoken now."""
    return _active.ngettext(one, many, number)


def N_(text: str) -> str:
    """The text itself: marks it as one that is translated later."""
    return text


def N_n(one: str, many: str) -> tuple[str, str]:
    """The same for a text that depends on a number."""
    return one, many


def words_of(language: str) -> Words:
    """What says the grader's own words in a language, whichever is spoken now."""
    if language == _language:
        return _
    catalogue = read_catalogue(CATALOGUES / f"{language}.po")
    return lambda text: catalogue.gettext(text) if text else text


def read_catalogue(path: Path) -> gettext.NullTranslations:
    """The translations in a .po file; none when there is no such file."""
    if not path.is_file():
        return gettext.NullTranslations()
    import io

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with open(path, "rb") as file:
        catalogue = read_po(file, locale=path.stem)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def taken_from(arguments: Sequence[str]) -> tuple[str | None, list[str]]:
    """The language of `--lang id` or `--lang=id`, wherever it stands, and the other arguments."""
    left = list(arguments)
    for place, argument in enumerate(left):
        if argument == "--":
            break
        if argument.startswith("--lang="):
            return argument.partition("=")[2], left[:place] + left[place + 1 :]
        if argument == "--lang" and place + 1 < len(left):
            return left[place + 1], left[:place] + left[place + 2 :]
    return None, left


def of_user(environment: Mapping[str, str] = os.environ) -> str:
    """The language of the user's locale, looked for where gettext looks for it."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            wanted = environment[name].split(":")
            known = (w for w in (w.partition("_")[0].partition(".")[0] for w in wanted))
            return next((w for w in known if w in available()), ENGLISH)
    return _of_windows() if sys.platform == "win32" else ENGLISH


def _of_windows() -> str:
    import ctypes
    import locale

    number = ctypes.windll.kernel32.GetUserDefaultUILanguage()  # type: ignore[attr-defined,unused-ignore]
    return locale.windows_locale.get(number, ENGLISH).partition("_")[0]
