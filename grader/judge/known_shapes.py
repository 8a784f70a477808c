"""Which errors come of shapes and dtypes, or of where code is graded?"""

from grader.judge.known import Known
from grader.languages import N_

_SHAPES = N_("Two tensors whose shapes do not fit together were combined: print their shapes.")
_DTYPES = N_("TensorFlow never converts dtypes by itself: cast with tf.cast.")

SHAPES: tuple[Known, ...] = (
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
