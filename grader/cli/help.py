"""How does `--help` come to speak the user's language? Its texts are replaced before it is asked.

click takes its own words from gettext's default domain, for which it brings no translations: here
they come from our catalogue.
"""

from collections.abc import Iterator
from typing import Any

import click

from grader.languages import N_, N_n, _, ngettext

_CLICKS = (
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Show this message and exit."),
    N_("Show the version and exit."),
    N_("default: {default}"),
    N_("required"),
    N_("Error: {message}"),
    N_("Try '{command} {option}' for help."),
    N_("Missing argument"),
    N_("No such option: {name}"),
    N_("No such option {name!r}."),
    N_("No such command {name!r}."),
    N_n("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    N_n("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    N_("{value} is not in the range {range}."),
    N_("Option {name!r} does not take a value."),
    N_("Missing option"),
    N_("Aborted!"),
    N_n("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    N_n("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("Invalid value: {message}"),
    N_("{name} {filename!r} does not exist."),
    N_("{value!r} is not a valid {number_type}."),
)
_SPEAKING = (click.exceptions, click.formatting, click.types, click.parser)
_english: dict[tuple[int, str], str] = {}


def speak(command: click.Command) -> None:
    """Say the help of a command, and of those below it, in the language spoken now."""
    for thing, attribute in _texts(command):
        english = _english.setdefault((id(thing), attribute), getattr(thing, attribute))
        setattr(thing, attribute, _(english))
    for module in (*_SPEAKING, click.core, click.decorators):
        for name, ours in (("_", _), ("ngettext", ngettext)):
            if hasattr(module, name):
                setattr(module, name, ours)


def help_of(command: click.Command) -> list[str]:
    """Every text of `--help`, in English."""
    return [
        _english.get((id(thing), attribute), getattr(thing, attribute))
        for thing, attribute in _texts(command)
    ]


def _texts(command: click.Command) -> Iterator[tuple[Any, str]]:
    for thing, attribute in (
        (command, "help"), (command, "epilog"), *((p, "help") for p in command.params),
    ):  # fmt: skip
        if getattr(thing, attribute, None):
            yield thing, attribute
    for one in getattr(command, "commands", {}).values():
        yield from _texts(one)
