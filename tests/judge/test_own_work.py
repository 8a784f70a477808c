"""Own work: whose answers change with a built-in's has used it, and nobody else is accused.

Honest files are packed: each has many comparisons below right code. Borrowed ones are small.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from grader.asking.forking import Zygote
from grader.asking.questions import Answered, Question
from grader.authoring.auditing import Candidate, failures
from grader.checking import Check, cases
from grader.course.exercise import Exercise, Forbidden
from grader.judge.comparing import difference
from grader.judge.grader import Grader
from grader.judge.own_work import ID, is_borrowed, look, places, result, telling
from grader.judge.trials import Shortfall, Tried
from grader.reporting.report import CheckResult, Report
from grader.submission.submission import Submission
from grader.wire import Failure, Frame, Use
from tests.conftest import EXERCISES

# what an experiment says, without any worker

CHECK = Check("It doubles.", "value", cases({"x": 1.0}, {"x": 2.0}), points=1)
DECK = tuple(Question.of({"x": x}) for x in (1.0, 2.0))
RIGHT: tuple[Answered, ...] = ({"y": 2.0}, {"y": 4.0})
RAISED = Failure("raised", "AssertionError", "not near")
FORBIDDEN = Forbidden(names=("tf.math.add",), points=1, sentence="It is your own.")
CALLED = Use("tf.math.add", Frame(3, "double"))
FILE = Submission(Path("mine.py"), "import tf\n# add\ndef double(x):\n    return tf.math.add(x, x)")


def tried(answers: Sequence[Answered] = RIGHT, uses: tuple[Use, ...] = ()) -> Tried:
    for question, mine, right in zip(DECK, answers, RIGHT, strict=False):
        found = difference(mine, right)
        if found is not None:
            shortfall = Shortfall(question, mine, right, found)
            return Tried(CHECK, DECK, tuple(answers), shortfall=shortfall, uses=uses)
    return Tried(CHECK, DECK, tuple(answers), uses=uses)


def never(tried: Sequence[Tried]) -> list[Tried]:
    raise AssertionError("nothing was called: nobody is asked again")


def test_who_calls_nothing_is_not_asked_again() -> None:
    seen = look([tried()], [], never, FILE)
    assert (seen.used, seen.unsure) == ((), ()) and seen.tried[0].passed
    assert result(FORBIDDEN, seen, FILE).outcome == "passed"


def test_answers_that_change_came_from_the_built_in() -> None:
    again = tried(({"y": 2.0}, {"y": -11.0}))
    seen = look([tried(uses=(CALLED,))], [CALLED], lambda _: [again], FILE)
    found = result(FORBIDDEN, seen, FILE)
    assert is_borrowed(seen.tried[0]) and not seen.tried[0].passed
    assert (found.outcome, found.points, found.line) == ("failed", 0, 3)
    assert found.message == "Line 3: answers come from tf.math.add, which you are asked to write."
    assert places(seen, FILE) == ()


@pytest.mark.parametrize(
    "again",
    [
        [tried()],  # the answers are the same: its result was dropped
        [tried((RAISED, RAISED))],  # a comparison within the function
        [],  # the file could not be loaded again
        [tried(({"y": 2.0},))],  # and then it was lost
    ],
)
def test_what_is_not_certain_costs_nothing_and_is_a_place_to_look(again: list[Tried]) -> None:
    seen = look([tried(uses=(CALLED,))], [CALLED], lambda _: again, FILE)
    assert seen.tried[0].passed and result(FORBIDDEN, seen, FILE).outcome == "passed"
    assert places(seen, FILE) == (
        "Line 3: tf.math.add is called for an answer. Nothing was taken off for it.",
    )


def test_what_is_called_only_while_a_file_is_loaded_is_no_place_to_look() -> None:
    assert look([tried()], [CALLED], lambda _: [tried()], FILE).unsure == ()
    assert look([tried()], [CALLED], lambda _: [], FILE).unsure == (
        CALLED,
    )  # unless nothing is known


def test_wrong_answers_that_change_came_from_it_as_well() -> None:
    before, after = tried(({"y": 1.0}, {"y": 1.0})), tried(({"y": -2.0}, {"y": 1.0}))
    assert is_borrowed(look([before], [CALLED], lambda _: [after], FILE).tried[0])
    same = look([before], [CALLED], lambda _: [before], FILE)
    assert same.tried == (before,) and result(FORBIDDEN, same, FILE).outcome == "blocked"


def test_an_alias_is_found_at_the_line_that_names_it_and_a_class_where_it_is_made() -> None:
    source = "from m import Huber\n# Huber\nMine = Huber\nclass Loss(Mine):\n    pass\n"
    file = Submission(Path("mine.py"), source)
    again = [tried((Failure("shortcut", "Borrowed", "m.Huber"), RAISED))]
    for use, line in ((Use("m.Huber"), 3), (Use("m.Huber", None, "Loss"), 4)):
        seen = look([tried(uses=(use,))], [use], lambda _: again, file)
        assert result(FORBIDDEN, seen, file).line == line


# files, in one warm process

FEW = {
    "exercise-01": ("value", "class_value"),
    "exercise-02": ("stream",),
    "exercise-03": ("value",),
    "exercise-05": ("step_sgd", "fit_no_metrics"),
}
IMPORTS = "import keras\nimport numpy as np\nimport tensorflow as tf\n"


def few(id: str) -> Exercise:
    """An exercise with some of its checks, each with few questions."""
    whole = EXERCISES[id]
    asked = [check for check in whole.checks if check.id in FEW[id]]
    found = replace(whole)
    checks = tuple(
        replace(check, inputs=replace(check.inputs, examples=min(check.inputs.examples, 3)))
        for check in asked
    )
    vars(found).update(checks=checks, misconceptions=())
    return found


@pytest.fixture(scope="module")
def graded(zygote: Zygote) -> Iterator[Callable[[str, str], Report]]:
    graders = {id: Grader(few(id), zygote, shrunk=0) for id in FEW}

    def graded(id: str, source: str) -> Report:
        return graders[id].grade(Submission(Path("mine.py"), IMPORTS + source))

    yield graded
    for grader in graders.values():
        grader.close()


def own(report: Report) -> CheckResult:
    return next(check for check in report.checks if check.id == ID)


HONEST = {
    "exercise-01": """
