"""Which names a probe looks at, in itself or through a name that its check draws."""

from collections.abc import Sequence

from grader.checking import Inputs
from grader.course.concerns import concerned

PROBES = """
import keras
from keras import optimizers

KINDS = ("Block", "huber_loss")

def value(code, x):
    return {"loss": code.huber_loss(x)}

def trained(code):
    return {"weights": _model(lambda: code.HuberLoss()).weights}

def both(code, x):
    return {**value(code, x), "class": _made(code)(x)}

def _made(code):
    return code.once("made", lambda: _again(code, 3))

def _again(code, n):
    return _made(code) if n else code.HuberLoss(n)

def _model(make):
    return make()

def named(code, name):
    return {"answer": getattr(code, name)()}

def through_a_helper(code, name):
    return {"answer": _thing(code, name, code.Block)}

def _thing(code, name, other):
    return getattr(code, name)(other)

def constant(code):
    return {"answer": getattr(code, "Block")()}

def listed(code):
    return {name: getattr(code, name) for name in KINDS}

def joined(code, name):
    return {"answer": getattr(code, "Huber" + name)}

def assigned(code, name):
    whole = "Huber" + name
    return {"answer": getattr(code, whole)}

def shadowing(code):
    value = code.Block()
    return {"trained": value}

def of_keras(code, name):
    optimizer = getattr(keras.optimizers, name) or getattr(optimizers, name)
    return {"answer": code.Block(optimizer)}
"""
REQUIRED = ("huber_loss", "HuberLoss", "Block")
ALL = frozenset(REQUIRED)


def about(probe: str, *inputs: Inputs) -> frozenset[str]:
    return concerned(PROBES, REQUIRED).about(probe, inputs)


def test_a_probe_is_about_what_it_and_its_helpers_use() -> None:
    assert about("value") == {"huber_loss"}
    assert about("trained") == {"HuberLoss"}
    assert about("both") == {"huber_loss", "HuberLoss"}
    assert about("_model") == frozenset()


def test_a_variable_or_a_text_that_is_called_like_a_function_is_none() -> None:
    assert about("shadowing") == {"Block"}


def test_a_name_that_the_check_draws_is_looked_at() -> None:
    """A probe for five functions knew none of them: any misconception could explain it."""
    drawn: Sequence[Inputs] = ({"name": "Block"}, {"name": "huber_loss"})
    assert about("named", *drawn) == {"Block", "huber_loss"}
    assert about("named", {"name": [{"of": "HuberLoss"}]}) == {"HuberLoss"}
    assert about("through_a_helper", {"name": "huber_loss"}) == {"huber_loss", "Block"}
    assert about("value", {"x": "Block"}) == {"huber_loss"}


def test_a_name_that_is_written_down_is_looked_at() -> None:
    assert about("constant") == {"Block"}
    assert about("listed") == {"Block", "huber_loss"}


def test_where_the_name_cannot_be_told_it_may_be_any() -> None:
    assert about("named") == about("named", {"name": "other"}) == ALL
    assert about("joined", {"name": "Loss"}) == ALL
    assert about("assigned", {"name": "Block"}) == ALL


def test_what_is_looked_up_elsewhere_is_no_name_of_the_code() -> None:
    assert about("of_keras", {"name": "SGD"}) == {"Block"}


def test_a_probe_that_is_not_there_is_about_anything() -> None:
    assert about("absent") == ALL
