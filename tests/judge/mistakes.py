"""Mistakes as students make them, as changes to a right solution, and what is said first."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mistake:
    """check: the first one that fails; changes: what stands there, and what is written instead.

    said: in its message; marked: by carets, or None where nobody knows the place.
    """

    exercise: str
    check: str
    changes: tuple[tuple[str, str], ...]
    said: str
    marked: str | None = None


MISTAKES = (
    # tf mean
    Mistake(
        "exercise-01",
        "value",
        (
            (
                "return tf.where(is_small, squared, linear)",
                "return tf.mean(tf.where(is_small, squared, linear))",
            ),
        ),
        "Line 18: It raised AttributeError: module 'tensorflow' has no attribute "
        "'mean'. TensorFlow has no such name: write tf.reduce_mean.",
        "mean",
    ),
    # tf power
    Mistake(
        "exercise-01",
        "value",
        (
            (
                "tf.square(error) / 2",
                "tf.power(error, 2) / 2",
            ),
        ),
        "Line 16: It raised AttributeError: module 'tensorflow' has no attribute "
        "'power'. TensorFlow has no such name: write tf.pow.",
        "power",
    ),
    # tensor mean
    Mistake(
        "exercise-01",
        "class_value",
        (
            (
                "return huber_loss(y_true, y_pred, self.threshold)",
                "return huber_loss(y_true, y_pred, self.threshold).mean(axis=-1)",
            ),
        ),
        "Line 30: It raised AttributeError: "
        "'tensorflow.python.framework.ops.EagerTensor' object has no attribute 'mean'. "
        "A tensor is no NumPy array: write tf.reduce_mean.",
        "mean",
    ),
    # K abs
    Mistake(
        "exercise-01",
        "value",
        (
            (
                "import keras\n",
                "import keras\nfrom keras import backend as K\n",
            ),
            (
                "tf.abs(error) <=",
                "K.abs(error) <=",
            ),
        ),
        "Line 16: It raised AttributeError: module 'keras.backend' has no attribute "
        "'abs'. keras.backend no longer has such functions: look for abs in keras.ops "
        "or in TensorFlow.",
        "abs",
    ),
    # no return
    Mistake(
        "exercise-01",
        "value",
        (
            (
                "return tf.where(is_small",
                "losses = tf.where(is_small",
            ),
        ),
        "Line 7: huber_loss has no return, so it gives None: end it with return and the result.",
        "huber_loss",
    ),
    # call no return
    Mistake(
        "exercise-01",
        "class_value",
        (
            (
                "return huber_loss(y_true",
                "loss = huber_loss(y_true",
            ),
        ),
        "Line 28: call has no return, so it gives None: end it with return and the result.",
        "call",
    ),
    # if on tensor
    Mistake(
        "exercise-01",
        "value",
        (
            (
                "return tf.where(is_small, squared, linear)",
                "if is_small:\n        return squared\n    else:\n        return linear",
            ),
        ),
        "Line 18: It raised ValueError: The truth value of an array with more than one "
        "element is ambiguous. A Python if, while, and, or, min or max cannot decide "
        "for each element of a tensor: use tf.where, tf.minimum, tf.maximum, or & and "
        "|.",
        "if is_small:",
    ),
    # misspelt param
    Mistake(
        "exercise-01",
        "default_threshold",
        (
            (
                "y_pred, threshold=1.0):",
                "y_pred, treshold=1.0):",
            ),
            (
                "<= threshold",
                "<= treshold",
            ),
            (
                "threshold * tf.abs(error) - threshold**2",
                "treshold * tf.abs(error) - treshold**2",
            ),
        ),
        "Line 7: The statement calls this argument threshold; here it is treshold.",
        "treshold",
    ),
    # param delta
    Mistake(
        "exercise-01",
        "default_threshold",
        (
            (
                "y_pred, threshold=1.0):",
                "y_pred, delta=1.0):",
            ),
            (
                "<= threshold",
                "<= delta",
            ),
            (
                "threshold * tf.abs(error) - threshold**2",
                "delta * tf.abs(error) - delta**2",
            ),
        ),
        "Line 7: The statement calls this argument threshold; here it is delta.",
        "delta",
    ),
    # threshold unused
    Mistake(
        "exercise-01",
        "value",
        (
            (
                "<= threshold",
                "<= 1.0",
            ),
            (
                "threshold * tf.abs(error) - threshold**2",
                "tf.abs(error) - 1.0",
            ),
        ),
        "Line 7: huber_loss takes threshold and never reads it.",
        "threshold",
    ),
    # missing self
    Mistake(
        "exercise-01",
        "class_value",
        (
            (
                "def call(self, y_true, y_pred)",
                "def call(y_true, y_pred)",
            ),
        ),
        "Line 28: The first argument of a method is self: write def call(self, y_true, y_pred).",
        "call",
    ),
    # missing self dot
    Mistake(
        "exercise-01",
        "class_value",
        (
            (
                "y_pred, self.threshold)",
                "y_pred, threshold)",
            ),
        ),
        "Line 30: threshold belongs to the object: write self.threshold.",
        "threshold",
    ),
    # init single
    Mistake(
        "exercise-01",
        "class_value",
        (
            (
                "def __init__(self, threshold",
                "def _init_(self, threshold",
            ),
        ),
        "Line 24: _init_ is not the method that Keras calls: write __init__. It has "
        "two underscores on each side.",
        "_init_",
    ),
    # nested call
    Mistake(
        "exercise-01",
        "class_value",
        (
            (
                "    def call(self",
                "        def call(self",
            ),
            (
                "return huber_loss(y_true",
                "    return huber_loss(y_true",
            ),
            (
                '        """One loss per',
                '            """One loss per',
            ),
        ),
        "Line 28: call is indented too far: it stands inside __init__, and HuberLoss "
        "has no call. Indent both alike.",
        "call",
    ),
    # outside class
    Mistake(
        "exercise-01",
        "config",
        (
            (
                "    def get_config(self):\n"
                '        """Everything needed to make an equal loss again."""\n'
                "        return {**super().get_config()",
                "def get_config(self):\n    return {**super().get_config()",
            ),
        ),
        "Line 32: get_config stands outside of HuberLoss: indent it like the other methods.",
        "get_config",
    ),
    # config not called
    Mistake(
        "exercise-01",
        "config",
        (
            (
                "**super().get_config()",
                "**super().get_config",
            ),
        ),
        "Line 34: super().get_config is not called: write super().get_config(...).",
        "super().get_config",
    ),
    # ellipsis
    Mistake(
        "exercise-01",
        "class_value",
        (
            (
                "super().__init__(**kwargs)",
                "super().__init__(...)",
            ),
        ),
        "Line 25: The three dots stand for something that you have to write.",
        "super().__init__(...)",
    ),
    # super no brackets
    Mistake(
        "exercise-01",
        "class_value",
        (
            (
                "super().__init__(**kwargs)",
                "super.__init__(**kwargs)",
            ),
        ),
        "Line 25: It raised TypeError: descriptor '__init__' of 'super' object needs "
        "an argument. super needs its brackets: super().__init__(**kwargs).",
        "super.__init__(**kwargs)",
    ),
    # super old name
    Mistake(
        "exercise-01",
        "class_value",
        (
            (
                "super().__init__(**kwargs)",
                "super(Huber, self).__init__(**kwargs)",
            ),
        ),
        "Line 25: It raised NameError: name 'Huber' is not defined. super(Huber, self) "
        "names a class that is not there: write super().",
        "Huber",
    ),
    # no super
    Mistake(
        "exercise-01",
        "class_value",
        (
            (
                "        super().__init__(**kwargs)\n",
                "",
            ),
        ),
        "It raised AttributeError: 'HuberLoss' object has no attribute 'name'. Before "
        "anything is kept on self, __init__ has to call super().__init__(**kwargs).",
    ),
    # kwargs missing
    Mistake(
        "exercise-01",
        "class_reduction",
        (
            (
                "threshold=1.0, **kwargs):",
                "threshold=1.0):",
            ),
            (
                "super().__init__(**kwargs)",
                "super().__init__()",
            ),
        ),
        "got an unexpected keyword argument 'reduction'. Take **kwargs in __init__ and "
        "hand them on: super().__init__(**kwargs).",
    ),
    # get confg
    Mistake(
        "exercise-01",
        "config",
        (
            (
                "def get_config",
                "def get_confg",
            ),
        ),
        "Line 32: get_confg is not the method that Keras calls: write get_config.",
        "get_confg",
    ),
    # misspelt variable
    Mistake(
        "exercise-01",
        "value",
        (
            (
                "squared, linear)",
                "squared, liner)",
            ),
        ),
        "Line 18: It raised NameError: name 'liner' is not defined. Did you mean: 'linear'?",
        "liner",
    ),
    # keyword axs
    Mistake(
        "exercise-01",
        "value",
        (
            (
                "return tf.where(is_small, squared, linear)",
                "return tf.reduce_mean(tf.where(is_small, squared, linear), axs=-1)",
            ),
        ),
        "Line 18: It raised TypeError: Got an unexpected keyword argument 'axs'.",
        "axs",
    ),
    # astype
    Mistake(
        "exercise-01",
        "value",
        (
            (
                "error = y_true - y_pred",
                "error = (y_true - y_pred).astype('float32')",
            ),
        ),
        "Line 14: It raised AttributeError: EagerTensor object has no attribute "
        "'astype'. A tensor is no NumPy array: write tf.cast(x, \"float32\").",
        "astype",
    ),
    # reduction auto
    Mistake(
        "exercise-01",
        "class_value",
        (
            (
                "super().__init__(**kwargs)",
                "super().__init__(reduction=keras.losses.Reduction.AUTO, **kwargs)",
            ),
        ),
        "Line 25: It raised AttributeError: module 'keras.losses' has no attribute "
        "'Reduction'. A reduction is a word now: reduction=\"sum_over_batch_size\", "
        '"sum" or None.',
        "Reduction",
    ),
    # float64 const
    Mistake(
        "exercise-01",
        "value",
        (
            (
                "tf.square(error) / 2",
                "tf.constant(0.5, 'float64') * tf.square(error)",
            ),
        ),
        "Line 16: It raised InvalidArgumentError: cannot compute Mul as input "
        "#1(zero-based) was expected to be a double tensor but is a float tensor. "
        "TensorFlow never converts dtypes by itself: cast with tf.cast.",
        "tf.constant(0.5, 'float64') * tf.square(error)",
    ),
    # numpy abs
    Mistake(
        "exercise-01",
        "graph",
        (
            (
                "import keras\n",
                "import keras\nimport numpy as np\n",
            ),
            (
                "tf.abs(error) <=",
                "np.abs(error) <=",
            ),
        ),
        "Line 16: It raised NotImplementedError: Cannot convert a symbolic tf.Tensor "
        "(sub:0) to a numpy array. Inside a graph tensors have no values yet: stay "
        "with TensorFlow functions.",
    ),
    # np not imported
    Mistake(
        "exercise-01",
        "value",
        (
            (
                "tf.abs(error) <=",
                "np.abs(error) <=",
            ),
        ),
        "Line 15: It raised NameError: name 'np' is not defined. Nothing imports np: "
        "put import numpy as np at the top of the file.",
        "np",
    ),
    # for on tensor
    Mistake(
        "exercise-01",
        "graph",
        (
            (
                "return tf.where(is_small, squared, linear)",
                "return tf.stack([tf.where(s, a, b) for s, a, b in zip(is_small, "
                "squared, linear)])",
            ),
        ),
        "Line 18: It raised OperatorNotAllowedInGraphError: Iterating over a symbolic "
        "`tf.Tensor` is not allowed. The number of rows is unknown while a graph is "
        "traced: work on the whole tensor instead of a loop, and ask tf.shape(x)[0] "
        "for its size.",
    ),
    # return in if
    Mistake(
        "exercise-01",
        "value",
        (
            (
                "return tf.where(is_small, squared, linear)",
                "if threshold > 0.75:\n        return tf.where(is_small, squared, linear)",
            ),
        ),
        "Line 19: huber_loss gives None where this return is not reached: what if the "
        "condition fails?",
        "return tf.where(is_small, squared, linear)",
    ),
    # statement without effect
    Mistake(
        "exercise-01",
        "class_value",
        (
            (
                "        super().__init__(**kwargs)",
                "        super().__init__",
            ),
        ),
        "Line 25: super().__init__ is not called: write super().__init__(...).",
        "super().__init__",
    ),
    # add weight name first
    Mistake(
        "exercise-02",
        "stream",
        (
            (
                'self.add_weight(name="total", initializer',
                'self.add_weight("total", initializer',
            ),
        ),
        "Line 13: It raised ValueError: Cannot convert 'total' to a shape. Found "
        "invalid dimension 't' of type '<class 'str'>'. In Keras 3 the first argument "
        'of add_weight is the shape: write add_weight(name="total", shape=(), '
        'initializer="zeros").',
        'self.add_weight("total", initializer="zeros", dtype=self.dtype)',
    ),
    # value call
    Mistake(
        "exercise-02",
        "stream",
        (
            (
                "return self.total / self.count",
                "return self.total.value() / self.count.value()",
            ),
        ),
        "Line 36: It raised TypeError: 'ResourceVariable' object is not callable. A "
        "variable is no function: use it as it is, without (), and without .value().",
        "self.total.value()",
    ),
    # state before super
    Mistake(
        "exercise-02",
        "stream",
        (
            (
                "        super().__init__(**kwargs)\n        self.threshold = threshold\n",
                "",
            ),
            (
                '        self.count = self.add_weight(name="count", '
                'initializer="zeros", dtype=self.dtype)',
                '        self.count = self.add_weight(name="count", '
                'initializer="zeros", dtype=self.dtype)\n'
                "        super().__init__(**kwargs)\n"
                "        self.threshold = threshold",
            ),
        ),
        "Line 11: It raised AttributeError: 'HuberMetric' object has no attribute "
        "'_dtype'. Before anything is kept on self, __init__ has to call "
        "super().__init__(**kwargs).",
        "self.dtype",
    ),
    # result no return
    Mistake(
        "exercise-02",
        "stream",
        (
            (
                "return self.total / self.count",
                "self.total / self.count",
            ),
        ),
        "Line 34: result has no return, so it gives None: end it with return and the result.",
        "result",
    ),
    # sample weight unused
    Mistake(
        "exercise-02",
        "weights",
        (
            (
                "        if sample_weight is None:\n"
                "            weights = tf.ones_like(losses)\n"
                "        else:\n"
                "            weights = tf.cast(sample_weight, self.dtype)\n",
                "        weights = tf.ones_like(losses)\n",
            ),
        ),
        "Line 16: update_state takes sample_weight and never reads it.",
        "sample_weight",
    ),
    # updat state
    Mistake(
        "exercise-02",
        "stream",
        (
            (
                "def update_state",
                "def updat_state",
            ),
        ),
        "Line 16: updat_state is not the method that Keras calls: write update_state.",
        "updat_state",
    ),
    # tf sum
    Mistake(
        "exercise-02",
        "stream",
        (
            (
                "tf.reduce_sum(weights * losses)",
                "tf.sum(weights * losses)",
            ),
        ),
        "Line 31: It raised AttributeError: module 'tensorflow' has no attribute "
        "'sum'. TensorFlow has no such name: write tf.reduce_sum.",
        "sum",
    ),
    # no sample weight
    Mistake(
        "exercise-02",
        "weights",
        (
            (
                "y_pred, sample_weight=None)",
                "y_pred)",
            ),
            (
                "        if sample_weight is None:\n"
                "            weights = tf.ones_like(losses)\n"
                "        else:\n"
                "            weights = tf.cast(sample_weight, self.dtype)\n",
                "        weights = tf.ones_like(losses)\n",
            ),
        ),
        "Line 16: update_state has no argument sample_weight, which the statement gives it.",
        "update_state",
    ),
    # no cast
    Mistake(
        "exercise-02",
        "int_targets",
        (
            (
                "tf.cast(y_true, self.dtype) - tf.cast(y_pred, self.dtype)",
                "y_true - y_pred",
            ),
        ),
        "Line 22: It raised InvalidArgumentError: cannot compute Sub as input "
        "#1(zero-based) was expected to be a int32 tensor but is a float tensor. "
        "TensorFlow never converts dtypes by itself: cast with tf.cast.",
        "y_true - y_pred",
    ),
    # shape mismatch
    Mistake(
        "exercise-02",
        "stream",
        (
            (
                "self.total.assign_add(tf.reduce_sum(weights * losses))",
                "self.total.assign_add(weights * losses)",
            ),
        ),
        "Line 31: It raised ValueError: The shape of the target variable and the shape "
        "of the target value in `variable.assign(value)` must match. "
        "variable.shape=(), Received: value.shape=(1,). Target variable: <Variable "
        "path=huber_metric/total, shape=(), dtype=float32, … A variable keeps its "
        "shape: reduce what you add to it, as with tf.reduce_sum.",
        "self.total.assign_add(weights * losses)",
    ),
    # shape not tuple
    Mistake(
        "exercise-03",
        "weights_shapes",
        (
            (
                "shape=(self.units,)",
                "shape=self.units",
            ),
        ),
        "Line 23: It raised ValueError: Cannot convert '2' to a shape. A shape is a "
        "tuple: write shape=(units,), with the comma.",
        'self.add_weight(shape=self.units, initializer="zeros", name="bias")',
    ),
    # super build
    Mistake(
        "exercise-03",
        "weights_shapes",
        (
            (
                'name="bias")',
                'name="bias")\n        super.build(input_shape)',
            ),
        ),
        "Line 24: It raised AttributeError: type object 'super' has no attribute "
        "'build'. super needs its brackets: super().build(...).",
        "build",
    ),
    # kernal
    Mistake(
        "exercise-03",
        "initial_values",
        (
            (
                "keras.ops.matmul(inputs, self.kernel)",
                "keras.ops.matmul(inputs, self.kernal)",
            ),
        ),
        "Line 27: It raised AttributeError: 'MyDense' object has no attribute "
        "'kernal'. Did you mean: 'kernel'?",
        "kernal",
    ),
    # activation not get
    Mistake(
        "exercise-03",
        "initial_values",
        (
            (
                "keras.activations.get(activation)",
                "activation",
            ),
        ),
        "Line 27: It raised TypeError: 'NoneType' object is not callable. What is "
        "called there is None: did the function that made it return it?",
        "self.activation(keras.ops.matmul(inputs, self.kernel) + self.bias)",
    ),
    # swap product
    Mistake(
        "exercise-03",
        "initial_values",
        (
            (
                "keras.ops.matmul(inputs, self.kernel)",
                "keras.ops.matmul(self.kernel, inputs)",
            ),
        ),
        "Line 27: It raised InvalidArgumentError: Matrix size-incompatible: In[0]: "
        "[3,4], In[1]: [1,3]. The inner sizes of a product must be equal: inputs "
        "first, then the kernel.",
        "keras.ops.matmul(self.kernel, inputs)",
    ),
    # as list
    Mistake(
        "exercise-03",
        "symbolic",
        (
            (
                "(*input_shape[:-1], self.units)",
                "(*input_shape.as_list()[:-1], self.units)",
            ),
        ),
        "Line 31: It raised AttributeError: 'tuple' object has no attribute 'as_list'. "
        "In Keras 3 shapes are plain tuples: use input_shape[-1].",
        "as_list",
    ),
    # value dim
    Mistake(
        "exercise-03",
        "weights_shapes",
        (
            (
                "shape=(input_shape[-1], self.units)",
                "shape=(input_shape[-1].value, self.units)",
            ),
        ),
        "Line 21: It raised AttributeError: 'int' object has no attribute 'value'. "
        "Sizes of a shape are plain numbers now: write shape[-1], without .value.",
        "value",
    ),
    # build misspelt
    Mistake(
        "exercise-03",
        "weights_shapes",
        (
            (
                "def build(",
                "def biuld(",
            ),
        ),
        "Line 18: biuld is not the method that Keras calls: write build.",
        "biuld",
    ),
    # bias unused
    Mistake(
        "exercise-03",
        "value",
        (
            (
                "keras.ops.matmul(inputs, self.kernel) + self.bias",
                "keras.ops.matmul(inputs, self.kernel)",
            ),
        ),
        "Line 23: self.bias is set and never used.",
        "self.bias",
    ),
    # weights in init
    Mistake(
        "exercise-03",
        "weights_shapes",
        (
            (
                "        self.kernel = self",
                "        self.kernel = "
                "tf.Variable(keras.random.normal((input_shape[-1], self.units)))\n"
                "        self.other = self",
            ),
        ),
        "Line 20: It raised NameError: name 'tf' is not defined. Nothing imports tf: "
        "put import tensorflow as tf at the top of the file.",
        "tf",
    ),
    # reduce mean ops
    Mistake(
        "exercise-03",
        "initial_values",
        (
            (
                "return self.activation(",
                "return keras.ops.reduce_mean(",
            ),
        ),
        "Line 27: It raised AttributeError: module 'keras.ops' has no attribute "
        "'reduce_mean'. keras.ops speaks like NumPy: write keras.ops.mean.",
        "reduce_mean",
    ),
    # initializer misspelt
    Mistake(
        "exercise-03",
        "weights_shapes",
        (
            (
                '"glorot_uniform"',
                '"glorot"',
            ),
        ),
        "Line 20: It raised ValueError: Could not interpret initializer identifier: "
        "glorot. Keras knows no initializer of the name glorot: look at the spelling.",
        "self.add_weight(",
    ),
    # returns nothing
    Mistake(
        "exercise-05",
        "step_sgd",
        (
            (
                "    return step\n",
                "",
            ),
        ),
        "Line 7: make_train_step has no return, so it gives None: end it with return "
        "and the result.",
        "make_train_step",
    ),
    # step no return
    Mistake(
        "exercise-05",
        "step_sgd",
        (
            (
                "        return total\n",
                "",
            ),
        ),
        "Line 15: step has no return, so it gives None: end it with return and the result.",
        "step",
    ),
    # zip order
    Mistake(
        "exercise-05",
        "step_sgd",
        (
            (
                "optimizer.apply_gradients(zip(tape.gradient(total, variables), variables))",
                "optimizer.apply_gradients(zip(variables, tape.gradient(total, variables)))",
            ),
        ),
        "Line 19: It raised AttributeError: 'SymbolicTensor' object has no attribute "
        "'_unique_id'. zip has the gradients first: zip(gradients, variables).",
    ),
    # gradient outside
    Mistake(
        "exercise-05",
        "step_sgd",
        (
            (
                "            total = tf.add_n([loss_fn(y, model(x, training=True)), "
                "*model.losses])",
                "            pass\n"
                "        total = tf.add_n([loss_fn(y, model(x, training=True)), "
                "*model.losses])",
            ),
        ),
        "Line 20: It raised ValueError: No gradients provided for any variable. All "
        "gradients are None: call the model and compute the loss inside the with of "
        "the tape, without .numpy().",
    ),
    # minimize
    Mistake(
        "exercise-05",
        "step_sgd",
        (
            (
                "optimizer.apply_gradients(zip(tape.gradient(total, variables), variables))",
                "optimizer.minimize(total, variables, tape)",
            ),
        ),
        "has no attribute 'minimize'. In Keras 3 write "
        "optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables)).",
        "minimize",
    ),
    # train step no return
    Mistake(
        "exercise-05",
        "fit_basic",
        (
            (
                "return self.get_metrics_result()",
                "self.get_metrics_result()",
            ),
        ),
        "Line 28: train_step has no return, so it gives None: end it with return and the result.",
        "train_step",
    ),
    # two of data
    Mistake(
        "exercise-05",
        "fit_sample_weight",
        (
            (
                "x, y, sample_weight = keras.utils.unpack_x_y_sample_weight(data)",
                "x, y = data\n        sample_weight = None",
            ),
        ),
        "Line 30: It raised ValueError: too many values to unpack (expected 2). data "
        "may hold a third part: keras.utils.unpack_x_y_sample_weight(data) always "
        "gives three.",
        "x, y",
    ),
    # gradients s
    Mistake(
        "exercise-05",
        "step_sgd",
        (
            (
                "tape.gradient(total",
                "tape.gradients(total",
            ),
        ),
        "Line 19: It raised AttributeError: 'GradientTape' object has no attribute "
        "'gradients'. It is tape.gradient(result, variables), without an s.",
        "gradients",
    ),
    # numpy of loss
    Mistake(
        "exercise-05",
        "step_sgd",
        (
            (
                "        return total\n",
                "        return total.numpy()\n",
            ),
        ),
        "Line 20: It raised AttributeError: 'SymbolicTensor' object has no attribute "
        "'numpy'. Inside a graph tensors have no values yet: stay with TensorFlow "
        "functions.",
        "numpy",
    ),
    # loss order names
    Mistake(
        "exercise-05",
        "step_sgd",
        (
            (
                "loss_fn(y, model(x, training=True))",
                "loss_fn(y_true=y, y_predd=model(x, training=True))",
            ),
        ),
        "Line 17: It raised TypeError: Loss.__call__() got an unexpected keyword "
        "argument 'y_predd'.",
        "y_predd",
    ),
    # layer no list
    Mistake(
        "exercise-04",
        "block",
        (
            (
                "for layer in self.dense:",
                "for layer in self.n_layers:",
            ),
        ),
        "Line 22: It raised TypeError: 'int' object is not iterable. A number is no "
        "list: for _ in range(n) counts.",
        "for layer in self.n_layers:",
    ),
    # dense not made
    Mistake(
        "exercise-04",
        "weight_structure",
        (
            (
                "self.last = keras.layers.Dense(output_dim)",
                "self.last = keras.layers.Dense",
            ),
        ),
        "Line 58: It raised ValueError: Received an invalid value for `units`, "
        "expected a positive integer. Received: units=[[0.]]. units is a whole number; "
        "to call a layer, make it first: Dense(1)(inputs).",
        "self.last(self.block2(z))",
    ),
    # dropout train
    Mistake(
        "exercise-04",
        "weight_structure",
        (
            (
                "training=training)",
                "train=training)",
            ),
        ),
        "Line 55: It raised TypeError: got an unexpected keyword argument 'train'.",
        "train",
    ),
    # activaton
    Mistake(
        "exercise-04",
        "weight_structure",
        (
            (
                'self.hidden = keras.layers.Dense(n_neurons, activation="relu")',
                'self.hidden = keras.layers.Dense(n_neurons, activaton="relu")',
            ),
        ),
        "Line 47: It raised ValueError: Unrecognized keyword arguments passed to "
        "Dense: {'activaton': 'relu'}.",
        'keras.layers.Dense(n_neurons, activaton="relu")',
    ),
    # block2 unused
    Mistake(
        "exercise-04",
        "weight_structure",
        (
            (
                "self.last(self.block2(z))",
                "self.last(self.block1(z))",
            ),
        ),
        "Line 50: self.block2 is set and never used.",
        "self.block2",
    ),
    # call indented
    Mistake(
        "exercise-04",
        "weight_structure",
        (
            (
                "    def call(self, inputs, training=None):",
                "        def call(self, inputs, training=None):",
            ),
            (
                "        z = self.dropout",
                "            z = self.dropout",
            ),
            (
                "        for _ in range(self.n_repeats):\n"
                "            z = self.block1(z)\n"
                "        return self.last",
                "            for _ in range(self.n_repeats):\n"
                "                z = self.block1(z)\n"
                "            return self.last",
            ),
            (
                '        """(batch, anything)',
                '            """(batch, anything)',
            ),
        ),
        "Line 53: call is indented too far: it stands inside __init__, and "
        "ResidualRegressor has no call. Indent both alike.",
        "call",
    ),
    # regressor no return
    Mistake(
        "exercise-04",
        "value",
        (
            (
                "return self.last(",
                "z = self.last(",
            ),
        ),
        "Line 53: call has no return, so it gives None: end it with return and the result.",
        "call",
    ),
    # self inputs
    Mistake(
        "exercise-04",
        "block",
        (
            (
                "return inputs + result",
                "return self.input + result",
            ),
        ),
        "Line 24: It raised AttributeError: The layer residual_block has never been "
        "called and thus has no defined input.",
        "self.input",
    ),
    # metrics set
    Mistake(
        "exercise-04",
        "weight_structure",
        (
            (
                "self.output_dim = output_dim\n",
                "self.output_dim = output_dim\n        self.metrics = []\n",
            ),
        ),
        "Line 44: It raised AttributeError: property 'metrics' of 'ResidualRegressor' "
        "object has no setter. Keras makes metrics by itself and does not let it be "
        "set: use another name.",
        "self.metrics",
    ),
    # super dots
    Mistake(
        "exercise-04",
        "block",
        (
            (
                "super().__init__(**kwargs)\n        self.n_layers",
                "super().__init__(...)\n        self.n_layers",
            ),
        ),
        "Line 14: The three dots stand for something that you have to write.",
        "super().__init__(...)",
    ),
    # neurons misspelt
    Mistake(
        "exercise-04",
        "block_config",
        (
            (
                "def __init__(self, n_layers, n_neurons, **kwargs)",
                "def __init__(self, n_layers, n_neuron, **kwargs)",
            ),
            (
                "self.n_neurons = n_neurons",
                "self.n_neurons = n_neuron",
            ),
            (
                "keras.layers.Dense(n_neurons, act",
                "keras.layers.Dense(n_neuron, act",
            ),
        ),
        "Line 13: The statement calls this argument n_neurons; here it is n_neuron.",
        "n_neuron",
    ),
)