zeros, ones = tf.zeros((2, 3)), tf.ones((2, 3))

@tf.function
def compare(t, p):
    return keras.losses.Huber()(t, p) - HuberLoss()(t, p)
assert abs(float(compare(zeros, ones))) < 1e-5

@tf.function(input_signature=[tf.TensorSpec((None, 3))] * 2)
def theirs(t, p):
    return keras.losses.huber(t, p)
np.testing.assert_allclose(theirs(zeros, ones), tf.reduce_mean(huber_loss(zeros, ones), -1))

def same(t, p, d=1.0, loss=keras.losses.Huber):
    assert np.allclose(loss(d)(t, p), HuberLoss(d)(t, p))
same(zeros, ones, 0.5)

class TheirLoss(keras.losses.Huber):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(delta=threshold, **kwargs)
TheirLoss(0.5)(zeros, ones)

a, b = keras.Input((3,)), keras.Input((3,))
functional = keras.Model([a, b], keras.losses.huber(a, b))
assert np.allclose(functional([zeros, ones]), tf.reduce_mean(huber_loss(zeros, ones), -1))

LOSSES = {"mine": HuberLoss(), "theirs": keras.losses.Huber(), "found": keras.losses.get("huber")}
for loss in LOSSES.values():
    loss(zeros, ones)

def compared(f):
    assert np.allclose(keras.losses.huber(zeros, ones), tf.reduce_mean(f(zeros, ones), -1))
    return f
huber_loss = compared(huber_loss)

class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.dense, self.theirs = keras.layers.Dense(1), keras.losses.Huber()
    def call(self, x):
        return self.dense(x)
net = Net()
net.compile("sgd", loss=net.theirs, metrics=[keras.losses.huber], run_eagerly=True)
net.evaluate(ones, ones[:, :1], verbose=0)

def test_never_called():
    return keras.losses.huber(zeros, ones)
is_theirs = isinstance(HuberLoss(), keras.losses.Huber) or type(LOSSES) is keras.losses.Huber
table = np.stack([np.ravel(keras.losses.huber(0 * ones, error * ones)) for error in (1, 2, 3)])
tf.compat.v1.losses.huber_loss(zeros, ones)
if __name__ == "__main__":
    print(keras.losses.Huber()(zeros, ones))
""",
    "exercise-02": """
zeros, ones = tf.zeros((2, 1)), tf.ones((2, 1))
mine, theirs = HuberMetric(), keras.metrics.MeanMetricWrapper(keras.losses.huber)
for metric in (mine, theirs):
    metric.update_state(zeros, ones)
assert np.allclose(mine.result(), theirs.result())

class Theirs(keras.metrics.Mean):
    def update_state(self, t, p, sample_weight=None):
        return super().update_state(keras.losses.huber(t, p), sample_weight=sample_weight)
