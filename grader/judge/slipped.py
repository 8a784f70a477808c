"""Which slip in the source led to a failed check?"""

from collections.abc import Callable, Mapping, Sequence

from grader.checking import Check
from grader.judge.results import is_unwritten
from grader.judge.trials import Tried
from grader.slips.found import reached, slips_in
from grader.slips.slip import Slip, leads_to
from grader.submission.submission import Submission
from grader.wire import Failure

Explained = Mapping[str, tuple[str, ...]]


def slips_behind(
    tried: Sequence[Tried],
    explained: Explained,
    submission: Submission,
    stub: str,
    about: Callable[[Check], frozenset[str]],
) -> dict[str, Slip]:
    """For the id of each failed check that one explains, the first such slip.

    about: the required names that a check looks at.
    """
    failed = [one for one in tried if one.shortfall is not None and not one.broken]
    slips = slips_in(submission.source, stub) if failed else ()
    found: dict[str, Slip] = {}
    for one in failed if slips else ():
        assert one.shortfall is not None
        answer = one.shortfall.observed
        if is_unwritten(answer, submission):
            continue
        names = about(one.check)
        near = reached(submission.source, names) if names else frozenset(s.within for s in slips)
        is_error = isinstance(answer, Failure)
        seen = f"{answer.error}: {answer.message}" if is_error else one.shortfall.difference.kind  # type: ignore[union-attr]
        is_named = len(explained.get(one.check.id, ())) == 1
        for slip in slips:
            if slip.within in near and leads_to(slip, seen) and (slip.is_certain or not is_named):
                found[one.check.id] = slip
                break
    return found


def told_together(causes: Mapping[str, str], slips: Mapping[str, Slip]) -> dict[str, str]:
    """The causes again: what comes of one slip has one cause."""
    first: dict[Slip, str] = {}
    moved: dict[str, str] = {}
    for id, cause in causes.items():
        if id in slips:
            moved.setdefault(cause, moved.get(first.setdefault(slips[id], cause), first[slips[id]]))
    return {id: moved.get(cause, cause) for id, cause in causes.items()}
