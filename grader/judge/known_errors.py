"""Which errors are well known, and what is there to do about each? Each was tried."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from grader.languages import N_, _


@dataclass(frozen=True)
class Known:
    """An error that many make.

    raised: a pattern of "ValueError: what it says"; its named groups stand in the advice.
    advice: what is wrong and what to write.
    line:   a pattern of the student's line, where the error alone does not tell.
    right:  for each `name` that the pattern may find what it is called now: {right} in the advice.
    """

    raised: str
    advice: str
    line: str = ""
    right: Mapping[str, str] = field(default_factory=dict)


def explained(error: str, message: str, line: str = "") -> str:
    """The advice on an exception; empty when nobody knows it."""
    raised = f"{error}: {message}"
    for known in KNOWN:
        found = re.search(known.raised, raised, re.S)
        if found is None or not re.search(known.line, line):
            continue
        named = {key: value or "" for key, value in found.groupdict().items()}
        if known.right:
            if named.get("name") not in known.right:
                continue
            named["right"] = known.right[named["name"]]
        return _(known.advice).format_map(named)
    return ""


_REDUCED = {
    "mean": "tf.reduce_mean", "sum": "tf.reduce_sum", "max": "tf.reduce_max",
    "min": "tf.reduce_min", "prod": "tf.reduce_prod", "any": "tf.reduce_any",
    "all": "tf.reduce_all", "std": "tf.math.reduce_std", "var": "tf.math.reduce_variance",
    "argmax": "tf.argmax", "clip": "tf.clip_by_value",
}  # fmt: skip
_RENAMED = _REDUCED | {
    "log": "tf.math.log", "mul": "tf.multiply", "sub": "tf.subtract", "div": "tf.divide",
    "power": "tf.pow", "dot": "tf.tensordot", "to_float": 'tf.cast(x, "float32")',
    "to_int32": 'tf.cast(x, "int32")', "random_normal": "tf.random.normal",
    "random_uniform": "tf.random.uniform", "matrix_inverse": "tf.linalg.inv",
    "where_v2": "tf.where", "float": '"float32"', "concatenate": "tf.concat",
    "array": "tf.constant", "softmax": "tf.nn.softmax", "relu": "tf.nn.relu",
}  # fmt: skip
_OF_ARRAYS = _REDUCED | {
    "astype": 'tf.cast(x, "float32")', "reshape": "tf.reshape", "item": "the tensor itself",
    "T": "tf.transpose", "transpose": "tf.transpose", "size": "tf.size", "abs": "tf.abs",
    "square": "tf.square", "round": "tf.round", "ravel": "tf.reshape(x, [-1])",
    "flatten": "tf.reshape(x, [-1])", "copy": "tf.identity", "tolist": "the tensor itself",
    "dot": "tf.matmul", "float": 'tf.cast(x, "float32")', "squeeze": "tf.squeeze",
    "fill": "tf.fill", "pow": "tf.pow", "sqrt": "tf.sqrt", "exp": "tf.exp", "log": "tf.math.log",
}  # fmt: skip
_OPS = {
    "reduce_mean": "keras.ops.mean", "reduce_sum": "keras.ops.sum", "reduce_max": "keras.ops.max",
    "reduce_min": "keras.ops.min", "clip_by_value": "keras.ops.clip", "pow": "keras.ops.power",
    "constant": "keras.ops.convert_to_tensor",
}  # fmt: skip
_SYMBOLIC = N_("Inside a graph tensors have no values yet: stay with TensorFlow functions.")
_BOOLEAN = N_(
    "A Python if, while, and, or, min or max cannot decide for each element of a tensor: use "
    "tf.where, tf.minimum, tf.maximum, or & and |."
)
_SHAPES = N_("Two tensors whose shapes do not fit together were combined: print their shapes.")
_DTYPES = N_("TensorFlow never converts dtypes by itself: cast with tf.cast.")
_KERAS_2 = N_("That is Keras 2. In Keras 3 write {right}.")
_SUPER = N_("Before anything is kept on self, __init__ has to call super().__init__(**kwargs).")
_STATE = N_(
    "Variables and layers are made once: in __init__, or in build. call and update_state only use "
    "them."
)
_BY_ITSELF = N_("Keras makes {name} by itself and does not let it be set: use another name.")
_KWARGS = N_("Take **kwargs in __init__ and hand them on: super().__init__(**kwargs).")
_WITHOUT_RETURN = N_("Something is None where a value belongs: is a return missing?")

KNOWN: tuple[Known, ...] = (
    # names that do not exist, or no longer
    Known(
        r"module 'tensorflow(\._api\.v2\.\w+)?' has no attribute '(?P<name>\w+)'",
        N_("TensorFlow has no such name: write {right}."),
        right=_RENAMED,
    ),
    Known(
        r"module 'tensorflow' has no attribute '(?P<name>placeholder|Session|"
        r"global_variables_initializer|assign|assign_add|contrib|get_variable|get_default_graph)'",
        N_(
            "{name} is TensorFlow 1. Now tensors have values at once: there are no sessions and "
            "placeholders, and a variable is changed by its own assign."
        ),
    ),
    Known(
        r"module 'keras(\._tf_keras\.keras)?\.backend' has no attribute '(?P<name>\w+)'",
        N_(
            "keras.backend no longer has such functions: look for {name} in keras.ops or in "
            "TensorFlow."
        ),
    ),
    Known(
        r"module 'keras\.ops' has no attribute '(?P<name>\w+)'",
        N_("keras.ops speaks like NumPy: write {right}."),
        right=_OPS,
    ),
    Known(
        r"has no attribute '(?P<name>Reduction)'|'Reduction' has no attribute",
        N_('A reduction is a word now: reduction="sum_over_batch_size", "sum" or None.'),
    ),
    Known(
        r"module 'keras\._tf_keras\.keras\.(losses|metrics)' has no attribute '(?P<name>\w+)'",
        N_("tf.keras no longer has {name} there: write keras.losses.{name}, after import keras."),
        line=r"mean_|_crossentropy|hinge|cosine|kl_|log_cosh|poisson|huber",
    ),
    Known(
        r"Module(NotFound)?Error: No module named '(?P<name>keras\.engine)",
        N_("That is Keras 2: write keras.layers.Layer, keras.losses.Loss, keras.metrics.Metric."),
    ),
    Known(
        r"No module named '(?P<name>(tensorflow\.)?keras\.[\w.]+)'",
        N_("There is no module {name}: write import keras, and keras.layers.Dense in full."),
    ),
    Known(
        r"cannot import name '(?P<name>\w+)' from '(?P<module>(tensorflow|keras)[\w.]*)'",
        N_("{module} has no {name}: look at its spelling, capital letters included."),
    ),
    Known(
        r"`keras\.optimizers\.legacy` is not supported",
        N_("Leave .legacy out: write keras.optimizers.SGD."),
    ),
    Known(
        r"(Argument\(s\) not recognized: \{|unexpected keyword argument )'(?P<name>lr|decay)'",
        _KERAS_2,
        right={"lr": "learning_rate=...", "decay": "learning_rate=... with a schedule"},
    ),
    Known(
        r"unexpected keyword argument '(?P<name>keep_dims|dim|reduction_indices)'",
        N_("It is called {right} now."),
        right={"keep_dims": "keepdims", "dim": "axis", "reduction_indices": "axis"},
    ),
    Known(
        r"'(SGD|Adam|RMSprop|\w*Optimizer)' object has no attribute '(?P<name>\w+)'",
        N_("In Keras 3 write {right}."),
        right={
            "minimize": "gradients = tape.gradient(loss, variables), then "
            "optimizer.apply_gradients(zip(gradients, variables))",
            "apply_gradient": "optimizer.apply_gradients(...), with an s",
            "get_updates": "optimizer.apply_gradients(...)",
        },
    ),
    Known(
        r"'GradientTape' object has no attribute '(?P<name>gradients|grad|grads)'",
        N_("It is tape.gradient(result, variables), without an s."),
    ),
    Known(
        r"compiled_metrics|compiled_loss",
        N_("That is Keras 2: use self.compute_loss(...) and the metrics in self.metrics."),
    ),
    Known(
        r"has no attribute '(?P<name>add_weights|add_variable|reset_states|update)'",
        _KERAS_2,
        right={
            "add_weights": "add_weight, once for each weight",
            "add_variable": "add_weight",
            "reset_states": "reset_state",
            "update": "update_state",
        },
    ),
    Known(
        r"'Metric' object has no attribute '_variables'|'\w+' object has no attribute "
        r"'(_metrics|_tracker|_variables|_layers|_lock|reduction|_dtype_policy)'|"
        r"forgot to call `super\(\)\.__init__\(\)`",
        _SUPER,
    ),
    Known(
        r"type object 'super' has no attribute '(?P<name>\w+)'",
        N_("super needs its brackets: super().{name}(...)."),
    ),
    Known(
        r"descriptor '__init__' of 'super' object needs an argument",
        N_("super needs its brackets: super().__init__(**kwargs)."),
    ),
    Known(
        r"super\(type, obj\): obj must be an instance",
        N_("super(...) names another class: write super() with empty brackets."),
    ),
    Known(
        r"NameError: name '(?P<name>\w+)' is not defined",
        N_("super({name}, self) names a class that is not there: write super()."),
        line=r"super\(\s*\w+\s*,",
    ),
    Known(
        r"NameError: name '(?P<name>\w+)' is not defined",
        N_("Nothing imports {name}: put {right} at the top of the file."),
        right={
            "np": "import numpy as np",
            "tf": "import tensorflow as tf",
            "keras": "import keras",
            "K": "import keras",
            "math": "import math",
            "layers": "from keras import layers",
            "ops": "from keras import ops",
            "numpy": "import numpy",
            "tensorflow": "import tensorflow",
        },
    ),
    Known(
        r"UnboundLocalError: cannot access local variable '(?P<name>\w+)'",
        N_("{name} is read before it has a value, or is set in one branch only."),
    ),
    # tensors taken for arrays or numbers
    Known(
        r"Tensor'? object has no attribute '(?P<name>\w+)'",
        N_("A tensor is no NumPy array: write {right}."),
        right=_OF_ARRAYS,
    ),
    Known(
        r"Tensor'? object has no attribute '(?P<name>assign\w*)'",
        N_("Only a variable has {name}: is it a tensor by now, as after = or += ?"),
    ),
    Known(
        r"'(float|int)' object has no attribute '(?P<name>assign\w*)'",
        N_("Only a variable has {name}: make it with self.add_weight(...) in __init__."),
    ),
    Known(
        r"'int' object has no attribute 'value'|'NoneType' object has no attribute 'value'",
        N_("Sizes of a shape are plain numbers now: write shape[-1], without .value."),
    ),
    Known(
        r"object has no attribute 'as_list'",
        N_("In Keras 3 shapes are plain tuples: use input_shape[-1]."),
    ),
    Known(
        r"'(ResourceVariable|Variable)' object is not callable",
        N_("A variable is no function: use it as it is, without (), and without .value()."),
    ),
    Known(
        r"Tensor' object is not callable",
        N_("A tensor is no function: is an operator such as * missing before the bracket?"),
    ),
    Known(
        r"Tensor' object does not support item assignment",
        N_("Elements of a tensor cannot be set: make a new one, for instance with tf.where."),
    ),
    Known(
        r"'(list|TrackedList)' object is not callable",
        N_("That is a list: without (), or with an index in square brackets, or in a loop."),
    ),
    Known(
        r"'str' object is not callable",
        N_("That is still a name, not a function: keras.activations.get(name) finds it."),
    ),
    Known(
        r"'(TensorShape|tuple)' object is not callable",
        N_("A shape is asked in square brackets: x.shape[0]."),
    ),
    Known(
        r"'SymbolicTensor' object has no attribute 'numpy'|numpy\(\) is only available|"
        r"Cannot convert a symbolic",
        _SYMBOLIC,
    ),
    Known(
        r"KerasTensor.* (cannot be used as input to a TensorFlow function|convert it to a NumPy)",
        N_("Here Keras only asks for shapes: keep such operations inside call, and out of NumPy."),
    ),
    Known(
        r"Using a symbolic `?tf\.Tensor`? as a Python `?bool",
        N_("The value of a tensor is unknown while a graph is traced: use tf.where or tf.cond."),
    ),
    Known(
        r"Iterating over a symbolic `?tf\.Tensor|len is not well defined for a symbolic",
        N_(
            "The number of rows is unknown while a graph is traced: work on the whole tensor "
            "instead of a loop, and ask tf.shape(x)[0] for its size."
        ),
    ),
    Known(
        r"truth value of an array with more than one element is ambiguous|"
        r"condition of (if|while) statement expected to be `tf\.bool` scalar",
        _BOOLEAN,
    ),
    Known(
        r"'range' object|'Tensor' object cannot be interpreted as an integer|"
        r"'SymbolicTensor' object cannot be interpreted as an integer",
        N_("A tensor is no Python number: tf.range counts inside a graph."),
    ),
    Known(
        r"(int|float)\(\) argument must be.*not 'SymbolicTensor'|"
        r"must be real number, not SymbolicTensor",
        _SYMBOLIC,
    ),
    Known(
        r"Attempt to convert a value \(None\)|NoneType.* to a Tensor|"
        r"unsupported operand type\(s\).*'NoneType'|'NoneType' object is not "
        r"(callable|iterable|a mapping|subscriptable)|length 0 less than minimum 1",
        _WITHOUT_RETURN,
    ),
    # graphs and state
    Known(
        r"singleton tf\.Variable|non-first (call|invocation)",
        N_(
            "A tf.function may create variables only the first time it runs: make them in "
            "__init__ or build, or make the tf.function itself anew for each model."
        ),
    ),
    Known(
        r"out of scope|defined (inside|in another) .*function|FuncGraph",
        N_(
            "A tensor made while one function was traced is used outside of it: keep state in "
            "variables (add_weight, assign), not in Python attributes."
        ),
    ),
    Known(r"cannot add new elements of state", _STATE),
    Known(
        r"property '(?P<name>\w+)' of '\w+' object has no setter|can't set attribute '(\w+)'",
        _BY_ITSELF,
    ),
    Known(
        r"set_weights\(|weight list of length|expecting \d+ weights|expected \d+ weights",
        N_(
            "The weights that Keras tracks are not the ones the exercise asks for: keep weights "
            "and layers in attributes, in the order that the statement gives."
        ),
    ),
    Known(
        r"A non-persistent GradientTape",
        N_("Ask the tape once, for all variables together: tape.gradient(loss, variables)."),
    ),
    Known(
        r"'(float|int|numpy\.\w+|ndarray)' object has no attribute '_id'",
        N_("The tape wants tensors and variables: no Python number, no .numpy(), no NumPy array."),
    ),
    Known(
        r"Tensor' object has no attribute '_unique_id'",
        N_("zip has the gradients first: zip(gradients, variables)."),
    ),
    Known(
        r"not enough values to unpack \(expected 2, got \d\)|apply_gradients\(\) takes 2",
        N_("It takes pairs, gradients first: apply_gradients(zip(gradients, variables))."),
        line=r"apply|zip",
    ),
    Known(
        r"object of type 'zip' has no len",
        N_("apply takes two lists, apply_gradients takes the zip of both."),
    ),
    Known(
        r"No gradients provided for any variable",
        N_(
            "All gradients are None: call the model and compute the loss inside the with of the "
            "tape, without .numpy()."
        ),
    ),
    Known(
        r"too many values to unpack \(expected 2\)",
        N_(
            "data may hold a third part: keras.utils.unpack_x_y_sample_weight(data) always gives "
            "three."
        ),
        line=r"data",
    ),
    Known(
        r"train_step\(\) missing 1 required positional argument",
        N_("train_step gets one argument, data: take it apart inside."),
    ),
    Known(
        r"You must call `?compile\(\)|No loss to compute",
        N_("The model has no loss yet: hand one to compile."),
    ),
    # weights, layers, configs
    Known(
        r"Cannot convert '?\d+'? to a shape",
        N_("A shape is a tuple: write shape=(units,), with the comma."),
    ),
    Known(
        r"Found invalid dimension '[\d.]+' of type '<class 'float'>'",
        N_("A shape holds whole numbers: keep sizes, such as units, as int."),
    ),
    Known(
        r"Found invalid dimension '.*' of type '<class 'tuple'>'",
        N_("The shape holds another shape: take one size of it, input_shape[-1]."),
    ),
    Known(
        r"Cannot convert '?\w*'? to a shape",
        N_(
            "In Keras 3 the first argument of add_weight is the shape: write "
            'add_weight(name="total", shape=(), initializer="zeros").'
        ),
    ),
    Known(
        r"`name` must be passed as a keyword argument|add_weight\(\) got multiple values|"
        r"initializer.*None|Argument `initializer`|initializer identifier: \d",
        N_('Say what it is by name: add_weight(shape=..., initializer="zeros", name=...).'),
    ),
    Known(
        r"Could not interpret (?P<kind>activation function|initializer) identifier: (?P<name>\S+)",
        N_("Keras knows no {kind} of the name {name}: look at the spelling."),
    ),
    Known(
        r"Argument `name` must be a string",
        N_("The first argument of super().__init__ is a name: hand on only **kwargs."),
    ),
    Known(
        r"cannot be serialized due to invalid function name",
        N_(
            "serialize takes a function: keep keras.activations.get(activation) in self.activation."
        ),
    ),
    Known(
        r"'(method|builtin_function_or_method)' object is not a mapping",
        N_("The brackets of a call are missing: super().get_config()."),
    ),
    Known(
        r"(Loss|Layer|Metric|Model)\.__init__\(\) got an unexpected keyword argument "
        r"'(?P<name>\w+)'|Unrecognized keyword arguments passed to \w+: \{'(?P<other>\w+)'",
        N_(
            "It comes in **kwargs, which go to Keras: __init__ has to take it by its own name, as "
            "get_config gives it and the statement calls it."
        ),
        line=r"super|^$",
    ),
    Known(r"unexpected keyword argument '(name|dtype|reduction|trainable)'", _KWARGS),
    Known(
        r"Dropout|argument `rate`",
        N_("The rate of Dropout is the part that is dropped, from 0 to 1."),
        line=r"Dropout\(",
    ),
    Known(
        r"Only instances of `?keras\.Layer`? can be added",
        N_("Give layers in a list, each made with its brackets: keras.layers.Dense(1)."),
    ),
    Known(
        r"invalid value for `units`",
        N_("units is a whole number; to call a layer, make it first: Dense(1)(inputs)."),
    ),
    Known(
        r"is incompatible with the layer: expected",
        N_(
            "A layer has the shape of its first inputs and now gets others: it is used in a "
            "second place, or in another order than meant."
        ),
    ),
    # shapes and dtypes
    Known(
        r"cannot compute SelectV2 as input #0",
        N_("The first argument of tf.where is a condition, such as error <= threshold."),
    ),
    Known(
        r"x and y must both be non-None",
        N_("tf.where takes three arguments: where(condition, if true, if false)."),
    ),
    Known(
        r"Tensor conversion requested dtype int32",
        N_("tf.concat takes a list and an axis: tf.concat([a, b], axis=0)."),
        line=r"concat",
    ),
    Known(
        r"cannot compute \w+ as input #\d+.*was expected to be a (\w+) tensor|"
        r"must have the same (type|dtype)|type \w+ that does not match type|"
        r"Tensor conversion requested dtype",
        _DTYPES,
    ),
    Known(
        r"target variable and the shape of the target value|Shape mismatch\.The variable shape",
        N_("A variable keeps its shape: reduce what you add to it, as with tf.reduce_sum."),
    ),
    Known(
        r"Matrix size-incompatible|In\[0\] and In\[1\] has different ndims|"
        r"Matrix size|Dimensions must be equal.*MatMul",
        N_("The inner sizes of a product must be equal: inputs first, then the kernel."),
    ),
    Known(
        r"Incompatible shapes|required broadcastable shapes|Dimensions must be equal|"
        r"Shapes of all inputs must match|Ranks of all input tensors",
        _SHAPES,
    ),
    Known(
        r"Invalid reduction dimension",
        N_("There is no such axis: the last one is axis=-1."),
    ),
    # what is graded where
    Known(
        r"Permission denied|URL fetch failure|name resolution|Network is unreachable",
        N_(
            "While it is graded your code reaches no network and no files but its own: move "
            'experiments into an if __name__ == "__main__" block.'
        ),
    ),
    Known(
        r"No module named",
        N_(
            "Where code is graded only what the exercises need is installed: move experiments "
            'into an if __name__ == "__main__" block.'
        ),
    ),
    Known(r"maximum recursion depth", N_("A function calls itself without end.")),
)
