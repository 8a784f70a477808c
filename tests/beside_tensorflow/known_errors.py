"""The errors that are well known are raised here, by TensorFlow and Keras as they are."""

import warnings
from pathlib import Path

import pytest

from grader.judge.explaining import failure_sentence
from grader.worker.loading import load

with warnings.catch_warnings():  # of the guard that is called by another name
    warnings.simplefilter("ignore", SyntaxWarning)
    from grader.worker.observing import failure_of

BEGINNING = """import keras
import numpy as np
import tensorflow as tf
x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
"""
LOSS = """
class Mine(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        {init}
        self.threshold = threshold
    def call(self, a, b):
        return {result}
"""
METRIC = """
class Mine(keras.metrics.Metric):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.total = {weight}
    def update_state(self, y, p, sample_weight=None):
        {update}
    def result(self):
        return self.total
Mine().update_state(x, x)
"""
LAYER = """
class Mine(keras.layers.Layer):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
    def build(self, shape):
        {build}
    def call(self, inputs):
        return {call}
{ask}
"""
MODEL = """
class Mine(keras.Model):
    def train_step(self, data):
        {step}
inputs = keras.Input((2,))
mine = Mine(inputs, keras.layers.Dense(1)(inputs))
mine.compile("sgd", "mse")
mine.fit(x, x[:, :1], sample_weight={weights}, verbose=0)
"""
FITTED = (
    "m = keras.Sequential([keras.layers.Dense(1)])\nm(x)\ng = [tf.ones((2, 1)), tf.ones((1,))]\n"
)
KERNEL = 'self.kernel = self.add_weight(shape=(shape[-1], 3), initializer="zeros")'


def loss(init: str = "super().__init__(**kwargs)", result: str = "a - b") -> str:
    return LOSS.format(init=init, result=result) + "Mine()(x, x)\n"


def metric(
    update: str = "pass", weight: str = 'self.add_weight(name="t", initializer="zeros")'
) -> str:
    return METRIC.format(weight=weight, update=update)


def layer(call: str = "inputs", build: str = KERNEL, ask: str = "Mine(3)(x)") -> str:
    return LAYER.format(call=call, build=build, ask=ask)


def model(*step: str, weights: str = "None") -> str:
    return MODEL.format(step="\n        ".join(step), weights=weights)


def graph(body: str) -> str:
    return f"@tf.function\ndef f(a):\n    {body}\nf(x)\n"


