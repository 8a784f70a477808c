"""What does a difference mean, in the words of a patient teacher?

Each kind of difference has its own sentence: what was seen, what was expected, the usual cause.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from grader.judge.comparing import Difference
from grader.judge.known_errors import explained
from grader.judge.refused import refused
from grader.languages import N_, _
from grader.reporting.error_messages import shortened
from grader.reporting.report import Reveal
from grader.reporting.values import a_tensor, brief, number, quoted
from grader.wire import Array, Change, Failure, Listed, Strange, Strings, Value


def explain(
    found: Difference,
    reveal: Reveal = "all",
    name_of: Callable[[str], str] = lambda name: name,
    line: str = "",
    *,
    advised: bool = True,
) -> str:
    """One or two sentences about a difference; `expected` values only with reveal "all".

    name_of: what the observed values are called in the language spoken now.
    line:    the student's, on which an exception was raised.
    advised: with what is well known about an exception.
    """
    if found.kind == "failure":
        return _failure(found, line, reveal == "all", advised)
    called = replace(found, key=name_of(found.key))
    if found.kind == "none" and found.observed is None and "gradient" in found.key:
        return _no_gradient(called)
    return _PHRASES[found.kind](called, reveal == "all")


def _failure(found: Difference, line: str, full: bool, advised: bool) -> str:
    observed = found.observed
    if not isinstance(observed, Failure):
        return _("This should have raised an error, but it gave an answer.")
    return failure_sentence(observed, line, full=full, advised=advised)


def failure_sentence(
    failure: Failure, line: str = "", *, full: bool = True, advised: bool = True
) -> str:
    """What an exception in the student's code says, made short, and explained when well known.

    full: with its message, which may hold whatever the code has seen.
    """
    if failure.kind == "missing":
        return _("{name} is not defined.").format(name=failure.message)
    if failure.kind == "exit":
        ending = _("Your code tried to end the program ({error}) instead of answering.")
        said = ending.format(error=failure.error)
        return f"{said} {_(_NO_ARGUMENTS)}" if failure.message == "2" else said
    if failure.kind == "shortcut":
        shortcut = _("The answer came from {name}, which is what you are asked to write.")
        return shortcut.format(name=failure.message)
    known = (failure.error, failure.message, line)
    hint = refused(*known) or explained(*known) if advised else ""
    short = shortened(failure.message, alone=not hint) if full else ""
    said = f"{failure.error}: {short}" if short else failure.error
    raised = _("It raised {error}").format(error=said)
    end = "" if said.endswith((".", "!", "?", "…")) else "."
    return f"{raised}{end} {hint}".rstrip()


_NO_ARGUMENTS = N_(
    "If that was argparse: no arguments are given while it is graded, so let each have a default."
)


def _absent(found: Difference, full: bool) -> str:
    return _("{name} is missing from the answer.").format(name=found.key)


def _no_gradient(found: Difference) -> str:
    text = _(
        "{name} is None: nothing connects the result to that tensor. Usual causes: NumPy "
        "or .numpy() in the computation, tf.stop_gradient, or a plain Python number instead "
        "of a tensor."
    )
    return text.format(name=found.key)


def _none(found: Difference, full: bool) -> str:
    if found.observed is None:
        text = _("{name} is None; {expected}")
        wanted = _expected(found, full) or _("a value is expected.")
        return text.format(name=found.key, expected=wanted)
    text = _("{name} is {value}, where nothing (None) is expected.")
    return text.format(name=found.key, value=brief(found.observed))


def _type(found: Difference, full: bool) -> str:
    text = _("{name} is {kind}; {expected} is expected.")
    kinds = {"kind": _kind(found.observed), "expected": _kind(found.expected)}
    return text.format(name=found.key, **kinds)


def _dtype(found: Difference, full: bool) -> str:
    observed, expected = _arrays(found)
    text = _(
        "{name} has dtype {dtype}; {expected} is expected. TensorFlow keeps "
        "the dtype of its inputs unless something is cast or created with another."
    )
    return text.format(name=found.key, dtype=observed.dtype, expected=expected.dtype)


def _shape(found: Difference, full: bool) -> str:
    observed, expected = found.observed, found.expected
    assert isinstance(observed, Array | Strings) and isinstance(expected, Array | Strings)
    text = _("{name} has shape {shape}; {expected} is expected.")
    said = text.format(name=found.key, shape=observed.shape, expected=expected.shape)
    return said + (" " + _("It was reduced to a single number.") if observed.shape == () else "")


def _nonfinite(found: Difference, full: bool) -> str:
    text = _(
        "{place} is {value}; {expected} Usual causes: a division by "
        "zero, a logarithm or root of zero, or an overflow in the branch that tf.where drops."
    )
    return text.format(
        place=_place(found),
        value=_element(found.observed, found.where),
        expected=_finite(found, full) or _("a finite number is expected."),
    )


def _finite(found: Difference, full: bool) -> str:
    """What is expected, if that is known to be a number."""
    where, array = found.where or (), found.expected
    known = not isinstance(array, Array) or bool(np.isfinite(array.numpy()[where]).all())
    return _expected(found, full) if known else ""


def _value(found: Difference, full: bool) -> str:
    mine, right = _apart(found)
    if full:
        expected = _("expected {value}.").format(value=right)
        text = _("{place} is {value}; {expected}")
        return text.format(place=_place(found), value=mine, expected=expected)
    wrong = _("{place} is {value}, which is not right.")
    return wrong.format(place=_place(found), value=_element(found.observed, found.where))


def _apart(found: Difference) -> tuple[str, str]:
    """Both values, with as many digits as it takes to see that they differ."""
    for digits in (6, 9, 17):
        mine = _element(found.observed, found.where, digits)
        right = _element(found.expected, found.where, digits)
        if mine != right:
            break
    return mine, right


_PHRASES = {
    "absent": _absent, "none": _none, "type": _type, "dtype": _dtype, "shape": _shape,
    "nonfinite": _nonfinite, "value": _value,
}  # fmt: skip


def _place(found: Difference) -> str:
    where = ", ".join(map(str, found.where or ()))
    return f"{found.key}[{where}]" if where else found.key


def _expected(found: Difference, full: bool) -> str:
    value = _element(found.expected, found.where)
    return _("expected {value}.").format(value=value) if full else ""


def _element(value: Value | Failure, where: tuple[int, ...] | None, digits: int = 6) -> str:
    if isinstance(value, Array):
        array = value.numpy()
        return number(array[where].item(), digits) if where is not None else brief(value)
    if isinstance(value, float):
        return number(value, digits)
    if isinstance(value, Strings):
        return quoted(value.numpy()[where]) if where is not None else brief(value)
    return _("an error") if isinstance(value, Failure) else brief(value)


def _kind(value: Value | Failure) -> str:
    if isinstance(value, Change):
        value = value.after
    if isinstance(value, Array):
        return a_tensor(value.dtype, value.shape)
    if isinstance(value, Strings):
        return a_tensor("string", value.shape)
    if isinstance(value, Listed):
        value = Strange("object", "list")
    if value is None or isinstance(value, Strange | Failure):
        return _element(value, None)
    text = _("the Python {type} {value}")
    return text.format(type=type(value).__name__, value=brief(value))


def _arrays(found: Difference) -> tuple[Array, Array]:
    assert isinstance(found.observed, Array) and isinstance(found.expected, Array)
    return found.observed, found.expected
