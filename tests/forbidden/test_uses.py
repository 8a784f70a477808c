"""Forbidden built-ins are found under every name, and honest code is left alone."""

import time

import pytest

from grader.forbidden.uses import shortcuts_in

FORBIDDEN = (
    "keras.losses.Huber", "keras.losses.huber", "tf.compat.v1.losses.huber_loss",
    "keras.Model.train_step", "keras.Model.fit", "keras.layers.Dense",
)  # fmt: skip
REQUIRED = ("huber_loss", "HuberLoss", "Mine")

CHEATING = {
    "direct": "import keras\ndef huber_loss(a): return keras.losses.huber(a)",
    "tf.keras": "import tensorflow as tf\nclass HuberLoss(tf.keras.losses.Huber): pass",
    "module alias": "from tensorflow import keras as k\nL = k.losses\n"
    "def huber_loss(a): return L.Huber()(a)",
    "name alias": "from keras.losses import Huber as H\ndef huber_loss(a): return H()(a)",
    "second name": "import keras\nh = keras.losses.huber\ng = h\ndef huber_loss(a): return g(a)",
    "assigned": "import keras\nhuber_loss = keras.losses.huber",
    "v1": "import tensorflow as tf\ndef huber_loss(a):\n"
    "    return tf.compat.v1.losses.huber_loss(a)",
    "by word": "import keras\ndef huber_loss(a): return keras.losses.get('huber')(a)",
    "getattr": "import keras\ndef huber_loss(a): return getattr(keras.losses, 'huber')(a)",
    "local import": "def huber_loss(a):\n    from keras.losses import huber\n    return huber(a)",
    "importlib": "import importlib\ndef huber_loss(a):\n"
    "    return importlib.import_module('keras.losses').huber(a)",
    "star": "from keras.losses import *\ndef huber_loss(a): return huber(a)",
    "through a helper": "import keras\ndef helper(a): return keras.losses.huber(a)\n"
    "def huber_loss(a): return helper(a)",
    "super": "import keras\nclass Mine(keras.Model):\n"
    "    def train_step(self, data): return super().train_step(data)",
    "old super": "import keras\nclass Mine(keras.Model):\n"
    "    def train_step(self, data): return super(Mine, self).train_step(data)",
    "unbound": "import keras\nclass Mine(keras.Model):\n"
    "    def train_step(self, data): return keras.Model.train_step(self, data)",
    "private path": "from keras.src.losses import Huber\nclass HuberLoss(Huber): pass",
    "imported below": "def huber_loss(a): return H(a)\nfrom keras.losses import huber as H",
    "module below": "def huber_loss(a): return L.huber(a)\nimport keras\nL = keras.losses",
    "try": "try:\n    from keras.losses import huber\nexcept ImportError:\n    huber = None\n"
    "def huber_loss(a): return huber(a)",
    "tf.losses": "import tensorflow as tf\ndef huber_loss(a): return tf.losses.Huber()(a)",
    "v2": "import tensorflow.compat.v2 as tf\ndef huber_loss(a): return tf.keras.losses.huber(a)",
    "api": "import keras.api.losses as L\ndef huber_loss(a): return L.huber(a)",
    "metrics": "from keras import metrics as m\ndef huber_loss(a): return m.huber(a)",
    "deep private path": "from keras.src.losses.losses import huber\n"
    "def huber_loss(a): return huber(a)",
    "legacy": "import tf_keras\ndef huber_loss(a): return tf_keras.losses.Huber()(a)",
    "star of keras": "from keras import *\ndef huber_loss(a): return losses.huber(a)",
    "star of tensorflow": "from tensorflow import *\n"
    "def huber_loss(a): return keras.losses.huber(a)",
    "deserialize": "import keras\ndef huber_loss(a):\n"
    "    return keras.losses.deserialize({'class_name': 'Huber', 'config': {}})(a)",
    "get by keyword": "import keras\ndef huber_loss(a):\n"
    "    return keras.losses.get(identifier='Huber')(a)",
    "vars": "import keras\ndef huber_loss(a): return vars(keras.losses)['huber'](a)",
    "__dict__": "import keras\ndef huber_loss(a): return keras.losses.__dict__['huber'](a)",
    "__import__": "def huber_loss(a): return __import__('keras').losses.huber(a)",
    "__import__ with fromlist": "def huber_loss(a):\n"
    "    return __import__('keras.losses', fromlist=['huber']).huber(a)",
    "import_module": "from importlib import import_module as i\n"
    "def huber_loss(a): return i('tensorflow.keras.losses').huber(a)",
    "pair": "import keras\nL, x = keras.losses, 1\ndef huber_loss(a): return L.huber(a)",
    "walrus": "import keras\ndef huber_loss(a): return (L := keras.losses) and L.huber(a)",
    "parameter": "import keras\ndef huber_loss(a, L=keras.losses): return L.huber(a)",
    "closure": "def huber_loss(a):\n    import keras as k\n    def g(): return k.losses.huber(a)\n"
    "    return g()",
    "lambda": "import keras\nhuber_loss = lambda a: keras.losses.huber(a)",
    "in a dict": "import keras\nT = {'h': keras.losses.huber}\ndef huber_loss(a): return T['h'](a)",
    "decorated": "import keras, functools\n@functools.wraps(keras.losses.huber)\n"
    "def huber_loss(a): return huber_loss.__wrapped__(a)",
    "first argument of isinstance": "import keras\ndef huber_loss(a):\n"
    "    return isinstance(keras.losses.huber(a), str)",
    "overwritten method": "import keras\nclass HuberLoss(keras.losses.Loss): pass\n"
    "HuberLoss.call = lambda s, a: keras.losses.huber(a)",
    "through an own base": "import keras\nclass B(keras.Model): pass\nclass Mine(B):\n"
    "    def train_step(self, d): return super().train_step(d)",
    "through a mixin": "import keras\nclass M: pass\nclass Mine(M, keras.Model):\n"
    "    def train_step(self, d): return super().train_step(d)",
    "models.Model": "import keras\nclass Mine(keras.models.Model):\n"
    "    def train_step(self, d): return super().train_step(d)",
    "Sequential": "import keras\nclass Mine(keras.Sequential):\n"
    "    def train_step(self, d): return super().train_step(d)",
    "fit of self": "import keras\nclass Mine(keras.Model):\n"
    "    def train_step(self, d): return self.fit(d)",
    "fit of a model made here": "from keras import Model\ndef huber_loss(a):\n"
    "    m = Model(a, a)\n    return m.fit(a)",
    "getattr of super": "import keras\nclass Mine(keras.Model):\n"
    "    def train_step(self, d): return getattr(super(), 'train_step')(d)",
    "kept under another name": "import keras\nclass Mine(keras.Model):\n"
    "    _old = keras.Model.train_step\n    def train_step(self, d): return self._old(d)",
    "own class replaces itself": "from keras.layers import Dense\nclass Dense(Dense): pass\n"
    "class Mine(Dense): pass",
    "in a default": "import keras\ndef huber_loss(a, f=keras.losses.huber): return f(a)",
}

