"""The vocabulary of probes: what each word observes in right code, and in wrong code.

Beside TensorFlow.
"""

from types import SimpleNamespace

import keras
import numpy as np
import pytest
import tensorflow as tf

from grader.course.value_names import vocabulary
from grader.probing import (
    CallCounter,
    Change,
    Graph,
    config,
    config_and_copy,
    distinct,
    functions_run_eagerly,
    further_calls,
    gradients_of,
    history,
    losses,
    nearest,
    plain_weights,
    python_runs,
    save_and_load,
    share_that_differs,
    unnumbered,
    weight_shapes,
    weights,
    with_weights,
)  # fmt: skip
from grader.worker.values import value_of

X = np.array([[1.0, 2.0], [0.5, -1.0]], "float32")
Y = np.array([[1.0], [0.0]], "float32")


def dense(units: int = 1) -> keras.layers.Layer:
    layer = keras.layers.Dense(units)
    layer.build((None, 2))
    layer.set_weights(plain_weights(layer))
    return layer


# pairs


def test_the_nearest_of_some_candidates_has_the_dtype_and_shape_of_the_outputs() -> None:
    outputs = np.float32([1.0, 2.0])
    found = nearest(outputs, np.array([9.0, 9.0]), np.array([1.0, 2.5]), np.zeros(3))
    assert found.dtype == "float32" and found.tolist() == [1, 2.5]
    assert nearest(outputs, np.zeros(3)).shape == (3,)
    assert nearest(outputs, np.array([np.nan, 2.0]), np.array([5.0, 5.0])).tolist() == [5, 5]


def test_different_rows_and_shares_are_counted() -> None:
    assert distinct([[1, 2], [1, 2.0001], [3, 4]]) == 2 and distinct([1.0, 1.0, np.nan]) == 2
    assert share_that_differs([1, 2, 3, 4], [1, 2, 3, 5]) == 0.25
    assert share_that_differs([1000.0], [1000.5]) == 0
    assert share_that_differs([1, 2], [1, 2, 3]) == 1 and share_that_differs([], []) == 0
    assert share_that_differs([np.nan], [np.nan]) == 1


def test_gradients_have_names() -> None:
    found = gradients_of(lambda x, y: x * x + 0 * tf.stop_gradient(y), {"x": X, "far y": X})
    assert list(found) == ["gradient for x", "gradient for far y"]
    assert found["gradient for x"].numpy().tolist() == (2 * X).tolist()
    assert found["gradient for far y"] is None


# graphs


def test_a_graph_tells_how_often_python_ran_and_whether_it_is_left() -> None:
    graph = Graph(lambda x: x + 1.0, tf.TensorSpec((None, 2)))
    graph(X), graph(X[:1])
    assert graph.static_shape == "(None, 2)"
    assert graph.facts() == {
        "Python runs": 1, "ops that call back into Python": [], "functions run eagerly": False
    }  # fmt: skip
    left = Graph(lambda x: tf.py_function(lambda y: y, [x], "float32"), tf.TensorSpec((None, 2)))
    left(X)
    assert left.facts()["ops that call back into Python"] == ["EagerPyFunc"]


def test_where_several_numbers_of_runs_are_right_those_beyond_are_told() -> None:
    assert python_runs(3) == {"Python runs": 3}
    assert [python_runs(n, at_most=2) for n in (1, 2, 4)] == [
        {"Python runs beyond 2": n} for n in (0, 0, 2)
    ]


def test_functions_run_eagerly_in_a_block_and_that_is_told() -> None:
    counter = CallCounter()
    graph = Graph(counter, tf.TensorSpec((None, 2)))
    graph(X)
    assert counter.in_graph
    with functions_run_eagerly():
        graph(X), graph(X)
        assert graph.facts()["functions run eagerly"] is True
    assert counter.python_calls == 3 and counter.in_graph
    assert not tf.config.functions_run_eagerly()


# configs


class Thing:
    """Has a config, and can be made from one."""

    def __init__(self, name: str = "thing", **config: object) -> None:
        self.name, self.config = name, config

    def get_config(self) -> object:
        return {"name": self.name, **self.config}

    @classmethod
    def from_config(cls, config: dict) -> "Thing":
        return cls(**config)


class Listed(Thing):
    def get_config(self) -> object:
        return [1]


def test_a_config_is_told_entry_by_entry_as_json_gives_it_back() -> None:
    thing = Thing("mine_12", size=2, rate=0.5, on=True, act=None, shape=(1, 2))
    assert config(thing, "size", "rate", "on", "act", "shape", "name", "absent") == {
        "type of the config": "dict",
        "entries that JSON does not know": [],
        "size in the config": 2.0,
        "rate in the config": 0.5,
        "on in the config": True,
        "act in the config": None,
        "shape in the config": "[1, 2]",
        "name in the config": "mine",
        "absent in the config": None,
    }


