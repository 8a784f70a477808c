"""What is a submission worth? It is asked what the reference was asked, and compared.

A `Grader` serves one exercise: its decks are drawn and the reference's answers computed once,
however many submissions follow.
"""

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial

import msgspec

from grader.asking.forking import ZygoteError
from grader.asking.processes import Source
from grader.asking.questions import Answering, Question
from grader.asking.remembered import Remembered
from grader.asking.worker import Refusal, Worker
from grader.checking import Check
from grader.course.exercise import Exercise
from grader.judge import decks, own_work, results
from grader.judge.causes import Explained, causes_of
from grader.judge.diagnosing import Evidence, confirmed, diagnose
from grader.judge.importing import Imported, ImportFailed, imported
from grader.judge.inherited import settled
from grader.judge.misconceptions import Misconceptions
from grader.judge.plots import picture
from grader.judge.reports import Reports
from grader.judge.settings import LEFT, said_of
from grader.judge.shares import Shares
from grader.judge.showing import Shows, mistakes_in
from grader.judge.slipped import slips_behind, told_together
from grader.judge.trials import REFERENCE, STUDENT, Tried, shrink, try_check
from grader.judge.withheld import Told
from grader.languages import N_, _
from grader.reporting.report import Picture, Report, Reveal
from grader.submission.submission import Submission
from grader.submission.untouched import is_untouched

SHRUNK = 3  # causes that are shown with their smallest input: nobody mends more at once
UNSAFE = "none: graded with --unsafe"
WEAK = N_(
    "This system cannot contain what it runs: grade code here that you trust, such as your own."
)


