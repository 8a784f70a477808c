"""How is student code confined? The plan is made once, by the zygote; each worker follows it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from grader import wire
from grader.containment.lockdown import ProcessLimits, Uncontained, lock_down, make_plan

if TYPE_CHECKING:  # it imports TensorFlow, which this needs not
    from grader.worker.serving import Confine


def confiner(hidden: Sequence[str]) -> "Confine":
    """What a worker calls before it loads student code."""
    try:
        plan = make_plan(hidden)
    except Uncontained as reason:
        problem = reason  # bound anew: `reason` is gone after the block

        def refuse(start: wire.Start, read: int, write: int) -> tuple[str, ...]:
            raise problem

        return refuse

    def confine(start: wire.Start, read: int, write: int) -> tuple[str, ...]:
        # The judge watches memory itself; TensorFlow takes long to notice the kernel's limit.
        limits = ProcessLimits(memory=2 * start.memory, cpu_seconds=start.seconds)
        return lock_down(plan, start.scratch, (read, write), limits)

    return confine