def test_a_config_that_is_none_says_no_more() -> None:
    assert config(Listed()) == {"type of the config": "list"}
    assert config(Thing(act=len, size=1), "size") == {
        "type of the config": "dict", "entries that JSON does not know": ["act"]
    }  # fmt: skip


def test_a_copy_is_observed_where_nothing_is_missing() -> None:
    def of_copy(copy: Thing) -> dict[str, object]:
        return {"size of the copy": copy.config["size"]}

    found = config_and_copy(Thing("mine_3", size=2), ["size"], of_copy, also=["size", "act"])
    assert found["size of the copy"] == 2 and found["name of the copy"] == "mine"
    assert (found["size in the config"], found["act in the config"]) == ("(any)", None)
    assert "size of the copy" not in config_and_copy(Thing(), ["size"], of_copy)


def test_a_name_of_keras_s_own_making_has_no_number() -> None:
    assert unnumbered("dense_12") == "dense" and unnumbered("block_of_4_b") == "block_of_4_b"


def test_a_layer_of_keras_has_a_config_and_a_copy() -> None:
    found = config_and_copy(keras.layers.Dense(3, name="mine"), ["units", "name"], lambda copy: {})
    assert (found["units in the config"], found["name of the copy"]) == (3.0, "mine")


# models


def test_weights_are_told_by_number_shape_and_value() -> None:
    layer = dense(2)
    assert weight_shapes(layer) == {
        "number of weights": 2, "shapes of the weights": "(2, 2), (2,)"
    }  # fmt: skip
    assert list(weights(layer)) == ["weight 1, kernel", "weight 2, bias"]
    assert all((w > 0).all() for w in layer.get_weights())
    assert plain_weights(SimpleNamespace(get_weights=lambda: [np.float32(7)]))[0].shape == ()


def test_weights_that_do_not_fit_are_not_set() -> None:
    layer = dense()
    kernel, bias = [np.ones((2, 1)), np.zeros(1)]
    found = with_weights(layer, [kernel, bias], lambda: {"outputs": layer(X)})
    assert found["outputs"].numpy().tolist() == [[3], [-0.5]]
    assert with_weights(layer, [kernel], lambda: {"outputs": 1}) == weight_shapes(layer)


class Leaky:
    """Makes a weight in every call, and answers by their number."""

    weights: tuple[int, ...] = ()

    def __call__(self, inputs: tf.Tensor, training: bool = False) -> tf.Tensor:
        self.weights += (1,)
        return inputs + float(len(self.weights))


def test_what_calls_leave_behind_is_a_change() -> None:
    kept = further_calls(dense(), X)
    assert kept["number of weights after further calls"] == (2, 2)
    assert np.array_equal(*kept["outputs when asked again"])
    left = further_calls(Leaky(), X)
    assert left["number of weights after further calls"] == (0, 3)
    assert not np.array_equal(*left["outputs when asked again"])


def test_losses_are_those_of_gradient_descent() -> None:
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.set_weights([np.zeros((2, 1)), np.zeros(1)])
    found = losses(model, X, Y, steps=3, rate=0.125)["loss of each step"]
    assert found[0] == 0.5 and found == sorted(found, reverse=True)
    assert value_of(found).values.dtype == "float32"


def test_a_history_is_told_series_by_series() -> None:
    found = history(SimpleNamespace(history={"mae": [1.0], "loss": [2.0, 1.0]}))
    assert found["names in the history"] == ["loss", "mae"]
    assert found["loss of each epoch"].dtype == "float32"


@keras.saving.register_keras_serializable("tests")
class Forgetful(keras.layers.Layer):
    """Its weight is not saved."""

    def build(self, shape: tuple) -> None:
        self.factor = tf.Variable(np.random.default_rng().normal())
        self.built = True

    def call(self, inputs: tf.Tensor) -> tf.Tensor:
        return inputs * self.factor


@pytest.mark.filterwarnings("ignore:__array__:DeprecationWarning")
@pytest.mark.parametrize(("layer", "kept"), [(keras.layers.Dense(1), True), (Forgetful(), False)])
def test_what_saving_keeps_is_a_change(layer: keras.layers.Layer, kept: bool) -> None:
    model = keras.Sequential([keras.Input((2,)), layer])
    found = save_and_load(model, {}, X)
    before, after = found["outputs after loading"]
    assert isinstance(found["outputs after loading"], Change)
    assert np.allclose(before, after) == kept


def test_what_the_vocabulary_names_is_known_to_translators() -> None:
    assert {"gradient for {}", "{} in the config", "Python runs", "outputs after loading"} <= {
        *vocabulary()
    }
