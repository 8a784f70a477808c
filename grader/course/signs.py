"""Does a program show the mistake that the words of a misconception speak of?

Answers alone cannot tell `assign` from `=`. A misconception whose words speak of code says in the
last lines of its docstring what has to be there:

    Sign: _.assign(...) | self._ = _ outside __init__, reset_state
    Sign: no assign_add in update_state

A sign is a word, found wherever it is used or defined (as a name, attribute, argument, text,
`def NAME`, `if`, `return` …), or a piece of Python in which `_` stands for anything and `...` for
any arguments or statements. Of several with `|` between them one is enough; of several lines each
is needed. `in` and `outside` name functions and classes; `no` means that it must not be there.
"""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

_LINE = re.compile(
    r"^\s*Sign:\s*(?P<no>no\s+)?(?P<what>.+?)(\s+(?P<how>in|outside)\s+(?P<where>[\w, ]+))?$"
)
_WORDS: Mapping[str, tuple[type[ast.AST], ...]] = {
    "if": (ast.If, ast.IfExp), "for": (ast.For, ast.comprehension), "while": (ast.While,),
    "return": (ast.Return,), "class": (ast.ClassDef,),
}  # fmt: skip
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
MOST = 50_000  # nodes of a program that is looked at
_ASIDE = {"ctx", "kind", "type_comment", "type_params"}

Program = Sequence[tuple[ast.AST, frozenset[str]]]  # nodes, each with the functions around it
Found = tuple[tuple[str, int], ...]  # files and lines; the student's own file is ""


@dataclass(frozen=True)
class Sign:
    """One line: what has to be there, or must not be, and in which functions it is looked for."""

    patterns: tuple[str, ...]
    absent: bool = False
    within: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def lines(self, program: "Program") -> list[int]:
        """Where it is found."""
        within, without = set(self.within), set(self.without)
        return sorted(
            {
                _line(node)
                for node, around in program
                if (not within or within & around) and not without & around
                if any(_is(text, node) for text in self.patterns)
            }
        )


def signs_of(docstring: str) -> tuple[str, tuple[Sign, ...]]:
    """The docstring without its signs, and these; raises `ValueError` for one that is no Python."""
    kept, signs = [], []
    for line in docstring.splitlines():
        found = _LINE.match(line)
        if found is None:
            kept.append(line)
            continue
        patterns = tuple(part.strip() for part in found["what"].split(" | "))
        for pattern in patterns:
            _pattern(pattern)
        where = tuple(re.split(r"[,\s]+", (found["where"] or "").strip())) if found["where"] else ()
        outside = found["how"] == "outside"
        signs.append(
            Sign(patterns, bool(found["no"]), () if outside else where, where if outside else ())
        )
    return "\n".join(kept).rstrip(), tuple(signs)


def programs_in(sources: Mapping[str, str]) -> Mapping[str, Program]:
    """What signs are looked for in, by file; without what is too long, or no Python."""
    found = {}
    for file, source in sources.items():
        try:
            program = tuple(islice(_nodes(ast.parse(source)), MOST + 1))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        if len(program) <= MOST:
            found[file] = program
    return found


def shown(signs: Sequence[Sign], programs: Mapping[str, Program]) -> Found | None:
    """Where some programs, by file, show all of the signs; None when they do not."""
    seen: list[tuple[str, int]] = []
    for sign in signs:
        at = [(file, line) for file, one in programs.items() for line in sign.lines(one)]
        if bool(at) == sign.absent:
            return None
        seen += [one for one in at if one not in seen]
    return tuple(seen)


def _nodes(tree: ast.AST) -> Iterator[tuple[ast.AST, frozenset[str]]]:
    """Every node, with the names of the functions and classes around it."""
    todo: list[tuple[ast.AST, frozenset[str]]] = [(tree, frozenset())]
    while todo:
        node, around = todo.pop()
        yield node, around
        inside = around | {node.name} if isinstance(node, _SCOPES) else around
        todo += [(part, inside) for part in ast.iter_child_nodes(node)]


def _line(node: ast.AST) -> int:
    return int(getattr(node, "lineno", 0) or getattr(getattr(node, "target", None), "lineno", 0))


def _is(text: str, node: ast.AST) -> bool:
    if text in _WORDS:
        return isinstance(node, _WORDS[text])
    if re.fullmatch(r"def \w+", text):
        return isinstance(node, ast.FunctionDef) and node.name == text[4:]
    if text.isidentifier():
        return _is_word(text, node)
    return _fits(_pattern(text), node)


def _is_word(word: str, node: ast.AST) -> bool:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
            return name == word
        case ast.keyword(arg=str(name)) | ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return name == word
        case ast.alias(name=name, asname=other):
            return word in (name, other)
        case ast.Constant(value=str(name)):
            return name == word
    return False


def _pattern(text: str) -> ast.AST:
    if text in _WORDS or re.fullmatch(r"def \w+", text):
        return ast.Pass()
    try:
        (node,) = ast.parse(text).body
    except SyntaxError as error:
        raise ValueError(f"the sign {text!r} is no Python: {error.msg}") from None
    return node.value if isinstance(node, ast.Expr) else node


def _fits(pattern: object, node: object) -> bool:
    if isinstance(pattern, ast.Name) and pattern.id == "_":
        return isinstance(node, ast.expr)
    if isinstance(pattern, list):
        return isinstance(node, list) and _all_fit(pattern, node)
    if not isinstance(pattern, ast.AST):
        return pattern in ("_", node)
    fields = [(name, want) for name, want in ast.iter_fields(pattern) if name not in _ASIDE]
    if isinstance(pattern, ast.Call) and any(map(_is_any, pattern.args)):
        fields = [("func", pattern.func)]
        keywords = list(getattr(node, "keywords", ()))
        if not all(any(_fits(want, one) for one in keywords) for want in pattern.keywords):
            return False
    return type(pattern) is type(node) and all(
        _fits(want, getattr(node, name, None)) for name, want in fields
    )


def _all_fit(patterns: list[object], nodes: list[object]) -> bool:
    if len(patterns) == 1 and _is_any(patterns[0]):
        return True
    pairs = zip(patterns, nodes, strict=False)
    return len(patterns) == len(nodes) and all(_fits(one, other) for one, other in pairs)


def _is_any(pattern: object) -> bool:
    """Whether it is the three dots."""
    if isinstance(pattern, ast.Expr):
        return _is_any(pattern.value)
    return isinstance(pattern, ast.Constant) and pattern.value is ...