HONEST = {
    "unused import": "from keras.losses import Huber\ndef huber_loss(a): return a",
    "own comparison": "import keras\ndef huber_loss(a): return a\n"
    "def compare(a): return keras.losses.huber(a) - huber_loss(a)",
    "main guard": "import keras\ndef huber_loss(a): return a\n"
    "if __name__ == '__main__':\n    print(keras.losses.Huber()(1, 2))",
    "own class of that name": "class Huber: pass\nclass HuberLoss(Huber): pass",
    "own function of that name": "def huber(a): return a\ndef huber_loss(a): return huber(a)",
    "argument of that name": "from keras.losses import huber\ndef huber_loss(huber): return huber",
    "comment": "def huber_loss(a):\n    # not keras.losses.huber(a)\n    return a",
    "docstring": "def huber_loss(a):\n    'like keras.losses.Huber'\n    return a",
    "isinstance": "import keras\ndef huber_loss(a):\n    return isinstance(a, keras.losses.Huber)",
    "annotation": "import keras\ndef huber_loss(a: keras.losses.Huber): return a",
    "other super": "import keras\nclass Mine(keras.Model):\n"
    "    def train_step(self, data): return super().call(data)",
    "other loss": "import keras\nclass HuberLoss(keras.losses.Loss): pass",
    "local unused import": "def huber_loss(a):\n    from keras.losses import Huber\n    return a",
    "superseded": "import keras\nhuber_loss = keras.losses.huber\ndef huber_loss(a): return a",
    "main guard with a name read": "import keras\ndef huber_loss(a): return x\n"
    "if __name__ == '__main__':\n    x = keras.losses.Huber()",
    "alias for an annotation": "import keras\nL = keras.losses.Huber\n"
    "def huber_loss(a: L | None = None) -> L:\n    b: L = a\n    c: L\n    return b",
    "alias for isinstance": "import keras\nKINDS = (keras.layers.Dense, keras.losses.Huber)\n"
    "def huber_loss(a): return isinstance(a, KINDS)",
    "type is": "import keras\ndef huber_loss(a): return type(a) is keras.layers.Dense",
    "type in": "import keras\ndef huber_loss(a): return a.__class__ in (keras.layers.Dense,)",
    "issubclass": "import keras\ndef huber_loss(a): return issubclass(a, keras.layers.Dense)",
    "case": "import keras\ndef huber_loss(a):\n    match a:\n"
    "        case keras.layers.Dense(): return 1",
    "local name": "from keras.losses import huber\ndef huber_loss(a):\n    huber = a\n"
    "    return huber",
    "loop variable": "from keras.losses import huber\n"
    "def huber_loss(a): return [huber for huber in a]",
    "lambda parameter": "from keras.losses import huber\n"
    "def huber_loss(a): return (lambda huber: huber)(a)",
    "own function below": "from keras.losses import *\ndef huber_loss(a): return huber(a)\n"
    "def huber(a): return a",
    "own class Dense from Layer": "import keras\nclass Dense(keras.layers.Layer): pass\n"
    "class Mine(keras.Model):\n    def __init__(self): self.d = Dense()",
    "own attribute": "class Mine:\n    def huber(self): return 1\n"
    "    def call(self): return self.huber()",
    "own train_step": "import keras\nclass Mine(keras.Model):\n"
    "    def train_step(self, d): return d\n    def test_step(self, d): return self.train_step(d)",
    "own base's train_step": "import keras\nclass B(keras.Model):\n"
    "    def train_step(self, d): return d\nclass Mine(B):\n"
    "    def train_step(self, d): return super().train_step(d)",
    "own fit on self": "import keras\nclass Mine(keras.Model):\n"
    "    def __init__(self, g): self.fit = g\n    def call(self, x): return self.fit(x)",
    "fit of something else": "def huber_loss(a, scaler): return scaler.fit(a)",
    "fit not called": "import keras\nclass Mine(keras.Model):\n    def call(self, x): return x",
    "other super methods": "import keras\nclass Mine(keras.Model):\n"
    "    def __init__(self, **k): super().__init__(**k)\n"
    "    def get_config(self): return super().get_config()",
    "name of a string": "def huber_loss(a): return {'keras.losses.Huber': a}",
    "mean of keras": "import keras\nclass Mine(keras.metrics.Mean):\n"
    "    def __init__(self): self.m = keras.metrics.Mean()",
    "pseudo": "import keras\ndef huber_loss(a): return keras.losses.log_cosh(a)",
    "own module of that name": "from mine import Huber\nclass HuberLoss(Huber): pass",
    "own get": "losses = {}\ndef huber_loss(a): return losses.get('huber')",
    "other get": "import keras\nclass Mine(keras.layers.Layer):\n"
    "    def __init__(self): self.activation = keras.activations.get('dense')",
}


