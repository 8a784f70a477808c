"""How is a command line read? The language first; then the word `check` may be left out.

`grade exercise-01` is `grade check exercise-01`, and options may stand before a command.
"""

import io
import os
import signal
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click
from click.shell_completion import CompletionItem

from grader import languages
from grader.cli.help import speak
from grader.languages import _
from grader.problems import complain
from grader.reporting import letters, output

INTERRUPTED, TERMINATED = 130, 143  # as shells count signals


class ExerciseFirst(click.Group):
    """A group whose commands may be left out: `grade exercise-01` is `grade check exercise-01`."""

    def main(self, args: Sequence[str] | None = None, *others: Any, **options: Any) -> Any:
        """Choose the language first: what goes wrong next is said in it."""
        _open_the_first_three()
        sys.stdout, sys.stderr = output.patient(sys.stdout), output.patient(sys.stderr)
        for stream in (sys.stdout, sys.stderr):  # a console may lack some letters
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors=letters.NAME)
        lang, left = languages.taken_from(sys.argv[1:] if args is None else args)
        languages.use(lang or languages.of_user())
        speak(self)
        if lang and lang not in languages.available():
            there_is = _("there is only {languages}.").format(
                languages=", ".join(languages.available())
            )
            print(f"grade: --lang {lang}: {there_is}", file=sys.stderr)
            sys.exit(2)
        options.setdefault("prog_name", "grade")
        return super().main(left, *others, obj=lang, **options)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {"--help", "-h", "--version"}
        first = self._first_word(args)
        if first is not None and args[first] in self.commands:
            args = [args[first], *args[:first], *args[first + 1 :]]  # options may stand before it
        elif args and not own & set(args[:1]):
            args = ["check", *args]
        return super().parse_args(ctx, args)

    def _first_word(self, args: Sequence[str]) -> int | None:
        """Where the first argument stands that is no option and no option's value."""
        options = [p for c in self.commands.values() for p in c.params]
        valued = {o for p in options if not getattr(p, "is_flag", True) for o in p.opts}
        places = (
            place
            for place, word in enumerate(args)
            if not word.startswith("-") and not (place and args[place - 1] in valued)
        )
        return next(places, None)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Commands, and exercises."""
        return [*complete_exercise(ctx, None, incomplete), *super().shell_complete(ctx, incomplete)]

    def invoke(self, ctx: click.Context) -> Any:
        """Ended by Ctrl-C or a polite kill: say so in a line; the workers notice and clean up."""
        if sys.platform == "linux":
            signal.signal(signal.SIGTERM, _end)
            signal.signal(signal.SIGINT, _end)
        try:
            try:
                return super().invoke(ctx)
            finally:
                output.finish()
        except KeyboardInterrupt:
            _end(signal.SIGINT, None)
        except OSError as problem:  # no room where standard output goes
            sys.exit(complain(problem))


def _open_the_first_three() -> None:
    """Where a standard stream is closed, nothing else may take its number."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _end(number: int, frame: object) -> NoReturn:
    """At once: an exception would surface in whatever is being imported just now."""
    print("grade: " + _("interrupted."), file=sys.stderr, flush=True)
    os._exit(INTERRUPTED if number == signal.SIGINT else TERMINATED)


def complete_exercise(
    ctx: click.Context | None, param: click.Parameter | None, incomplete: str
) -> list[CompletionItem]:
    """What the shell may complete the name of an exercise to."""
    from grader.course.course import open_course
    from grader.problems import TOLD

    try:
        found = open_course().exercises
    except TOLD:
        return []
    return [CompletionItem(e.id, help=e.title) for e in found if e.id.startswith(incomplete)]


class FilePath(click.Path):
    """A path that was written: an empty word, as of a variable that is not set, names nothing."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            self.fail("an empty name: name a file, or leave it out.", param, ctx)
        return super().convert(value, param, ctx)
