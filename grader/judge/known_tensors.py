"""Which errors come of tensors that are taken for arrays or numbers?"""

from grader.judge.known import Known
from grader.judge.known_names import REDUCED
from grader.languages import N_

_OF_ARRAYS = REDUCED | {
    "astype": 'tf.cast(x, "float32")', "reshape": "tf.reshape",
    "T": "tf.transpose", "transpose": "tf.transpose", "size": "tf.size", "abs": "tf.abs",
    "square": "tf.square", "round": "tf.round", "ravel": "tf.reshape(x, [-1])",
    "flatten": "tf.reshape(x, [-1])", "copy": "tf.identity",
    "dot": "tf.matmul", "float": 'tf.cast(x, "float32")', "squeeze": "tf.squeeze",
    "fill": "tf.fill", "pow": "tf.pow", "sqrt": "tf.sqrt", "exp": "tf.exp", "log": "tf.math.log",
}  # fmt: skip
_SYMBOLIC = N_("Inside a graph tensors have no values yet: stay with TensorFlow functions.")
_BOOLEAN = N_(
    "A Python if, while, and, or, min or max cannot decide for each element of a tensor: use "
    "tf.where, tf.minimum, tf.maximum, or & and |."
)
_WITHOUT_RETURN = N_("Something is None where a value belongs: is a return missing?")

TENSORS: tuple[Known, ...] = (
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
    Known(r"'int' object is not iterable", N_("A number is no list: for _ in range(n) counts.")),
    Known(
        r"'NoneType' object is not callable",
        N_("What is called there is None: did the function that made it return it?"),
    ),
    Known(
        r"Attempt to convert a value \(None\)|NoneType.* to a Tensor|"
        r"unsupported operand type\(s\).*'NoneType'|'NoneType' object is not "
        r"(iterable|a mapping|subscriptable)|Toutput_types",
        _WITHOUT_RETURN,
    ),
)
