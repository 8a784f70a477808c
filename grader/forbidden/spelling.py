"""Under how many names can the same thing of Keras be found?"""

import ast

# The first prefix that fits is replaced, then the next.
_PLACES = (
    ("tf.", "tensorflow."), ("tensorflow.compat.v2.", "tensorflow."),
    ("tensorflow.compat.v1.keras.", "keras."), ("tensorflow.python.keras.", "keras.src."),
    ("tensorflow.keras.", "keras."), ("tensorflow.losses.", "keras.losses."),
    ("tensorflow.metrics.", "keras.metrics."), ("tensorflow.optimizers.", "keras.optimizers."),
    ("tensorflow.initializers.", "keras.initializers."), ("tf_keras.", "keras."),
    ("keras.api.", "keras."), ("keras._tf_keras.keras.", "keras."), ("keras.models.", "keras."),
    ("keras.metrics.huber.", "keras.losses.huber."),
)  # fmt: skip


def canonical(name: str) -> str:
    """One spelling for the many places where Keras can be found."""
    name += "."
    for prefix, place in _PLACES:
        if name.startswith(prefix):
            name = place + name.removeprefix(prefix)
    if name.startswith("keras.Sequential.") and name != "keras.Sequential.":
        name = name.replace("Sequential", "Model", 1)
    return name.removesuffix(".")


def without_module(name: str) -> str:
    """`Model.train_step` of `keras.Model.train_step`, `huber` of `keras.losses.huber`."""
    parts = name.split(".")
    first = next((i for i, part in enumerate(parts) if part[:1].isupper()), len(parts) - 1)
    return ".".join(parts[first:])


def module_of(name: str) -> str:
    """`keras.losses` of `keras.losses.huber`."""
    return name.rpartition(".")[0]


def alike(word: str, name: str) -> bool:
    """Whether a word for a look-up, as in `losses.get("Huber")`, may mean a name."""
    return word.lower().replace("_", "") == name.lower().replace("_", "")


def constant_text(node: ast.AST) -> str:
    """The text that an expression is, when it is one."""
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return str(node.value) if is_text else ""  # type: ignore[attr-defined]