TRIED = [
    ("tf.mean(x)", "write tf.reduce_mean"),
    ("tf.log(x)", "write tf.math.log"),
    ("tf.math.max(x)", "write tf.reduce_max"),
    ("tf.to_float(x)", 'write tf.cast(x, "float32")'),
    ("tf.Session()", "Session is TensorFlow 1"),
    ("tf.assign(x, x)", "assign is TensorFlow 1"),
    ("keras.backend.cast(x, 'float64')", "look for cast in keras.ops"),
    ("keras.backend.ones_like(x)", "look for ones_like in keras.ops"),
    ("keras.ops.reduce_mean(x)", "write keras.ops.mean"),
    ("keras.losses.Reduction.AUTO", 'reduction="sum_over_batch_size"'),
    ("tf.keras.losses.mean_squared_error(x, x)", "keras.losses.mean_squared_error, after import"),
    ("import keras.engine", "write keras.layers.Layer"),
    ("from keras.layers.core import Dense", "no module keras.layers.core"),
    ("from keras.optimizers import adam", "keras.optimizers has no adam"),
    ("keras.optimizers.legacy.SGD()", "Leave .legacy out"),
    ("keras.optimizers.Adam(lr=0.1)", "write learning_rate"),
    ("tf.reduce_mean(x, keep_dims=True)", "called keepdims now"),
    ("tf.reduce_mean(x, dim=1)", "called axis now"),
    ("keras.optimizers.SGD().minimize(x, [])", "zip(tape.gradient(loss, variables), variables)"),
    ("keras.optimizers.SGD().apply_gradient([])", "write optimizer.apply_gradients"),
    ("with tf.GradientTape() as t: pass\nt.gradients(x, x)", "without an s"),
    ("keras.metrics.Mean().update(x)", "write update_state"),
    ("keras.metrics.Mean().reset_states()", "write reset_state"),
    (metric(weight='self.add_weights(name="t")'), "write add_weight."),
    (loss("pass"), "has to call super().__init__"),
    (metric().replace("super().__init__(**kwargs)", "pass"), "has to call super().__init__"),
    (loss("super.__init__(**kwargs)"), "super().__init__(**kwargs)"),
    (layer(build=f"{KERNEL}; super.build(shape)"), "super().build(...)"),
    (loss("super(Huber, self).__init__()"), "names a class that is not there"),
    (loss("super(keras.layers.Layer, self).__init__()"), "names another class"),
    ("numpy.ones(2)", "import numpy at the top"),
    ("def f():\n    if x is None: y = 1\n    return y\nf()", "y is read before it has a value"),
    ("x.mean()", "write tf.reduce_mean"),
    ('x.astype("float32")', 'write tf.cast(x, "float32")'),
    ("x.T", "write tf.transpose"),
    ("x.assign_add(x)", "Only a variable has assign_add"),
    (metric("self.total.assign_add(1.0)", "0.0"), "make it with self.add_weight"),
    ("x.shape[0].value", "without .value"),
    (layer(ask="Mine(3).compute_output_shape((1, 2)).as_list()"), ""),
    ("(2, 3).as_list()", "input_shape[-1]"),
    ("tf.Variable(1.0).value()()", "A tensor is no function"),
    ("tf.Variable(1.0)()", "without ()"),
    ("x(2)", "A tensor is no function"),
    ("x[0, 0] = 1", "cannot be set"),
    ("keras.Sequential([]).losses()", "That is a list"),
    ('f = "relu"\nf(x)', "keras.activations.get(name)"),
    ("x.shape(0)", "square brackets"),
    (graph("return a.numpy()"), "stay with TensorFlow"),
    (graph("return np.abs(a)"), "stay with TensorFlow"),
    ("tf.nn.relu(keras.Input((3,)))", "Here Keras only asks for shapes"),
    (layer("inputs if tf.reduce_sum(inputs) > 0 else -inputs", "pass", "Mine(3)(keras.Input((3,)))"),
     "use tf.where or tf.cond"),
    (graph("return [row for row in a]"), "instead of a loop"),
    ("tf.function(lambda a: len(a), autograph=False)(x)", "tf.shape(x)[0]"),
    ("max(x, 0)", "cannot decide for each element"),
    ("if x > 1: pass", "cannot decide for each element"),
    ("tf.function(lambda a: range(tf.shape(a)[0]), autograph=False)(x)", "tf.range counts"),
    ("tf.function(lambda a: float(tf.reduce_sum(a)), autograph=False)(x)", "have no values yet"),
    (loss(result="None"), "is a return missing?"),
    ("{**None}", "is a return missing?"),
    (model("return None"), "is a return missing?"),
    (graph("return a * tf.Variable(1.0)") + "f(tf.ones((3, 3)))", "only the first time it runs"),
    ("k = []\n" + graph("k.append(a * 2)\n    return a") + "k[0] + 1", "keep state in variables"),
    (layer("self.add_weight(shape=(2,))", "pass", "m = Mine(3)\nm(x)\nm(x)"), "are made once"),
    (layer(build="self.losses = []"), "makes losses by itself"),
    ("l = keras.layers.Dense(1)\nl.set_weights([np.ones(2)])", "The weights that Keras tracks"),
    ("v = tf.Variable(1.0)\nwith tf.GradientTape() as t: y = v * v\nt.gradient(y, v)\nt.gradient(y, v)",
     "Ask the tape once"),
    ("with tf.GradientTape() as t: pass\nt.gradient(1.0, x)", "The tape wants tensors"),
    (FITTED + "keras.optimizers.SGD().apply_gradients(zip(m.trainable_variables, g))",
     "zip has the gradients first"),
    (FITTED + "keras.optimizers.SGD().apply_gradients(g)", "It takes pairs"),
    (FITTED + "keras.optimizers.SGD().apply_gradients(g, m.trainable_variables)", "It takes pairs"),
    (FITTED + "keras.optimizers.SGD().apply(zip(g, m.trainable_variables))", "two lists"),
    (FITTED + "keras.optimizers.SGD().apply_gradients(zip([None, None], m.trainable_variables))",
     "All gradients are None"),
    (model("x, y = data", "return {}", weights="np.ones(2)"), "unpack_x_y_sample_weight"),
    (MODEL.replace("self, data", "self, x, y").format(step="return {}", weights="None"),
     "train_step gets one argument"),
    ("keras.Sequential([keras.layers.Dense(1)]).train_on_batch(x, x)", "hand one to compile"),
    (metric(weight='self.add_weight(shape=2, initializer="zeros")'), "with the comma"),
    (layer(build="self.add_weight(shape=(shape[-1] / 2, 3))"), ""),
    (layer(build="self.add_weight(shape=(shape, 3))"), "take one size of it"),
    (metric(weight='self.add_weight("total", initializer="zeros")'), "the first argument of add_weight"),
    (layer(build='self.add_weight("w", (2, 3), initializer="zeros")'), "Say what it is by name"),
    ('keras.activations.get("rleu")', "no activation function of the name rleu"),
    ('keras.initializers.get("glorot")', "no initializer of the name glorot"),
    (loss("super().__init__(threshold, **kwargs)"), "hand on only **kwargs"),
    ('keras.activations.serialize("relu")', "keep keras.activations.get(activation)"),
    ("{**keras.losses.Huber().get_config}", "super().get_config()"),
    (loss("super().__init__(threshold=threshold, **kwargs)"), "by its own name"),
    ("keras.losses.Loss().__class__(x=1)", ""),
    ("keras.layers.Dropout(20)", "from 0 to 1"),
    ("keras.Sequential([keras.layers.Dense])", "each made with its brackets"),
    ("keras.layers.Dense(x)", "units is a whole number"),
    ("l = keras.layers.Dense(1)\nl(x)\nl(tf.ones((2, 3)))", "the shape of its first inputs"),
    ("tf.where(x, x, x)", "is a condition"),
    ("tf.where(x > 1, x)", "takes three arguments"),
    ("tf.concat(x, x)", "a list and an axis"),
    ("x * tf.constant([1, 2])", "cast with tf.cast"),
    ('x - tf.constant(1.0, "float64")', "cast with tf.cast"),
    (metric("self.total.assign_add(tf.reduce_sum(y, axis=0))"), "A variable keeps its shape"),
    (layer("tf.matmul(self.kernel, inputs)"), "inputs first, then the kernel"),
    ("x * tf.constant([1.0, 2.0, 3.0])", "print their shapes"),
    ("keras.ops.mean(x, axis=5)", "the last one is axis=-1"),
    ("import torch", "only what the exercises need"),
    ("def f(): return f()\nf()", "calls itself"),
]  # fmt: skip


@pytest.mark.parametrize(("snippet", "advice"), TRIED, ids=[repr(one[0])[-60:] for one in TRIED])
def test_a_well_known_error_says_what_to_write(snippet: str, advice: str, tmp_path: Path) -> None:
    code, error = load("tried", BEGINNING + snippet, str(tmp_path))
    assert error is not None
    failure = failure_of(error, code)
    line = (BEGINNING + snippet).split("\n")[failure.frames[-1].line - 1]
    said = failure_sentence(failure, line)
    assert advice in said, said
    assert "Exception encountered" not in said and "in user code" not in said
    assert failure.frames[-1].end > 0 or "f(a)" in snippet or "train_step" in snippet