@pytest.mark.parametrize("source", CHEATING.values(), ids=CHEATING)
def test_a_shortcut_is_found(source: str) -> None:
    assert shortcuts_in(source, REQUIRED, FORBIDDEN)


@pytest.mark.parametrize("source", HONEST.values(), ids=HONEST)
def test_honest_code_is_left_alone(source: str) -> None:
    assert shortcuts_in(source, REQUIRED, FORBIDDEN) == ()


def test_the_name_is_spelled_as_the_exercise_does_and_has_its_line() -> None:
    (found,) = shortcuts_in(CHEATING["v1"], REQUIRED, FORBIDDEN)
    assert (found.name, found.line) == ("tf.compat.v1.losses.huber_loss", 3)


def test_a_name_looked_up_is_the_one_reported() -> None:
    (found,) = shortcuts_in(CHEATING["by word"], REQUIRED, FORBIDDEN)
    assert found.name == "keras.losses.huber"


def test_each_line_of_use_is_reported_once_in_order() -> None:
    source = (
        "import keras\nH = keras.losses.Huber\n"
        "class HuberLoss(H):\n    def call(self, a): return keras.losses.huber(a)"
    )
    found = [(s.name, s.line) for s in shortcuts_in(source, REQUIRED, FORBIDDEN)]
    assert found == [
        ("keras.losses.Huber", 2), ("keras.losses.Huber", 3), ("keras.losses.huber", 4),
    ]  # fmt: skip


