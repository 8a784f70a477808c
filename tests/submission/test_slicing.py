"""Only what the required names need is kept of a notebook or searched for shortcuts."""

import ast
import contextlib

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from grader.submission.slicing import bound_names, names_read, needed


def kept(source: str, *names: str) -> list[str]:
    tree = ast.parse(source)
    return [ast.unparse(tree.body[index]).split("\n")[0] for index in needed(tree, names)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import a\nimport b\ndef f(): return a.x", ["import a", "def f():"]),
        ("T = 1\nU = 2\ndef f(t=T): return t", ["T = 1", "def f(t=T):"]),
        ("def f(): return g()\nprint(1)\ndef g(): return 2", ["def f():", "def g():"]),
        ("class A: pass\nclass f(A): pass", ["class A:", "class f(A):"]),
        ("def d(x): return x\n@d\ndef f(): pass", ["def d(x):", "@d"]),
        ("import k\ndef f(x: k.T): pass", ["import k", "def f(x: k.T):"]),
        ("h = model.fit()\ndef f(): return 1", ["def f():"]),
        ("def f(): raise E\ndef f(): return 1", ["def f():"]),
        ("import tf\ndef f(): return 1\nf = tf.function(f)",
         ["import tf", "def f():", "f = tf.function(f)"]),
        ("def call(self): pass\nclass f: pass\nf.call = call",
         ["def call(self):", "class f:", "f.call = call"]),
        ("try:\n    import keras as k\nexcept ImportError:\n    k = None\ndef f(): return k",
         ["try:", "def f():"]),
        ("from x import *\ndef f(): return y", ["from x import *", "def f():"]),
        ("a, (b, c) = 1, (2, 3)\ndef f(): return c", ["a, (b, c) = (1, (2, 3))", "def f():"]),
        ("n = 1\nn += 1\ndef f(): return n", ["n = 1", "n += 1", "def f():"]),
        ("def f():\n    x = 1\n    return x\nx = boom()", ["def f():"]),
        ("def f():\n    global n\n    n += 1\nn = 0", ["def f():", "n = 0"]),
        ("f = lambda x: g(x)\ng = abs", ["f = lambda x: g(x)", "g = abs"]),
        ("class f:\n    N = n\n    def m(self): return k\nk = 1", ["class f:", "k = 1"]),
        ("T = 1\ndef f(t=T): return T\nT = 2", ["T = 1", "def f(t=T):", "T = 2"]),
        ("if 1:\n    def f(): return 1\nelse:\n    def f(): return 2", ["if 1:"]),
        ("def f(): return 1\nif c:\n    def f(): return 2\nc = 3", ["def f():", "if c:"]),
        ("x = 5\nx: int\ndef f(): return x", ["x = 5", "def f():"]),
        ("x: int = 5\ndef f(): return x", ["x: int = 5", "def f():"]),
        ("x = 5\nT = [x for x in y]\ndef f(): return x, T",
         ["x = 5", "T = [x for x in y]", "def f():"]),
        ("import os.path\nimport os\ndef f(): return os.path",
         ["import os.path", "import os", "def f():"]),
        ("x = 1\nclass f:\n    x = x", ["x = 1", "class f:"]),
        ("n = boom()\nclass f:\n    n = 1\n    m = n + 1", ["class f:"]),
        ("def g(i): return i\nT = [g(i) for i in r]\ng = boom\ndef f(): return T",
         ["def g(i):", "T = [g(i) for i in r]", "def f():"]),
        ("def d(g): return w(g)\nw = 1\n@d\ndef f(): pass\nw = 2",
         ["def d(g):", "w = 1", "@d", "w = 2"]),
        ("def g(): return h()\ndef h(): raise E\ndef f(): return g()\ndef h(): return 1",
         ["def g():", "def f():", "def h():"]),
        ("x = 1\ndef g(): return x\ng = w(g)\nx = 2\nf = g()\nx = boom()",
         ["x = 1", "def g():", "g = w(g)", "x = 2", "f = g()", "x = boom()"]),
        ("T = []\nT.append(1)\nU = []\nU.append(1)\ndef f(): return T",
         ["T = []", "T.append(1)", "def f():"]),
        ("class f: pass\ndef call(): pass\nsetattr(f, 'call', call)",
         ["class f:", "def call():", "setattr(f, 'call', call)"]),
        ("@single\ndef f(x): pass\n@f.register\ndef _(x: int): return 1\nsingle = 1",
         ["@single", "@f.register"]),
        ("x = 1\nif (y := x) > 0: pass\ndef f(): return y", ["x = 1", "if (y := x) > 0:", "def f():"]),
        ("for i in range(3): T[i] = i\nT = {}\nfor i in r: T[i] = i\ndef f(): return T",
         ["T = {}", "for i in r:", "def f():"]),
        ("for x in train(): step(x)\nfor x in r: f = x\nr = 1", ["for x in r:"]),
        ("x = boom()\nwith g() as x: f = x", ["with g() as x:"]),
        ("x = 1\nfor x in x: f = x", ["x = 1", "for x in x:"]),
        ("x = 1\nif x: x = 2\nf = x", ["x = 1", "if x:", "f = x"]),
        ("with a as b: c = b\na = 1\ndef f(): return c", ["with a as b:", "def f():"]),
        ("f = 1\ndel f", ["f = 1", "del f"]),
        ("tmp = boom()\nf = 1\ndel tmp", ["f = 1"]),
        ("def f():\n    def g():\n        nonlocal x\n        x = k\n    x = 1\nx = boom()\nk = 1",
         ["def f():", "k = 1"]),
        ("def f(): return lambda huber: huber(g)\nhuber = boom()\ng = 1", ["def f():", "g = 1"]),
        ("g = 1\nf = lambda t=g: t\ng = boom()", ["g = 1", "f = lambda t=g: t"]),
        ("def f():\n    import os\n    return os\nimport os", ["def f():"]),
        ("def f():\n    try: return 1\n    except E as e: return e\ne = boom()\nE = 1",
         ["def f():", "E = 1"]),
        ("match v:\n    case [*f]: pass\nv = 1", ["match v:"]),
        ("async def f(): return await g()\ndef g(): pass", ["async def f():", "def g():"]),
        ("if __name__ == '__main__':\n    f = boom()\ndef f(): return 1", ["def f():"]),
        ("def f(): return h\nif __name__ == '__main__':\n    h = boom()", ["def f():"]),
        ("from __future__ import annotations\ndef f(): return 1",
         ["from __future__ import annotations", "def f():"]),
    ],
)  # fmt: skip
def test_what_f_needs(source: str, expected: list[str]) -> None:
    assert kept(source, "f") == expected


