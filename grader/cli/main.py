"""The command `grade`: reads arguments, calls one function, prints, sets the exit code."""

import sys
from pathlib import Path
from typing import Any

import click

from grader.cli.help import help_of
from grader.cli.parsing import ExerciseFirst, FilePath, complete_exercise

EXAMPLES = """\b
Examples:
  grade exercise-01                 your file here or in exercises/exercise-01/
  grade exercise-01 my_loss.py      this file, notebook or folder
  grade 1    grade huber            short for exercise-01
  grade list                        every exercise
  grade class exercise-01 FOLDER    everything that a class handed in
  grade exercise-01 --format json   for machines

\b
Exit code: 0 everything holds, 1 points lost, 2 wrong usage or a file that
cannot be read, 3 the grader itself failed.
"""


@click.group(
    cls=ExerciseFirst,
    epilog=EXAMPLES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)
@click.version_option(package_name="gradetape", prog_name="grade")
@click.option("--lang", metavar="CODE", help="Speak English (en) or Indonesian (id).")
def main(lang: None) -> None:
    """Grade custom TensorFlow code: what holds, what does not, and why."""


course_option = click.option(
    "--course",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder with exercises/ and solutions/ of your own.",
)


@main.command()
@click.argument("exercise", shell_complete=complete_exercise)
@click.argument("path", required=False, type=FilePath(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "junit", "github", "gradescope", "markdown"]),
    help="Default: text; on GitHub Actions: github.",
)
@click.option("--seed", type=int, help="Draws other inputs; else the course's, else 0.")
@click.option(
    "--reveal",
    type=click.Choice(["all", "inputs", "none"]),
    help="How much of a counterexample is shown; else what the course says, else all.",
)
@click.option("--full", is_flag=True, help="Tell every failure in detail.")
@click.option("--quiet", "-q", is_flag=True, help="Only the verdict, in one line.")
@click.option("--unsafe", is_flag=True, help="Run the code unprotected. Only for your own.")
@course_option
def check(**options: Any) -> None:
    """Grade one submission (the word `check` may be left out)."""
    from grader.study import check

    sys.exit(check.run(**options, lang=click.get_current_context().obj))


@main.command(name="class")
@click.argument("exercise", shell_complete=complete_exercise)
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--gradebook",
    type=click.Path(dir_okay=False, path_type=Path),
    default="grades.db",
    show_default=True,
    help="The file that keeps the grades.",
)
@click.option("--jobs", "-j", type=click.IntRange(min=1), help="Processes; else one a core.")
@click.option(
    "--roster",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A CSV of the class: adds names, and shows who is missing.",
)
@click.option("--csv", type=click.Path(dir_okay=False, path_type=Path), help="Also write a CSV.")
@click.option(
    "--jsonl", type=click.Path(dir_okay=False, path_type=Path), help="Also write JSON lines."
)
@click.option(
    "--report",
    type=click.Path(file_okay=False, path_type=Path),
    help="A folder for pages: one of the class, one a student.",
)
@click.option("--regrade", is_flag=True, help="Grade again what is graded already.")
@click.option("--cluster", metavar="ADDRESS", help="A Dask scheduler, as in tcp://host:8786.")
@click.option("--seed", type=int, help="Draws other inputs; else the course's, else a secret one.")
@click.option("--reveal", type=click.Choice(["all", "inputs", "none"]), help="As in `grade`.")
@click.option("--unsafe", is_flag=True, help="Run the code unprotected. Only for your own.")
@click.option("--quiet", "-q", is_flag=True, help="Print nothing.")
@course_option
def class_(**options: Any) -> None:
    """Grade a folder (or zip) of submissions; EXERCISE may be `all`."""
    from grader.classroom import command

    sys.exit(command.run(**options))


@main.command()
@click.argument("exercise", required=False, shell_complete=complete_exercise)
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.option("--notebook", is_flag=True, help="A notebook instead of a .py.")
@course_option
def start(exercise: str | None, folder: Path | None, notebook: bool, course: Path | None) -> None:
    """Put an exercise's statement and stub into a folder.

    Without a name: the next exercise.
    """
    from grader.study import learning

    sys.exit(learning.start(exercise, folder, notebook, course))


