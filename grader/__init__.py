"""gradetape: grades custom TensorFlow code by asking it what a reference answers."""

from typing import Any


def load_ipython_extension(shell: Any) -> None:
    """`%load_ext grader` in a notebook: see `grader.study.jupyter`."""
    from grader.study.jupyter import Extension

    extension = Extension(shell)
    shell.gradetape = extension
    shell.register_magic_function(extension.grade, "line", "grade")


def unload_ipython_extension(shell: Any) -> None:
    """`%unload_ext grader`: end the workers."""
    shell.gradetape.close()
