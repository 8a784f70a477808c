"""Which errors come of variables, gradients, layers and configs?"""

from grader.judge.known import Known
from grader.languages import N_

_STATE = N_(
    "Variables and layers are made once: in __init__, or in build. call and update_state only use "
    "them."
)
_BY_ITSELF = N_("Keras makes {name} by itself and does not let it be set: use another name.")
_KWARGS = N_("Take **kwargs in __init__ and hand them on: super().__init__(**kwargs).")

STATE: tuple[Known, ...] = (
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
        r"\b(Loss|Layer|Metric|Model)\.__init__\(\) got an unexpected keyword argument "
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
)
