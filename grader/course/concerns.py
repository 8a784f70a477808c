"""Which of the required names does a probe look at?"""

import ast
from collections.abc import Iterable, Mapping


def concerned(probes: str, required: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """For each function in the source of probes: the names it uses, as in `code.huber_loss`.

    Those of the functions that it calls are its own.
    """
    functions = {
        node.name: node for node in ast.parse(probes).body if isinstance(node, ast.FunctionDef)
    }
    wanted = frozenset(required)
    words = {name: _words(node) for name, node in functions.items()}
    return {name: _reached(name, words) & wanted for name in functions}


def _words(node: ast.AST) -> frozenset[str]:
    return frozenset(
        part.attr if isinstance(part, ast.Attribute) else part.id
        for part in ast.walk(node)
        if isinstance(part, ast.Attribute | ast.Name)
    )


def _reached(name: str, words: Mapping[str, frozenset[str]]) -> frozenset[str]:
    found, todo = frozenset[str](), {name}
    seen: set[str] = set()
    while todo:
        seen |= todo
        found = found.union(*(words[one] for one in todo))
        todo = {word for word in found if word in words} - seen
    return found