SHORT = ("tf.hessians", "tf.py_function", "keras.Sequential")


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("import tensorflow as tf\ndef huber_loss(a): return tf.hessians(a, a)", "tf.hessians"),
        ("from tensorflow import hessians as h\ndef huber_loss(a): return h(a, a)", "tf.hessians"),
        ("from tensorflow import *\ndef huber_loss(a): return py_function(a)", "tf.py_function"),
        ("import tensorflow\ndef huber_loss(a): return tensorflow.py_function(a)", "tf.py_function"),
        ("from tensorflow import keras\ndef huber_loss(a): return keras.Sequential(a)",
         "keras.Sequential"),
        ("import tensorflow.compat.v2 as t\ndef huber_loss(a): return t.hessians(a)", "tf.hessians"),
    ],
)  # fmt: skip
def test_names_right_below_their_package_are_found(source: str, name: str) -> None:
    assert [found.name for found in shortcuts_in(source, REQUIRED, SHORT)] == [name]


@pytest.mark.parametrize("source", ["def f(:", "(" * 5000, "f = 1" + " + 1" * 2000, "\0"])
def test_what_cannot_be_searched_costs_nothing(source: str) -> None:
    assert shortcuts_in(source, REQUIRED, FORBIDDEN) == ()


def test_a_warning_of_the_parser_is_no_trouble() -> None:
    source = "import keras\ndef huber_loss(a): return '\\d', keras.losses.huber(a)"
    assert shortcuts_in(source, REQUIRED, FORBIDDEN)


ENTANGLED = {
    "bases": "class A0: pass\nclass B0: pass\n"
    + "".join(
        f"class A{n}(A{n - 1}, B{n - 1}): pass\nclass B{n}(A{n - 1}, B{n - 1}): pass\n"
        for n in range(1, 40)
    )
    + "class Mine(A39):\n    def f(self): return self.g",
    "names that grow": "import keras\nMine = keras\n" + "Mine = Mine.a.a.a.a.a.a.a.a\n" * 8000,
    "words looked up": "import keras\nMine = "
    + "keras.losses.get(" * 80
    + "'a'," * 30000
    + ")" * 80,
}


@pytest.mark.parametrize("source", ENTANGLED.values(), ids=ENTANGLED)
def test_what_is_too_entangled_takes_no_time(source: str) -> None:
    began = time.monotonic()
    assert shortcuts_in(source, REQUIRED, FORBIDDEN) == ()
    assert time.monotonic() - began < 20
