"""How is student code confined? The plan is made once, beside the import of TensorFlow."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from grader.containment.lockdown import Plan, ProcessLimits, Uncontained, lock_down, make_plan

if TYPE_CHECKING:  # they import NumPy and TensorFlow, which the plan needs not
    from grader import wire
    from grader.worker.serving import Confine


def plan_in_words(hidden: list[str]) -> bytes:
    """The plan, or why there is none, as a process of its own hands it over."""
    try:
        plan = make_plan(hidden)
    except Uncontained as reason:
        return json.dumps({"reason": str(reason)}).encode()
    fields = [plan.machine, plan.abi, plan.grants, plan.secrets]
    return json.dumps({"plan": fields}).encode()


def confiner(words: Callable[[], bytes]) -> "Confine":
    """What a worker calls before it loads student code; `words()` has the plan."""
    found = json.loads(words() or b'{"reason": "it could not be found out what to protect"}')
    if "reason" in found:

        def refuse(start: "wire.Start", read: int, write: int) -> tuple[str, ...]:
            raise Uncontained(found["reason"])

        return refuse
    machine, abi, grants, secrets = found["plan"]
    plan = Plan(machine, abi, tuple((path, rights) for path, rights in grants), tuple(secrets))

    def confine(start: "wire.Start", read: int, write: int) -> tuple[str, ...]:
        # The judge watches memory itself; TensorFlow takes long to notice the kernel's limit.
        limits = ProcessLimits(memory=2 * start.memory, cpu_seconds=start.seconds)
        return lock_down(plan, start.scratch, (read, write), limits)

    return confine