def test_a_name_that_is_not_there_needs_nothing() -> None:
    assert kept("x = 1", "f") == []


def test_a_superseded_definition_that_would_raise_is_dropped() -> None:
    source = "class f(keras.loss.Loss): pass\nimport keras\nclass f(keras.losses.Loss): pass"
    assert kept(source, "f") == ["import keras", "class f(keras.losses.Loss):"]


def test_a_statement_can_be_kept_with_what_it_needs_at_its_place() -> None:
    tree = ast.parse("def g(): return 1\nx = g()\ndef g(): return 2\ndef f(): pass")
    assert needed(tree, ["f"], keep=[1]) == [0, 1, 3]
    assert needed(tree, ["f"]) == [3]


def test_names_bound_and_read_are_those_of_the_module() -> None:
    tree = ast.parse("a, b.c = 1, 2\nimport d.e\ndef f(g=h):\n    i = j\n    return g, i")
    assert bound_names(tree) == {"a", "d", "f"}
    assert names_read(tree.body[2]) == {"h", "j"}


def test_long_expressions_and_many_statements_are_no_trouble() -> None:
    long = "def f(): return " + " + ".join(["a"] * 2000) + "\na = 1"
    assert needed(ast.parse(long), ["f"]) == [0, 1]
    many = "f = 1\n" + "if f: f = 1\n" * 5000
    assert len(needed(ast.parse(many), ["f"])) == 5001


