"""Forbidden built-ins are found under every name, and honest code is left alone."""

import pytest

from grader.shortcuts import shortcuts_in

FORBIDDEN = (
    "keras.losses.Huber", "keras.losses.huber", "tf.compat.v1.losses.huber_loss",
    "keras.Model.train_step", "keras.layers.Dense",
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
