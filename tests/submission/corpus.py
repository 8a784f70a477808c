"""Notebooks as students write them, made of a table: what is set, what changes it, and layouts.

`f` is what the exercise asks for; it answers with the state that the notebook has come to. All
runs in a small world in the place of TensorFlow, which counts what takes long.
"""

import builtins
import random
import types
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.submission.test_notebooks import notebook

# name: (what is set, what changes it, what f answers)
CHANGES = {
    "a list is sorted": ("OPTIONS = [3, 1, 2]", "OPTIONS.sort()", "OPTIONS"),
    "a method of a part": ("CFG = {'a': [1]}", "CFG['a'].reverse()\nCFG['a'].clear()", "CFG"),
    "popped": ("CFG = {'a': 1, 'b': 2}", "was = CFG.pop('a')", "CFG"),
    "a global": ("ALPHA = 1", "def setup():\n    global ALPHA\n    ALPHA = 2\n\nsetup()", "ALPHA"),
    "a global in a helper": ("ALPHA = 1\ndef inner():\n    global ALPHA\n    ALPHA += 1",
                             "def setup():\n    inner()\nsetup()", "ALPHA"),
    "filled": ("CFG = {}\ndef fill(cfg, value=1):\n    cfg['a'] = value", "fill(CFG, value=5)", "CFG"),
    "filled by name": ("CFG = {}\ndef fill(value, *, into):\n    for key in 'ab':\n"
                       "        into[key] = value", "done = fill(1, into=CFG)", "CFG"),
    "filled inside": ("TABLE = []", "def add(x):\n    t = TABLE\n    t.append(x)\n\n"
                      "for i in range(3):\n    add(i)", "TABLE"),
    "filled by a class": ("CFG = {}\nclass Filler:\n    def __init__(self, into):\n"
                          "        into['a'] = 1", "Filler(CFG)", "CFG"),
    "a method that sets": ("class Box:\n    def fill(self):\n        self.n = 3\nBOX = Box()",
                           "BOX.fill()", "BOX.n"),
    "a method that sets, its answer kept": (
        "class Box:\n    def fill(self):\n        self.n = 3\n        return self\nBOX = Box()",
        "same = BOX.fill()", "BOX.n"),
    "added to a class": ("class Loss:\n    pass\ndef add_to_class(cls):\n    def wrap(obj):\n"
                         "        setattr(cls, obj.__name__, obj)\n    return wrap",
                         "@add_to_class(Loss)\ndef call(self):\n    return 7", "Loss().call()"),
    "registered": ("OPS = {}\ndef register(fn):\n    OPS[fn.__name__] = fn\n    return fn",
                   "@register\ndef seven():\n    return 7", "OPS['seven']()"),
    "attribute of a function": ("def g(): return g.n\ng.n = 1",
                                "def tune(h):\n    h.n = 4\ntune(g)", "g()"),
    "a variable": ("import tensorflow as tf\nRATE = tf.Variable(1.0)", "RATE.assign(0.5)",
                   "RATE.numpy()"),
    "variables in a loop": ("import tensorflow as tf\nRATES = [tf.Variable(1), tf.Variable(2)]",
                            "for rate in RATES:\n    rate.assign(0)\n"
                            "[rate.assign(3) for rate in RATES[1:]]",
                            "[r.numpy() for r in RATES]"),
    "shuffled": ("import random\nrandom.seed(3)\nOPTIONS = [1, 2, 3, 4]", "random.shuffle(OPTIONS)",
                 "OPTIONS"),
    "by another name": ("CFG = {'loss': {}}\nloss = CFG['loss']", "loss.update(a=1)\nalso = loss",
                        "CFG"),
    "numpy behaviour": ("import tensorflow as tf",
                        "import tensorflow.experimental.numpy as tnp\n"
                        "tnp.experimental_enable_numpy_behavior()", "tf.behaviour()"),
    "precision": ("import keras", "from keras.backend import set_floatx\nset_floatx('float64')",
                  "keras.backend.floatx()"),
    "set up in a function": ("from tensorflow import keras",
                             "def prepare():\n    keras.backend.set_floatx('float16')\nprepare()",
                             "keras.backend.floatx()"),
}  # fmt: skip
# The same, but it takes long: it is left out, and said.
COSTS = {
    "learnt": ("CFG = {}\nimport keras\nmodel = keras.Model()", "h = model.fit(1)\nCFG.update(h=2)\n"
               "CFG['best'] = h.best", "len(CFG)"),
    "read": ("import pandas as pd\nCFG = {}", "CFG.update(pd.read_csv('x.csv'))", "CFG"),
    "loops": ("TABLE = []", "for i in range(100_000):\n    TABLE.append(i)", "len(TABLE)"),
    "trained": ("import tensorflow as tf\nW = tf.Variable(1)", "for i in range(9):\n"
                "    with tf.GradientTape() as tape:\n        pass\n    W.assign(i)", "W.numpy()"),
    "downloaded inside": ("CFG = {}\ndef get():\n    import keras\n    return keras.utils.get_file('x')",
                          "CFG['path'] = get()", "len(CFG)"),
}  # fmt: skip
PLOT = "import matplotlib.pyplot as plt\n%matplotlib inline\nplt.plot([1, 2])\nplt.show()"
TRAIN = (
    "from tensorflow import keras as k\n(x, y), _ = k.datasets.mnist.load_data()\n"
    "net = k.Model()\nnet.compile(loss=f)\nhistory = net.fit(x, y, epochs=3)\nnet.evaluate(x)"
)
TRIED = "print(f())\nassert f is not None\nf()"


