"""Does an exercise keep what every exercise promises? Looked at without running anything.

Each problem names the file and what to do. Whether the checks are right is `auditing`'s question.
"""

import ast
import re
from collections.abc import Iterator

from grader.authoring.stubs import wanted
from grader.checking import KINDS
from grader.course.exercise import Exercise
from grader.course.signs import programs_in, shown
from grader.course.value_names import observed_names, vocabulary
from grader.languages import ENGLISH, available
from grader.submission.notebooks import extract

LONGEST_TITLE, SHORTEST_EXPLANATION = 75, 60  # characters
FEWEST_HINTS = 3


def content_problems(exercise: Exercise) -> tuple[str, ...]:
    """Everything about an exercise's files that is not as it should be."""
    looks = (_changes, _stubs, _statement, _checks, _misconceptions, _hints, _strays)
    return tuple(problem for look in looks for problem in look(exercise))


def _changes(exercise: Exercise) -> Iterator[str]:
    yield from (f"left out: {problem}" for problem in exercise.problems)


def _stubs(exercise: Exercise) -> Iterator[str]:
    required = exercise.metadata.requires
    for path, text in wanted(exercise).items():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            yield f"{path}: not what the reference makes: run `grade stubs {exercise.id}`."
            continue
        source = extract(text, required).source if path.suffix == ".ipynb" else text
        defined = {node.name for node in ast.parse(source).body if hasattr(node, "name")}
        for name in sorted(set(required) - defined):
            yield f"{path}: the stub has no {name}: put it outside the solution's markers."


def _statement(exercise: Exercise) -> Iterator[str]:
    forbidden = exercise.metadata.forbidden
    built_in = [name.rpartition(".")[2] for name in forbidden.names] if forbidden else []
    path = exercise.statement_folder / "README.md"
    text = path.read_text(encoding="utf-8")
    for name in (*exercise.metadata.requires, f"grade {exercise.id}", exercise.name, *built_in):
        if name not in text:
            yield f"{path}: does not mention {name}."


def _checks(exercise: Exercise) -> Iterator[str]:
    path = exercise.solution_folder / "checks.py"
    sentences = [check.sentence for check in exercise.checks]
    for check in exercise.checks:
        if check.sentence != check.sentence.strip() or not check.sentence.endswith((".", "?")):
            yield f"{path}: the sentence of {check.id} is no sentence: end it with a full stop."
        if sentences.count(check.sentence) > 1:
            yield f"{path}: {check.id} has the sentence of another check: say what is special."
        if not any(check.advices.values()):
            yield f"{path}: {check.id} has no advice: say what to try when it fails."
        for what in check.advices.keys() - {*KINDS}:
            if not _is_observed(what, exercise):
                yield f"{path}: {check.id} advises on {what!r}: no kind, and no observed value."
        if check.points < 0 or not check.id.isidentifier():
            yield f"{path}: {check.id} needs an id of letters and points of 0 or more."


def _is_observed(name: str, exercise: Exercise) -> bool:
    """Whether a probe gives a value of this name, as far as its source tells."""
    found = (*observed_names(exercise.probes), *vocabulary())
    known = [one for one in found if one.strip("{} ")]
    return any(re.fullmatch(re.escape(k).replace(r"\{\}", ".+"), name) for k in known)


def _misconceptions(exercise: Exercise) -> Iterator[str]:
    titles = [m.title for m in exercise.misconceptions if not m.twin_of]
    for one in exercise.misconceptions:
        path = exercise.solution_folder / "misconceptions" / f"{one.name}.py"
        if titles.count(one.title) > 1:
            yield f"{path}: its title is another one's too."
        if len(one.title) >= LONGEST_TITLE:
            yield f"{path}: the title is longer than {LONGEST_TITLE} characters."
        if len(one.explanation) <= SHORTEST_EXPLANATION:
            yield f"{path}: the explanation says too little: what they did, why, what to write."
        if re.search(r"\breference\b", one.explanation):
            yield f"{path}: the explanation speaks of a reference, which no student has seen."
        if one.signs and one.fits:
            own, right = (programs_in({"": text}) for text in (one.source, exercise.reference))
            if shown(one.signs, own) is None:
                yield f"{path}: its own program does not show its signs."
            if shown(one.signs, right) is not None:
                yield f"{path}: the reference shows its signs as well."


def _hints(exercise: Exercise) -> Iterator[str]:
    hints, path = exercise.metadata.ladder, exercise.solution_folder / "exercise.toml"
    if len(hints) < FEWEST_HINTS or not all(hint.text for hint in hints):
        yield f"{path}: a ladder of hints has {FEWEST_HINTS} steps or more."
    for about in sorted({hint.about for hint in hints} - {"", *exercise.metadata.requires}):
        yield f"{path}: a hint is about {about}, which the exercise does not ask for."


def _strays(exercise: Exercise) -> Iterator[str]:
    """What nobody reads: a misspelt name, somebody's draft."""
    other = [language for language in available() if language != ENGLISH]
    code = {"reference.py", "probes.py", "checks.py", "exercise.toml"}
    known = code | {f"{language}.po" for language in other}
    for path in sorted(exercise.solution_folder.rglob("*")):
        inside = path.relative_to(exercise.solution_folder).parts
        kept = len(inside) == 2 and inside[0] in ("misconceptions", "wrong", "honest")
        if not path.is_file() or "__pycache__" in inside:
            continue
        if not (inside[0] in known if len(inside) == 1 else kept and path.suffix == ".py"):
            yield f"{path}: nothing reads this file."
