"""Is the work the student's own? A check that every exercise with forbidden names has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from grader.course.changes import Change
from grader.course.exercise import Exercise, Forbidden
from grader.forbidden.uses import shortcuts_in
from grader.judge.trials import Tried
from grader.languages import N_, _
from grader.reporting.report import CheckResult, Diagnosis
from grader.wire import Failure

ID = "own_work"
NOTHING_YET = N_("Nothing of it works yet, so this was not looked at.")
_ADVICE = N_("Write the computation yourself, from tensor operations.")


@dataclass(frozen=True)
class Ownership:
    """The results that the check on forbidden names can have."""

    forbidden: Forbidden

    def blocked(self, message: str, cause: str = ID) -> CheckResult:
        """It could not be asked."""
        return self._result("blocked", message, cause)

    def result(self, used: Sequence[str], alike: Sequence[Change]) -> CheckResult:
        """Passed when nothing forbidden was used; `alike` are misconceptions that use the same."""
        if not used:
            return self._result("passed", "")
        names = _(" and ").join(used)
        message = _("Your code uses {names}, which you are asked to write.").format(names=names)
        failed = self._result("failed", message)
        if len(alike) == 1:
            one = alike[0]
            diagnosis = Diagnosis(one.name, one.title, one.explanation)
            return msgspec.structs.replace(failed, diagnosis=diagnosis)
        return msgspec.structs.replace(failed, one_of=tuple(m.title for m in alike))

    def _result(self, outcome: str, message: str, cause: str = ID) -> CheckResult:
        points = self.forbidden.points
        return CheckResult(
            id=ID,
            sentence=self.forbidden.sentence,
            outcome=outcome,  # type: ignore[arg-type]
            points=points if outcome == "passed" else 0,
            max_points=points,
            inputs_tried=0 if outcome == "blocked" else 1,
            message=message,
            advice=_(_ADVICE) if outcome == "failed" else "",
            cause="" if outcome == "passed" else cause,
        )


def own_work(
    exercise: Exercise,
    source: str,
    tried: Sequence[Tried],
    modules: Mapping[str, str] | None = None,
) -> list[CheckResult]:
    """The result of the check, if the exercise has one.

    Looked for in what the required names need of the source and of the student's own modules, and
    while the code ran. Code that does nothing right yet, such as an empty file, earns nothing by
    using nothing.
    """
    forbidden = exercise.metadata.forbidden
    if forbidden is None:
        return []
    answers = [answer for one in tried for answer in one.answers]
    ran = [
        a.message
        for a in answers
        if isinstance(a, Failure) and a.kind == "shortcut" and a.message in forbidden.names
    ]
    used = list(dict.fromkeys([*_written(exercise, source, modules), *ran]))
    if not used and not any(one.passed for one in tried):
        return [Ownership(forbidden).blocked(_(NOTHING_YET))]
    fitting = [m for m in exercise.misconceptions if m.fits] if used else []
    alike = [m for m in fitting if _written(exercise, m.source) == used]
    return [Ownership(forbidden).result(used, alike)]


def _written(
    exercise: Exercise, source: str, modules: Mapping[str, str] | None = None
) -> list[str]:
    forbidden = exercise.metadata.forbidden
    assert forbidden is not None
    names = (*forbidden.names, *forbidden.source_only)
    found = shortcuts_in(source, exercise.metadata.requires, names, modules or {})
    return list(dict.fromkeys(shortcut.name for shortcut in found))