def apart(first: str, change: str, last: str) -> list[str]:
    """Each in a cell of its own, with experiments around."""
    return ["%load_ext tensorboard\nimport os", first, PLOT, last, change, TRIED, TRAIN]


def together(first: str, change: str, last: str) -> list[str]:
    """All in one cell, as it is pasted from a file."""
    return [f"%%time\n{first}\n\n{change}\n\n{last}\n\n{TRIED}", "!pip install keras\n" + PLOT]


def late(first: str, change: str, last: str) -> list[str]:
    """The change comes at the end, after training, beside something else on its line."""
    return [last, f"import sys; {first}" if "\n" not in first else first, TRAIN, PLOT, change]


LAYOUTS = (apart, together, late)


@dataclass(frozen=True)
class Book:
    """A notebook; `costs` when what changes it takes long."""

    name: str
    cells: tuple[str, ...]
    costs: bool

    @property
    def text(self) -> str:
        return notebook(*self.cells)

    @property
    def script(self) -> str:
        """The same as a file: without magics, training and plots, which need what is not there."""
        return "\n\n".join(
            "\n".join(line for line in cell.split("\n") if line[:1] not in ("%", "!"))
            for cell in self.cells
        )


def corpus() -> Iterator[Book]:
    """All of them."""
    for table, costs in ((CHANGES, False), (COSTS, True)):
        for name, (first, change, answer) in table.items():
            for layout in LAYOUTS:
                last = f"def f():\n    return {answer}"
                cells = tuple(layout(first, change, last))
                yield Book(f"{name}, {layout.__name__}", cells, costs)


class Anything:
    """Whatever is asked of it, it is there."""

    best = 1

    def __init__(self, world: "World", name: str = "") -> None:
        self._world, self._name = world, name

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything(self._world, name)

    def __call__(self, *args: object, **kwargs: object) -> "Anything":
        if self._name in LONG:
            self._world.long.append(self._name)
        return Anything(self._world)

    def __iter__(self) -> Iterator[Any]:
        return iter([Anything(self._world), Anything(self._world)])

    def keys(self) -> list[str]:
        return ["read"]

    def __getitem__(self, key: object) -> int:
        return 1

    def __enter__(self) -> "Anything":
        return self

    def __exit__(self, *_: object) -> None:
        pass


class Variable:
    def __init__(self, value: object) -> None:
        self.value = value

    def assign(self, value: object) -> None:
        self.value = value

    def numpy(self) -> object:
        return self.value


LONG = ("fit", "evaluate", "plot", "show", "read_csv", "load_data", "get_file", "GradientTape")


class World:
    """Modules that stand in for TensorFlow, Keras, pandas and Matplotlib; what was long is kept."""

    def __init__(self) -> None:
        self.long: list[str] = []
        self.floatx, self.behaviour = "float32", "tensorflow"

    def run(self, source: str) -> Any:
        """What f answers when a source is executed."""
        names = {"__builtins__": {**vars(builtins), "__import__": self._import}, "__name__": "mine"}
        state = random.getstate()
        try:
            exec(compile(source, "mine", "exec", dont_inherit=True), names)
            return names["f"]()  # type: ignore[operator]
        finally:
            random.setstate(state)

    def _import(self, name: str, *args: Any) -> Any:
        top = name.partition(".")[0]
        if top not in ("tensorflow", "keras", "pandas", "matplotlib"):
            return __import__(name, *args)
        backend = types.SimpleNamespace(
            set_floatx=lambda value: setattr(self, "floatx", value), floatx=lambda: self.floatx
        )
        keras = types.SimpleNamespace(
            backend=backend, Model=lambda: Anything(self), utils=Anything(self),
            datasets=types.SimpleNamespace(mnist=Anything(self)),
        )  # fmt: skip
        tnp = types.SimpleNamespace(
            experimental_enable_numpy_behavior=lambda: setattr(self, "behaviour", "numpy")
        )
        experimental = types.SimpleNamespace(numpy=tnp)
        tensorflow = types.SimpleNamespace(
            Variable=Variable, keras=keras, experimental=experimental,
            GradientTape=Anything(self, "GradientTape"), behaviour=lambda: self.behaviour,
        )  # fmt: skip
        found: Any = {"tensorflow": tensorflow, "keras": keras}.get(top, Anything(self))
        from_list = args[2] if len(args) > 2 else None
        for part in name.split(".")[1:] if from_list else ():
            found = getattr(found, part)
        return found