Theirs().update_state(zeros, ones)
graph = tf.function(lambda t, p: keras.losses.huber(t, p))
assert np.allclose(tf.reduce_mean(graph(zeros, ones)), mine.result())
""",
    "exercise-03": """
class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.mine, self.theirs = MyDense(4, "relu"), keras.layers.Dense(2)
    def call(self, x):
        return self.theirs(self.mine(x))
x = tf.ones((2, 3))
net = Net()
net(x)
mine, theirs = MyDense(3, "tanh"), keras.layers.Dense(3, "tanh")
mine(x), theirs(x)
theirs.set_weights(mine.get_weights())
assert np.allclose(mine(x), theirs(x), atol=1e-5)
entry = keras.Input((3,))
model = keras.Model(entry, keras.layers.Dense(1)(MyDense(4)(entry)))
model(x)

class TheirDense(keras.layers.Dense):
    pass
for layer in (TheirDense(2), keras.layers.Dense(2), MyDense(2)):
    assert layer(x).shape == (2, 2) and isinstance(layer, (keras.layers.Dense, MyDense))
""",
    "exercise-05": """
def history_of(cls):
    keras.utils.set_random_seed(1)
    x = keras.Input((2,))
    model = cls(x, keras.layers.Dense(1)(x))
    model.compile(keras.optimizers.SGD(0.1), "mse", run_eagerly=True)
    return model.fit(np.ones((4, 2)), np.ones((4, 1)), verbose=0).history["loss"]

class Theirs(keras.Model):
    def train_step(self, data):
        return super().train_step(data)
assert np.allclose(history_of(keras.Model), history_of(CustomModel))
assert np.allclose(history_of(keras.Model), history_of(Theirs))
""",
}

BESIDE = """    theirs = keras.losses.huber(y_true[..., None], y_pred[..., None], threshold)
    tf.debugging.assert_near(tf.cast(theirs, "float32"), tf.cast(result, "float32"), atol=0.1)
