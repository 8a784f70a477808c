"""How do results become a report?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.course.exercise import Exercise
from grader.judge import own_work, results
from grader.languages import N_, _
from grader.reporting.report import CheckResult, Picture, Report, Reveal, Status

NOT_STARTED = N_(
    "Not started yet: this is still the stub. Write the first function and grade again."
)


@dataclass(frozen=True)
class Reports:
    """What all reports on submissions to one exercise have in common."""

    exercise: Exercise
    seed: int
    reveal: Reveal
    versions: Mapping[str, str]

    def not_started(self, name: str) -> Report:
        """The report on a stub that nobody has touched."""
        return self.blocked(name, "not started", _(NOT_STARTED))

    def blocked(self, name: str, status: Status, message: str, printed: str = "") -> Report:
        """The report on a submission of which nothing could be asked, and why."""
        cause = self.exercise.checks[0].id
        found = [results.blocked(check, message, cause) for check in self.exercise.checks]
        forbidden = self.exercise.metadata.forbidden
        if forbidden is not None:
            found.append(own_work.blocked(forbidden, message, cause))
        printed = printed if self.reveal != "none" else ""
        return self.report(name, found, (), (), status=status, message=message, printed=printed)

    def report(
        self,
        name: str,
        found: Sequence[CheckResult],
        notices: tuple[str, ...],
        protections: tuple[str, ...],
        *,
        status: Status = "graded",
        message: str = "",
        printed: str = "",
        pictures: tuple[Picture, ...] = (),
        places: tuple[str, ...] = (),
    ) -> Report:
        """The report with these results, its points added up."""
        score, best = sum(r.points for r in found), sum(r.max_points for r in found)
        return Report(
            exercise=self.exercise.id,
            title=self.exercise.title,
            submission=name,
            status=status,
            message=message,
            seed=self.seed,
            score=score,
            max_score=best,
            passed=status == "graded" and all(r.outcome == "passed" for r in found),
            checks=tuple(found),
            notices=notices,
            printed=printed,
            pictures=pictures,
            places=places,
            versions=dict(self.versions),
            protections=protections,
            seconds=0.0,
        )
