"""Which names a probe looks at."""

from grader.course.concerns import concerned

PROBES = """
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
"""


def test_a_probe_is_about_what_it_and_its_helpers_use() -> None:
    found = concerned(PROBES, ("huber_loss", "HuberLoss"))
    assert found["value"] == {"huber_loss"}
    assert found["trained"] == {"HuberLoss"}
    assert found["both"] == {"huber_loss", "HuberLoss"}
    assert found["_model"] == frozenset()