class Grader:
    """Grades submissions of one exercise, with one seed, on workers of one zygote."""

    def __init__(
        self,
        exercise: Exercise,
        source: Source,
        *,
        seed: int = 0,
        reveal: Reveal = "all",
        confined: bool = True,
        pictures: bool = False,
        shrunk: int = SHRUNK,
    ) -> None:
        self.exercise, self.seed, self.reveal, self.confined = exercise, seed, reveal, confined
        self._source, self._pictures, self._shrunk = source, pictures, shrunk
        self._interrupted: Callable[[], bool] = lambda: False
        self._only: frozenset[str] = frozenset()
        self._decks: dict[int, tuple[Question, ...]] = {}
        self.reference: Answering = exercise.recorded or self._trusted(
            {REFERENCE: exercise.reference}
        )
        # Theirs are the answers of a world in which no built-in does the work: see `own_work`.
        spoiled = partial(self._trusted, spoiled=True)
        self._misconceptions = Misconceptions(exercise.misconceptions, spoiled)

    def draw(self) -> None:
        """Draw every deck now: there is time while TensorFlow is still being imported."""
        for check in self.exercise.checks:
            self.deck(check)

    def deck(self, check: Check) -> tuple[Question, ...]:
        """The questions of a check; checks that share a `given` share them."""
        key = id(check.inputs)
        if key not in self._decks:
            self._decks[key] = decks.draw(check.inputs, self.seed, self.exercise.id)
        return self._decks[key]

    def grade(
        self,
        submission: Submission,
        name: str = "",
        interrupted: Callable[[], bool] = lambda: False,
        only: Collection[str] = (),
    ) -> Report:
        """The report on one submission; raises nothing for what a student's code does.

        only: asks the checks that look at one of these required names, and no others.
        When `interrupted()` turns true, what runs is ended, and `Interrupted` raised.
        """
        began = time.monotonic()
        self._interrupted, self._only = interrupted, frozenset(only)
        report = self._graded(submission, name or submission.path.name)
        return msgspec.structs.replace(report, seconds=round(time.monotonic() - began, 3))

    def unreadable(self, name: str, message: str) -> Report:
        """The report on a submission that could not be read: `message` says why."""
        return self._reports.blocked(name, "unreadable", message)

    def not_started(self, name: str) -> Report:
        """The report on a stub that nobody has touched."""
        return self._reports.not_started(name)

    def student(
        self, source: str, modules: Mapping[str, str] | None = None, *, spoiled: bool = False
    ) -> Remembered:
        """A worker of its own for one student's source and modules, not started yet."""
        worker = self._worker({STUDENT: source}, confined=self.confined, spoiled=spoiled)
        worker.interrupted = self._interrupted
        worker.modules = dict(modules or {})
        return Remembered(worker, trusted=False)

    def seen(
        self, submission: Submission, student: Remembered, tried: Sequence[Tried]
    ) -> own_work.Seen:
        """What the built-ins that are to be written have to do with the answers of a student."""
        spoiled = self.student(submission.source, submission.modules, spoiled=True)
        names = own_work.telling(self.exercise.metadata.forbidden, self.reference)
        uses = [use for use in dict.fromkeys(student.worker.uses) if use.name in names]
        again = own_work.Again(student, spoiled, partial(self._tried, spoiled))
        return own_work.look(tried, uses, again, submission)

    def close(self) -> None:
        """End the workers that were kept for the next submission."""
        self.reference.close()
        self._misconceptions.close()

    # one submission

    def _graded(self, submission: Submission, name: str) -> Report:
        if is_untouched(submission.source, self.exercise.stub_text):
            return self.not_started(name)
        students: list[Remembered] = []

        def student_of(part: Submission) -> Remembered:
            students.append(self.student(part.source, part.modules))
            return students[-1]

        try:
            ready = imported(submission, self.exercise.metadata.requires, student_of)
            return self._asked(ready, name)
        except ImportFailed as failed:
            for student in students:  # what was printed before is known when a worker has ended
                student.close()
            said = next((s.worker.printed for s in students if s.worker.printed), "")
            return self._reports.blocked(name, "import failed", str(failed), said)
        except Refusal as problem:
            helps = self.confined and problem.unprotected
            own = _("If it is your own, --unsafe runs it unprotected.") if helps else ""
            return self._reports.blocked(name, "broken", f"{problem}. {own}".strip())
        except ZygoteError as problem:
            return self._reports.blocked(name, "broken", str(problem))
        finally:
            for student in students:
                student.close()
            self._forget()

    def _asked(self, ready: Imported, name: str) -> Report:
        submission, student = ready.part, ready.student
        seen = self.seen(submission, student, self._tried(student, self.concerning(self._only)))
        written = self._written(seen.tried, submission)
        alone = not LEFT & {*ready.loaded.settings}  # else it may be a setting's doing
        shows = Shows(submission)
        explained = self.explained(written, shows) if alone else {}
        mistakes = mistakes_in(explained, self.exercise.misconceptions)
        tried = settled(seen.tried, mistakes, submission, student, self.reference)
        written = self._written(tried, submission)
        alone_wrong = [one for one in written if not one.builds_on]
        stub = self.exercise.stub_text
        slips = slips_behind(alone_wrong, explained, submission, stub, self._about)
        causes = told_together(causes_of(tried, mistakes, submission), slips)
        smallest = self._smallest(written, causes, student)
        tried = [smallest.get(one.check.id, one) for one in tried]
        explained = confirmed(explained, tried, self._misconceptions.ask)
        pictures = self._drawn(tried, student) if self._pictures else ()
        student.close()
        if self.reveal != "all":
            told = Told(submission, self.exercise.metadata.spoken)
            tried = [told.of(one) for one in tried]
        by_name = {m.name: m for m in self.exercise.misconceptions}
        about = results.About(
            submission,
            sorted({*ready.loaded.names[STUDENT], *submission.names}),  # run or not
            self.exercise.metadata.requires,
            self.reveal,
            self.exercise.name_of,
            self.exercise.probes,
            {check.id: check.sentence for check in self.exercise.checks},
            shows.lines_of,
        )
        names = {one.check.id: explained.get(one.check.id, ()) for one in tried}
        found = [
            results.result_of(
                one, [by_name[n] for n in names[id]], causes.get(id, ""), about, slips.get(id)
            )
            for id, one in zip(names, tried, strict=True)
        ]
        protections = student.worker.protections if self.confined else (UNSAFE,)
        weak = self.confined and "seccomp" not in protections
        forbidden = self.exercise.metadata.forbidden
        own = own_work.results_of(forbidden, seen, submission, causes, self._misconceptions)
        perfect = all(one.outcome == "passed" for one in (*found, *own))
        hints = () if perfect else submission.hints
        return self._reports.report(
            name,
            [*found, *own],
            (
                *submission.notices,
                *ready.notices,
                *said_of(ready.loaded.settings, submission, perfect),
                *hints,
                *((_(WEAK),) if weak else ()),
            ),
            protections,
            printed=student.worker.printed if self.reveal == "all" else "",
            pictures=pictures,
            places=own_work.places(seen, submission),
        )

    def _written(self, tried: Sequence[Tried], submission: Submission) -> list[Tried]:
        """Those of which something can be explained: own answers of code that is there."""
        return [
            one
            for one in tried
            if not own_work.is_borrowed(one) and not results.lacks_code(one, submission)
        ]

    @property
    def _reports(self) -> Reports:
        return Reports(self.exercise, self.seed, self.reveal, self._source.versions)

    def concerning(self, names: Collection[str]) -> list[Check]:
        """The checks that look at one of the required names; all of them for no name."""
        checks, some = self.exercise.checks, frozenset(names)
        return [check for check in checks if not some or self._about(check) & some]

    def _about(self, check: Check) -> frozenset[str]:
        """The required names that a check looks at."""
        inputs = (question.inputs for question in self.deck(check))
        return self.exercise.concerns.about(check.probe, inputs)

    def _tried(self, student: Remembered, checks: Sequence[Check]) -> list[Tried]:
        shares = Shares(student.worker, [self._about(check) for check in checks])

        def ask(check: Check) -> Tried:
            before = len(student.worker.uses)
            tried = try_check(check, self.deck(check), student, self.reference)
            return replace(tried, uses=tuple(dict.fromkeys(student.worker.uses[before:])))

        return [shares.ask(n, partial(ask, check)) for n, check in enumerate(checks)]

    def explained(self, tried: Sequence[Tried], shows: Shows) -> Explained:
        """The misconceptions that answer as the student does, per failed check."""
        of = [(one, Evidence.of(one, self._about(one.check))) for one in tried if not one.broken]
        failed = [evidence for one, evidence in of if one.shortfall]
        passed = [evidence for one, evidence in of if one.passed]
        if not failed:
            return {}
        known = shows.among(self._misconceptions.fitting)
        reaches = {name: m.laid.reaches for name, m in known.items()}
        found = diagnose(failed, passed, tuple(reaches), self._misconceptions.ask, reaches)
        return {id: shows.meant(names, known) for id, names in found.items()}

    def _smallest(
        self, tried: Sequence[Tried], causes: Mapping[str, str], student: Remembered
    ) -> dict[str, Tried]:
        """The smallest input for the first check of each of the first causes."""
        leading = [t for t in tried if t.shortfall is not None and causes[t.check.id] == t.check.id]
        return {
            one.check.id: replace(
                one, smallest=shrink(one, student, self.reference, self.seed, self.exercise.id)
            )
            for one in leading[: self._shrunk]
        }

    def _worker(self, codes: dict[str, str], *, confined: bool, spoiled: bool = False) -> Worker:
        forbidden = self.exercise.metadata.forbidden
        return Worker(
            self._source,
            codes,
            self.exercise.probes,
            self.exercise.metadata.limits,
            forbidden.names if forbidden else (),
            confined,
            spoiled=spoiled,
        )

    def _trusted(self, codes: dict[str, str], *, spoiled: bool = False) -> Remembered:
        worker = self._worker(codes, confined=False, spoiled=spoiled)
        return Remembered(worker, trusted=True)

    def _drawn(self, tried: Sequence[Tried], student: Remembered) -> tuple[Picture, ...]:
        """The exercise's plots; where the student has no answer, the reference's lines alone."""
        plots = self.exercise.plots
        name_of = self.exercise.name_of
        found = (picture(p, tried, student, self.reference, self.reveal, name_of) for p in plots)
        return tuple(one for one in found if one is not None)

    def _forget(self) -> None:
        """Keep the answers to the decks, which every submission needs again, and no others."""
        wires = {q.wire for deck in self._decks.values() for q in deck}
        self.reference.keep_only(wires)
        self._misconceptions.keep_only(wires)
