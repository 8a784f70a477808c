"""Checks of the tiny exercise."""

from hypothesis import strategies as st

from grader.checking import Check, given, grid, inputs

x = st.integers(1, 3).flatmap(lambda n: inputs(x=grid(n, 2)))
batch = given(x, examples=30)

CHECKS = [
    Check("Every element is doubled.", "value", batch, points=4, advice="Compare one by hand."),
    Check("The gradient is two.", "gradient", batch, points=2, advice="Use tensors."),
    Check("It runs as a graph.", "graph", given(x, examples=3), points=2, advice="No NumPy."),
    Check(
        "A Doubler doubles as often as it is told.",
        "repeated",
        given(inputs(x=grid(1, 2), times=st.integers(0, 3)), examples=20),
        points=3,
        advice="Use a loop.",
    ),
]
