"""How is student code confined? The plan is made once, beside the import of TensorFlow."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from grader.containment.disk import can_have_its_own
from grader.containment.lockdown import Plan, ProcessLimits, Uncontained, lock_down, make_plan

if TYPE_CHECKING:  # they import NumPy and TensorFlow, which the plan needs not
    from grader import wire
    from grader.worker.serving import Confine


def plan_in_words(hidden: list[str], folder: str) -> bytes:
    """The plan, or why there is none, as a process of its own hands it over before it ends.

    folder: one that may be covered, to see whether that can be done.
    """
    try:
        plan = make_plan(hidden)
    except Uncontained as reason:
        return json.dumps({"reason": str(reason)}).encode()
    fields = [plan.machine, plan.abi, plan.grants, plan.secrets, can_have_its_own(folder)]
    return json.dumps({"plan": fields}).encode()


def confiner(words: Callable[[], bytes]) -> "Confine":
    """What a worker calls before it loads student code; `words()` has the plan."""
    found = json.loads(words() or b'{"reason": "it could not be found out what to protect"}')
    if "reason" in found:

        def refuse(start: "wire.Start", read: int, write: int) -> tuple[str, ...]:
            raise Uncontained(found["reason"])

        return refuse
    machine, abi, grants, secrets, own = found["plan"]
    granted = tuple((path, rights) for path, rights in grants)
    plan = Plan(machine, abi, granted, tuple(secrets), own)

    def confine(start: "wire.Start", read: int, write: int) -> tuple[str, ...]:
        # The judge watches memory itself; TensorFlow takes long to notice the kernel's limit.
        limits = ProcessLimits(2 * start.memory, start.seconds, start.scratch_bytes)
        return lock_down(plan, start.scratch, (read, write), limits)

    return confine