NAMES = st.sampled_from("xyz")
STATEMENTS = st.one_of(
    st.builds("{} = {}".format, NAMES, st.integers(0, 9)),
    st.builds("{} = {} + {}".format, NAMES, NAMES, st.integers(1, 9)),
    st.builds("{} += {}".format, NAMES, NAMES),
    st.builds("{}, {} = {}, 1".format, NAMES, NAMES, NAMES),
    st.builds("if {} % 2:\n    {} = {}".format, NAMES, NAMES, NAMES),
    st.builds("for {} in range({}, 9):\n    {} = 1".format, NAMES, st.integers(7, 9), NAMES),
    st.builds(
        "try:\n    {} = 1 // {}\nexcept ZeroDivisionError:\n    {} = 2".format, NAMES, NAMES, NAMES
    ),
    st.builds("{} = sum([{} + {} for {} in (1, 2)])".format, NAMES, NAMES, NAMES, NAMES),
    st.builds("{} = ({} := {}) * 2".format, NAMES, NAMES, NAMES),
    st.builds("def p(v={}):\n    return v + {}".format, NAMES, NAMES),
    st.builds("def q():\n    {} = p()\n    return {} + {}".format, NAMES, NAMES, NAMES),
    st.builds("class K:\n    {} = {}\n    a = {}".format, NAMES, NAMES, NAMES),
    st.builds("K.a = {}".format, NAMES),
    st.builds("{} = {}()".format, NAMES, st.sampled_from("pq")),
    st.builds("{} = K.a".format, NAMES),
    st.builds("del {}".format, NAMES),
    st.just("p = (lambda g: lambda: g() * 2)(p)"),
    st.builds("T.append({})".format, NAMES),
    st.builds("{} = sum(T)".format, NAMES),
)


@given(st.lists(STATEMENTS, max_size=12), st.sampled_from(["x", "q", "K", "T"]))
def test_a_part_of_a_program_gives_what_the_whole_gives(body: list[str], asked: str) -> None:
    source = "\n".join(
        [
            "x, y, z = 1, 2, 3",
            "T = [0]",
            "def p(): return 1",
            "def q(): return 2",
            "class K: a = 3",
            *body,
        ]
    )
    whole: dict[str, object] = {}
    with contextlib.suppress(NameError, RecursionError):
        exec(source, whole)
        whole["done"] = True
    assume("done" in whole)
    tree = ast.parse(source)
    part: dict[str, object] = {}
    exec(ast.unparse(ast.Module([tree.body[i] for i in needed(tree, [asked])], [])), part)
    assert answer(part, asked) == answer(whole, asked)


def answer(names: dict[str, object], asked: str) -> object:
    try:
        return eval({"x": "x", "q": "q()", "K": "K.a", "T": "T"}[asked], names)
    except (NameError, RecursionError) as error:
        return type(error)


def test_classes_in_classes_take_no_time() -> None:
    source = "".join(" " * depth + f"class C{depth}:\n" for depth in range(60)) + " " * 60 + "f()\n"
    assert needed(ast.parse(source), ["C0"]) == [0]


def test_all_is_needed_where_calls_are_too_entangled() -> None:
    functions = "".join(f"def f{n}(): f{n + 1}()\n" for n in range(800))
    source = functions + "a = 0\n" + "a = f0(a)\n" * 800 + "b = 1\n"
    tree = ast.parse(source)
    assert needed(tree, ["a"]) == list(range(len(tree.body)))
    assert needed(tree, ["b"]) == [len(tree.body) - 1]
