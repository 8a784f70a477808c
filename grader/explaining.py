"""What does a difference mean, in the words of a patient teacher?

Each kind of difference has its own sentence: what was seen, what was expected, the usual cause.
"""

import re

from grader.comparing import Difference
from grader.report import Reveal
from grader.showing import brief, number
from grader.wire import Array, Failure, Strange, Value


def explain(found: Difference, reveal: Reveal = "all") -> str:
    """One or two sentences about a difference; `expected` values only with reveal "all"."""
    if found.kind == "failure":
        return _failure(found)
    return _PHRASES[found.kind](found, reveal == "all")


def _failure(found: Difference) -> str:
    observed = found.observed
    if not isinstance(observed, Failure):
        return "This should have raised an error, but it gave an answer."
    return failure_sentence(observed)


def failure_sentence(failure: Failure) -> str:
    """What an exception in the student's code says, made short, and explained when well known."""
    if failure.kind == "missing":
        return f"{failure.message} is not defined."
    if failure.kind == "exit":
        return f"Your code tried to end the program ({failure.error}) instead of answering."
    if failure.kind == "shortcut":
        return f"The answer came from {failure.message}, which is what you are asked to write."
    short = shortened(failure.message)
    said = f"{failure.error}: {short}" if short else failure.error
    known = next((text for pattern, text in KNOWN if re.search(pattern, failure.message)), "")
    return (
        f"It raised {said}"
        + ("" if said.endswith((".", "!", "?")) else ".")
        + (f" {known}" if known else "")
    )


def shortened(message: str) -> str:
    """An error message without what TensorFlow and Keras wrap around it."""
    inner = re.search(r"Exception encountered when calling .*?\n\n(.*)", message, re.S)
    while inner:
        message = inner.group(1).split("\n\nArguments received by")[0]
        inner = re.search(r"Exception encountered when calling .*?\n\n(.*)", message, re.S)
    message = message.split("\n\nArguments received by")[0]
    if "in user code:" in message:
        paragraphs = [p.strip() for p in message.split("\n\n") if p.strip()]
        message = paragraphs[-1]
        lines = [line.strip() for line in message.splitlines() if line.strip()]
        error = [line for line in lines if re.match(r"[A-Za-z.]*(Error|Exception)\b", line)]
        message = error[-1].partition(": ")[2] if error else lines[-1]
    message = re.sub(r"\{\{node .*?\}\}\s*", "", message)
    message = re.sub(r"\s*\[Op:[^\]]*\].*", "", message, flags=re.S)
    message = re.sub(r"<tf\.Tensor '([^']*)'[^>]*>", r"the tensor \1", message)
    text = " ".join(_COLOURS.sub("", message).split())
    return text if len(text) <= 240 else text[:237].rsplit(" ", 1)[0] + " …"


_COLOURS = re.compile(r"\x1b\[[0-9;]*m")  # Keras prints some words in bold

KNOWN: tuple[tuple[str, str], ...] = (
    (
        r"Cannot convert '?\d+'? to a shape",
        "A shape is a tuple: write shape=(units,), with the comma.",
    ),
    (
        r"Cannot convert '?\w*'? to a shape",
        "In Keras 3 the first argument of add_weight is the shape: write "
        'add_weight(name="total", shape=(), initializer="zeros").',
    ),
    (
        r"singleton tf\.Variable|non-first (call|invocation)",
        "A tf.function may create variables only the first time it runs: make them in __init__ "
        "or build, or make the tf.function itself anew for each model.",
    ),
    (
        r"out of scope|defined (inside|in another) .*function|FuncGraph",
        "A tensor made while one function was traced is used outside of it: keep state in "
        "variables (add_weight, assign), not in Python attributes.",
    ),
    (
        r"set_weights\(|weight list of length|expecting \d+ weights|expected \d+ weights",
        "The weights that Keras tracks are not the ones the exercise asks for: keep weights and "
        "layers in attributes, in the order that the statement gives.",
    ),
    (
        r"object has no attribute 'as_list'",
        "In Keras 3 shapes are plain tuples: use input_shape[-1].",
    ),
    (
        r"compiled_metrics|compiled_loss",
        "That is Keras 2: use self.compute_loss(...) and the metrics in self.metrics.",
    ),
    (
        r"add_weight\(\) got multiple values|initializer.*None|Argument `initializer`",
        'Say what it is by name: add_weight(shape=..., initializer="zeros", name=...).',
    ),
    (
        r"has no attribute '(abs|mean|sum|square|maximum|minimum|round|clip|exp|log)'",
        "keras.backend no longer has these functions: use keras.ops or tf.",
    ),
    (
        r"'SymbolicTensor' object has no attribute 'numpy'|numpy\(\) is only available",
        "Inside a graph tensors have no values yet: stay with TensorFlow functions.",
    ),
    (
        r"Using a symbolic `?tf\.Tensor`? as a Python `?bool",
        "The value of a tensor is unknown while a graph is traced: use tf.where or tf.cond.",
    ),
    (
        r"cannot compute \w+ as input #\d+.*was expected to be a (\w+) tensor|"
        r"must have the same (type|dtype)|type \w+ that does not match type",
        "TensorFlow never converts dtypes by itself: cast with tf.cast.",
    ),
    (
        r"Incompatible shapes|required broadcastable shapes",
        "Two tensors whose shapes do not fit together were combined: print their shapes.",
    ),
    (
        r"maximum recursion depth",
        "A function calls itself without end.",
    ),
    (
        r"unexpected keyword argument '(name|dtype|reduction|trainable)'",
        "Take **kwargs in __init__ and hand them on: super().__init__(**kwargs).",
    ),
)  # fmt: skip