@main.command()
@click.argument("exercise", required=False, shell_complete=complete_exercise)
@click.argument("path", required=False, type=FilePath(path_type=Path))
@course_option
def watch(exercise: str | None, path: Path | None, course: Path | None) -> None:
    """Grade again whenever you save."""
    from grader.study import watch

    sys.exit(watch.run(exercise, path, course))


@main.command()
@course_option
def doctor(course: Path | None) -> None:
    """Look whether this machine has what grading needs."""
    from grader.study import doctor

    sys.exit(doctor.run(course))


@main.command(name="next")
@course_option
def next_(course: Path | None) -> None:
    """Say which exercise comes next."""
    from grader.study import learning

    sys.exit(learning.next_(course))


@main.command()
@click.argument("exercise", required=False, shell_complete=complete_exercise)
@course_option
def hint(exercise: str | None, course: Path | None) -> None:
    """Show a hint; each time a stronger one."""
    from grader.study import learning

    sys.exit(learning.hint(exercise, course))


@main.command()
@click.argument("exercise", required=False, shell_complete=complete_exercise)
@click.option("--give-up", is_flag=True, help="Show it although you have none of your own yet.")
@course_option
def solution(exercise: str | None, give_up: bool, course: Path | None) -> None:
    """Show a model solution, once you have full marks."""
    from grader.study import learning

    sys.exit(learning.solution(exercise, give_up, course))


@main.command()
@click.argument("exercise", shell_complete=complete_exercise)
@click.option("--stub", is_flag=True, help="Also start your file anew; the old one is kept.")
@course_option
def reset(exercise: str, stub: bool, course: Path | None) -> None:
    """Forget your points and hints of an exercise."""
    from grader.study import learning

    sys.exit(learning.reset(exercise, stub, course))


@main.command(name="list")
@course_option
def list_(course: Path | None) -> None:
    """Show every exercise, your best score, and topics."""
    from grader.study import listing

    sys.exit(listing.run(course))


@main.command()
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--exercise",
    "words",
    multiple=True,
    help="What the zip holds; else all, and the names of the files handed in tell.",
)
@click.option("--seed", type=int, help="Draws other inputs; else the course's, else a secret one.")
@click.option("--reveal", type=click.Choice(["all", "inputs", "none"]), help="As in `grade`.")
@click.option("--unsafe", is_flag=True, help="Where Gradescope's machine has no Landlock.")
@course_option
def gradescope(**options: Any) -> None:
    """For teachers: build the autograder zip for Gradescope."""
    from grader.classroom import gradescope_zip

    sys.exit(gradescope_zip.run(**options))


@main.command()
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.option("--sealed", is_flag=True, help="With what students need to check their own work.")
@click.option("--seed", type=int, help="Of the sealed questions; else one is drawn.")
@course_option
def release(**options: Any) -> None:
    """For teachers: write what students get, without solutions."""
    from grader.classroom import release

    sys.exit(release.run(**options))


@main.command()
@click.argument("exercise", required=False, shell_complete=complete_exercise)
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail if any differ.")
@course_option
def stubs(exercise: str | None, only_check: bool, course: Path | None) -> None:
    """For authors: make stubs and notebooks from the references."""
    from grader.authoring import stubs

    sys.exit(stubs.run(exercise, only_check, course))


@main.command()
@click.argument("language")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; fail if any is stale.")
@course_option
def translations(language: str, only_check: bool, course: Path | None) -> None:
    """For authors: bring the catalogues of a language up to date."""
    from grader.authoring import translations

    sys.exit(translations.run(language, only_check, course, help_of(main)))


@main.command()
@click.argument("exercise", shell_complete=complete_exercise)
@click.option("--seeds", type=click.IntRange(min=1), default=5, show_default=True)
@click.option(
    "--honest",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of right solutions; else the exercise's own.",
)
@click.option("--show", metavar="NAME", help="Only print the program of a wrong solution.")
@course_option
def audit(
    exercise: str, seeds: int, honest: Path | None, show: str | None, course: Path | None
) -> None:
    """For authors: test the checks themselves.

    Is what is wrong rejected, and what is right accepted?
    """
    from grader.authoring import audit

    sys.exit(audit.run(exercise, seeds, honest, course, show))
