"""What are the values called that a probe observes? Their names are text that students read.

The names are the keys of the dicts in `probes.py`, and in the vocabulary that probes share, whose
translations are the grader's own: one fact has one name. One that is made of parts, such as
f"{name} in the config", is a template: "{} in the config".
"""

import ast
import re
from collections.abc import Iterator
from functools import cache

from grader.languages import Words
from grader.places import PACKAGE


def names_in(probes: str) -> list[str]:
    """The names and templates in the source of probes that have words in them."""
    found = observed_names(probes)
    return [name for name in found if " " in name.replace("{}", "").strip()]


def observed_names(probes: str) -> list[str]:
    """All names and templates in the source of probes."""
    tree = ast.parse(probes)
    constants = {
        node.targets[0].id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    found = [
        _text(constants.get(key.id, key) if isinstance(key, ast.Name) else key)
        for key in _keys(tree)
    ]
    return list(dict.fromkeys(found))


@cache
def vocabulary() -> tuple[str, ...]:
    """The names and templates that the vocabulary gives, whichever exercise uses it."""
    files = sorted((PACKAGE / "probing").glob("*.py"))
    found = (name for file in files for name in names_in(file.read_text(encoding="utf-8")))
    return tuple(dict.fromkeys(found))


def said(name: str, names: list[str], words: Words) -> str:
    """A name that was observed, translated."""
    if (translated := words(name)) != name:
        return translated
    for template in (n for n in names if "{}" in n):
        parts = re.fullmatch(re.escape(template).replace(r"\{\}", "(.+)"), name)
        if parts and (translated := words(template)) != template:
            return translated.format(*(said(part, names, words) for part in parts.groups()))
    return name


def _keys(tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            yield from filter(None, node.keys)
        elif isinstance(node, ast.DictComp):
            yield node.key
        elif isinstance(node, ast.Assign):
            yield from (t.slice for t in node.targets if isinstance(t, ast.Subscript))


def _text(key: ast.expr) -> str:
    if isinstance(key, ast.Constant) and isinstance(key.value, str):
        return key.value
    if isinstance(key, ast.JoinedStr):
        return "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in key.values)
    return ""
