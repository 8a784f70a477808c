"""Only what the required names need is kept of a notebook or searched for shortcuts."""

import ast

import pytest

from grader.slicing import needed


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
    ],
)  # fmt: skip
def test_what_f_needs(source: str, expected: list[str]) -> None:
    assert kept(source, "f") == expected


def test_a_name_that_is_not_there_needs_nothing() -> None:
    assert kept("x = 1", "f") == []


def test_a_superseded_definition_that_would_raise_is_dropped() -> None:
    source = "class f(keras.loss.Loss): pass\nimport keras\nclass f(keras.losses.Loss): pass"
    assert kept(source, "f") == ["import keras", "class f(keras.losses.Loss):"]
