"""Does a stub earn points although nobody has written anything?"""

from grader.asking.worker import Lost
from grader.course.stubs import StubError
from grader.judge.grader import Grader
from grader.judge.trials import STUDENT, try_check
from grader.wire import Failure


def refuse_points(grader: Grader) -> None:
    """Raise `StubError` when the stub of a grader's exercise passes a check, or is no start."""
    exercise = grader.exercise
    reference = exercise.solution_folder / "reference.py"
    student = grader.student(exercise.stub_text)
    try:
        failure = student.worker.start().failures.get(STUDENT)
        if failure is not None:
            raise StubError(
                f"{reference}: its stub cannot be imported: {failure.error}: {failure.message}."
            )
        for check in exercise.checks:
            deck = grader.deck(check)
            first = student.ask(STUDENT, check.probe, deck[:1])
            if first and isinstance(first[0], Failure):  # which no reference answers
                continue
            if try_check(check, deck, student, grader.reference).passed:
                raise StubError(
                    f"{reference}: the stub passes the check {check.id}, and nothing is written "
                    "yet: put more between the markers, or ask more in the check."
                )
    except Lost as lost:
        raise StubError(f"{reference}: its stub is lost: {lost.kind}, {lost.detail}.") from None
    finally:
        student.close()