"""


@pytest.mark.parametrize("id", HONEST)
def test_a_file_full_of_comparisons_keeps_full_marks(
    id: str, graded: Callable[[str, str], Report]
) -> None:
    report = graded(id, EXERCISES[id].reference + HONEST[id])
    assert report.passed and report.places == (), (report.checks, report.notices)
    assert report.notices == ()  # all of it was run


def test_a_comparison_within_the_graded_function_is_shown_to_the_teacher_alone(
    graded: Callable[[str, str], Report],
) -> None:
    whole = EXERCISES["exercise-01"].reference
    returned = "    return tf.where(is_small, squared, linear)\n"
    inside = f"    result = tf.where(is_small, squared, linear)\n{BESIDE}    return result\n"
    assert returned in whole
    report = graded("exercise-01", whole.replace(returned, inside))
    assert report.passed, report.checks
    (place,) = report.places
    assert place.startswith("Line ") and "keras.losses.huber is called for an answer" in place


A = "y_true[..., None], y_pred[..., None], threshold"
FUNCTION = "def huber_loss(y_true, y_pred, threshold=1.0):\n    return "
OWN = "def huber_loss(y_true, y_pred, threshold=1.0):\n    return 0 * y_pred\n"
CLASS = "class HuberLoss(keras.losses.{base}):\n    def __init__(self, threshold=1.0, **kwargs):\n"
LAYER = """
class MyDense(keras.layers.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units, self.f = units, activation
    def build(self, input_shape):
        {}
        self.inner.build(input_shape)
    def call(self, inputs):
        return self.inner(inputs)
"""

# What is borrowed, and the line (after the three imports) that must be named.
BORROWED = {
    "exercise-01": {
        "call": (f"{FUNCTION}keras.losses.huber({A})", 5),
        "look-up": (f"{FUNCTION}getattr(keras.losses, 'hu' + 'ber')({A})", 5),
        "alias": (f"from keras.losses import huber as h\nk = h\n{FUNCTION}k({A})", 7),
        "word": (f"{FUNCTION}keras.losses.get('huber')({A})", 5),
        "object": (f"{FUNCTION}tf.keras.losses.Huber(threshold, None)({A[:-11]})", 5),
        "wrapper": (f"f = lambda *a: keras.losses.huber(*a)\n{FUNCTION}f({A})", 4),
        "partial": ("import functools\nhuber_loss = functools.partial(keras.losses.huber)", 5),
        "version 1": (f"{FUNCTION}tf.compat.v1.losses.huber_loss(y_true, y_pred)", 5),
        "graph": (f"@tf.function\n{FUNCTION}keras.losses.huber({A})", 6),
        "graph made at import": (
            "@tf.function(input_signature=[tf.TensorSpec((None, 1))] * 2)\n"
            "def f(t, p):\n    return keras.losses.huber(t, p)\nf(tf.zeros((1, 1)), tf.ones((1, 1)))\n"
            f"{FUNCTION}f(tf.reshape(y_true, (-1, 1)), tf.reshape(y_pred, (-1, 1)))", 6,
        ),
        "functional model": (
            "a, b = keras.Input((1,)), keras.Input((1,))\n"
            "model = keras.Model([a, b], keras.losses.huber(a, b))\n"
            f"{FUNCTION}model([tf.reshape(y_true, (-1, 1)), tf.reshape(y_pred, (-1, 1))])", 5,
        ),
        "inheritance": (
            f"{OWN}{CLASS.format(base='Huber')}        super().__init__(threshold, **kwargs)", 6,
        ),
        "its class": (f"{OWN}HuberLoss = keras.losses.Huber", 6),
        "attribute": (
            f"{OWN}{CLASS.format(base='Loss')}        super().__init__(**kwargs)\n"
            "        self.inner = keras.losses.Huber(threshold, None)\n"
            "    def call(self, t, p):\n        return self.inner(t, p)", 9,
        ),
        "patched": (
            f"{OWN}{CLASS.format(base='Loss')}        super().__init__(**kwargs)\n"
            "HuberLoss.call = lambda self, t, p: keras.losses.huber(t, p)", 9,
        ),
    },
    "exercise-02": {
        "mean": (
            "class HuberMetric(keras.metrics.Mean):\n    def __init__(self, threshold=1.0, **kwargs):\n"
            "        super().__init__(**kwargs)\n        self.threshold = threshold\n"
            "    def update_state(self, t, p, sample_weight=None):\n        "
            "super().update_state(keras.losses.huber(t, p, self.threshold), sample_weight)", 9,
        ),
    },
    "exercise-03": {
        "inheritance": ("class MyDense(keras.layers.Dense):\n    pass", 4),
        "own call": (
            "class MyDense(keras.layers.Dense):\n    def call(self, x):\n"
            "        return self.activation(x @ self.kernel + self.bias)", 4,
        ),
        "its class": ("MyDense = keras.layers.Dense", 4),
        "within": (LAYER.format("self.inner = keras.layers.Dense(self.units, self.f)"), 10),
        "within a model": (
            LAYER.format(
                "self.inner = keras.Sequential([keras.layers.Dense(self.units, self.f)])"
            ), 10,
        ),
    },
    "exercise-05": {
        "super": (
            "class CustomModel(keras.Model):\n    def train_step(self, data):\n"
            "        return super().train_step(data)", 6,
        ),
        "train_on_batch": (
            "def make_train_step(model, optimizer, loss_fn):\n    model.compile(optimizer, loss_fn)\n"
            "    return lambda x, y: tf.constant(model.train_on_batch(x, y))", 6,
        ),
    },
}  # fmt: skip


@pytest.mark.parametrize(("id", "name"), [(id, name) for id in BORROWED for name in BORROWED[id]])
def test_the_ordinary_ways_to_borrow_are_found_with_their_line(
    id: str, name: str, graded: Callable[[str, str], Report]
) -> None:
    source, line = BORROWED[id][name]
    report = graded(id, source)
    found = own(report)
    assert (found.outcome, found.points) == ("failed", 0), (report.checks, report.places)
    assert f"ine {line}:" in found.message and "which you are asked to write" in found.message


def test_a_built_in_that_right_answers_need_as_well_tells_nothing(zygote: Zygote) -> None:
    """Such as what Keras calls by itself; `grade audit` tells the author."""
    whole = few("exercise-03")
    forbidden = Forbidden(
        names=("keras.initializers.GlorotUniform",), points=1, sentence="It is your own."
    )
    exercise = replace(whole, metadata=msgspec.structs.replace(whole.metadata, forbidden=forbidden))
    vars(exercise).update(checks=whole.checks, misconceptions=())
    grader = Grader(exercise, zygote, shrunk=0)
    report = grader.grade(Submission(Path("mine.py"), f"# {whole.id}\n{whole.reference}"))
    audited = failures(grader, Candidate("reference", "reference.py", whole.reference))
    grader.close()
    problem = "right answers come from keras.initializers.GlorotUniform, which is forbidden"
    assert audited == ((), problem)
    assert telling(forbidden, grader.reference) == frozenset()
    assert report.passed and report.places == ()