def _absent(found: Difference, full: bool) -> str:
    return f"{found.key} is missing from the answer."


def _none(found: Difference, full: bool) -> str:
    if found.observed is None and "gradient" in found.key:
        return (
            f"{found.key} is None: nothing connects the result to that tensor. Usual causes: NumPy "
            "or .numpy() in the computation, tf.stop_gradient, or a plain Python number instead "
            "of a tensor."
        )
    if found.observed is None:
        return f"{found.key} is None; " + (_expected(found, full) or "a value is expected.")
    return f"{found.key} is {brief(found.observed)}, where nothing (None) is expected."


def _type(found: Difference, full: bool) -> str:
    return f"{found.key} is {_kind(found.observed)}; {_kind(found.expected)} is expected."


def _dtype(found: Difference, full: bool) -> str:
    observed, expected = _arrays(found)
    return (
        f"{found.key} has dtype {observed.dtype}; {expected.dtype} is expected. TensorFlow keeps "
        "the dtype of its inputs unless something is cast or created with another."
    )


def _shape(found: Difference, full: bool) -> str:
    observed, expected = _arrays(found)
    return f"{found.key} has shape {observed.shape}; {expected.shape} is expected." + (
        " It was reduced to a single number." if observed.shape == () else ""
    )


def _nonfinite(found: Difference, full: bool) -> str:
    return (
        f"{_place(found)} is {_element(found.observed, found.where)}; "
        f"{_expected(found, full) or 'a finite number is expected.'} Usual causes: a division by "
        "zero, a logarithm or root of zero, or an overflow in the branch that tf.where drops."
    )


def _value(found: Difference, full: bool) -> str:
    text = f"{_place(found)} is {_element(found.observed, found.where)}"
    return f"{text}; {_expected(found, full)}" if full else f"{text}, which is not right."


_PHRASES = {
    "absent": _absent, "none": _none, "type": _type, "dtype": _dtype, "shape": _shape,
    "nonfinite": _nonfinite, "value": _value,
}  # fmt: skip


def _place(found: Difference) -> str:
    where = ", ".join(map(str, found.where or ()))
    return f"{found.key}[{where}]" if where else found.key


def _expected(found: Difference, full: bool) -> str:
    return f"expected {_element(found.expected, found.where)}." if full else ""


def _element(value: Value | Failure, where: tuple[int, ...] | None) -> str:
    if isinstance(value, Array):
        array = value.numpy()
        return number(array[where].item()) if where is not None else brief(value)
    return "an error" if isinstance(value, Failure) else brief(value)


def _kind(value: Value | Failure) -> str:
    if isinstance(value, Strange):
        return value.what
    if isinstance(value, Array):
        return f"a {value.dtype} tensor of shape {value.shape}"
    if value is None:
        return "None"
    return f"the Python {type(value).__name__} {brief(value)}"


def _arrays(found: Difference) -> tuple[Array, Array]:
    assert isinstance(found.observed, Array) and isinstance(found.expected, Array)
    return found.observed, found.expected
