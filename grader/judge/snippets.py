"""What can a student paste below the own code, to see what a check sees?

The probe as it stands, with all that it adds (starting weights, batches, an optimizer), and the
inputs. It is one function, so that no name of theirs is overwritten.
"""

import ast
import math
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from grader.submission.slicing import names_read, needed

LONGEST = 20_000  # characters; a longer one helps nobody


def snippet(probes: str, probe: str, inputs: Mapping[str, Any], required: Iterable[str]) -> str:
    """Python that asks a probe these inputs; empty where it would be too long to be read.

    probes: the source of the probes; required: the names that they find in `code`.
    """
    tree, lines = ast.parse(probes), probes.split("\n")
    kept = [tree.body[index] for index in needed(tree, [probe])]
    others = [part for part in kept if not isinstance(part, ast.Import | ast.ImportFrom)]
    used = frozenset[str]().union(*map(names_read, others))
    imports = [line for part in kept for line in _imports(part, used)]
    names = "".join(f"    {name}={name},\n" for name in required)
    given = "".join(f"    {_argument(name, value)},\n" for name, value in inputs.items())
    body = [
        "\n".join(dict.fromkeys(["import types", "import numpy as np", *imports])),
        f"code = types.SimpleNamespace(\n{names}    once=lambda key, make: make(),\n)",
        *("\n".join(lines[_first(part) - 1 : part.end_lineno]) for part in others),
        f"seen = {probe}(\n    code,\n{given})" if given else f"seen = {probe}(code)",
        'for name, what in seen.items():\n    print(f"{name}: {what}")',
    ]
    found = "def try_it():\n" + textwrap.indent("\n\n".join(body), "    ") + "\n\n\ntry_it()\n"
    return found if len(found) <= LONGEST else ""


def _imports(part: ast.stmt, used: frozenset[str]) -> Iterator[str]:
    """An import, without the names that are not used; one line for each name."""
    if isinstance(part, ast.Import | ast.ImportFrom):
        for alias in part.names:
            if (alias.asname or alias.name).partition(".")[0] in used or alias.name == "*":
                one = ast.copy_location(type(part)(**{**vars(part), "names": [alias]}), part)
                yield ast.unparse(one)


def _first(part: ast.stmt) -> int:
    decorated = isinstance(part, ast.FunctionDef | ast.ClassDef) and part.decorator_list
    return decorated[0].lineno if decorated else part.lineno


def _argument(name: str, value: Any) -> str:
    text = _literal(value)
    return f"{name}={text}" if name.isidentifier() else f"**{{{name!r}: {text}}}"


def _literal(value: Any) -> str:
    """Python that makes an input anew, as it was, dtype and all."""
    if isinstance(value, np.ndarray | np.generic):
        numbers = np.asarray(value)
        text = _literal(numbers.tolist())
        made = f'np.array({text}, "{numbers.dtype.name}")'
        return made if numbers.size else f'np.zeros({numbers.shape}, "{numbers.dtype.name}")'
    if isinstance(value, Mapping):
        entries = [f"        {key!r}: {_literal(entry)},\n" for key, entry in value.items()]
        return "{\n" + "".join(entries) + "    }"
    if isinstance(value, tuple):
        return f"({', '.join(map(_literal, value))}{',' * (len(value) == 1)})"
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, float) and not math.isfinite(value):
        return f"np.{value}".replace("np.-", "-np.")
    return repr(value)
