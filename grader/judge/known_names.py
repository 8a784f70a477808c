"""Which names do not exist in TensorFlow and Keras, or no longer, and what is their name now?"""

from grader.judge.known import Known
from grader.languages import N_

REDUCED = {
    "mean": "tf.reduce_mean", "sum": "tf.reduce_sum", "max": "tf.reduce_max",
    "min": "tf.reduce_min", "prod": "tf.reduce_prod", "any": "tf.reduce_any",
    "all": "tf.reduce_all", "std": "tf.math.reduce_std", "var": "tf.math.reduce_variance",
    "argmax": "tf.argmax", "clip": "tf.clip_by_value",
}  # fmt: skip
_RENAMED = REDUCED | {
    "log": "tf.math.log", "mul": "tf.multiply", "sub": "tf.subtract", "div": "tf.divide",
    "power": "tf.pow", "dot": "tf.tensordot", "to_float": 'tf.cast(x, "float32")',
    "to_int32": 'tf.cast(x, "int32")', "random_normal": "tf.random.normal",
    "random_uniform": "tf.random.uniform", "matrix_inverse": "tf.linalg.inv",
    "where_v2": "tf.where", "float": '"float32"', "concatenate": "tf.concat",
    "array": "tf.constant", "softmax": "tf.nn.softmax", "relu": "tf.nn.relu",
}  # fmt: skip
_OPS = {
    "reduce_mean": "keras.ops.mean", "reduce_sum": "keras.ops.sum", "reduce_max": "keras.ops.max",
    "reduce_min": "keras.ops.min", "clip_by_value": "keras.ops.clip", "pow": "keras.ops.power",
    "constant": "keras.ops.convert_to_tensor",
}  # fmt: skip
_KERAS_2 = N_("That is Keras 2. In Keras 3 write {right}.")
_SUPER = N_("Before anything is kept on self, __init__ has to call super().__init__(**kwargs).")

NAMES: tuple[Known, ...] = (
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
        right={"lr": "learning_rate=...", "decay": "keras.optimizers.schedules"},
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
            "minimize": "optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))",
            "apply_gradient": "optimizer.apply_gradients(...)",
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
            "add_weights": "add_weight",
            "add_variable": "add_weight",
            "reset_states": "reset_state",
            "update": "update_state",
        },
    ),
    Known(
        r"'Metric' object has no attribute '_variables'|'\w+' object has no attribute "
        r"'(_metrics|_tracker|_variables|_layers|_lock|name|reduction|_dtype|_dtype_policy)'|"
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
)
