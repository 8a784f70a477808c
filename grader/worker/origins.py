"""Where does code come from that is running now? Told from the code itself.

Names and paths can be chosen by whoever writes code; what an installed file holds cannot.
"""

import glob
import os
import types
from _imp import get_frozen_object
from collections.abc import Iterator
from importlib.machinery import SourceFileLoader

from tensorflow.python.autograph.impl import api


def codes(code: types.CodeType) -> Iterator[types.CodeType]:
    """A code object and all inside it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from codes(constant)


def _in_file(path: str) -> frozenset[types.CodeType]:
    """What an installed file, or a module frozen into Python, holds."""
    try:
        if path.startswith("<frozen "):
            return frozenset(codes(get_frozen_object(path[8:-1])))
        module = SourceFileLoader("", path).get_code("")
        return frozenset(codes(module)) if module else frozenset()
    except Exception:
        return frozenset()


# Read here, in the zygote: a worker may not, where the grader lies beside the solutions.
_GRADERS = {
    path: _in_file(path)
    for path in [
        os.path.join(os.path.dirname(__file__), "guards.py"),
        *glob.glob(os.path.join(os.path.dirname(os.path.dirname(__file__)), "probing", "*.py")),
    ]
}


class Origins:
    """What is known of where code comes from."""

    def __init__(self, probes: types.ModuleType, source: str, scratch: str) -> None:
        self.probes = vars(probes)
        written = compile(source, str(probes.__file__), "exec", dont_inherit=True)
        self.written = frozenset(codes(written))
        self.stand_ins: list[types.CodeType] = []
        self.files = dict(_GRADERS)
        self.known: dict[int, tuple[types.CodeType, bool]] = {}
        self.scratch = scratch + os.sep


def is_probes(origins: Origins, frame: types.FrameType) -> bool:
    """Whether a probe runs in a frame, or what AutoGraph made of one."""
    if frame.f_globals is not origins.probes:
        return False
    return frame.f_code in origins.written or is_installed(origins, frame.f_code)


def is_installed(origins: Origins, code: types.CodeType) -> bool:
    """Whether code is that of Python, TensorFlow, Keras or the grader."""
    known = origins.known.get(id(code))
    if known is None:
        known = origins.known[id(code)] = (code, _is_held(origins, code, code.co_filename))
    return known[1]


def _is_held(origins: Origins, code: types.CodeType, path: str) -> bool:
    """Whether an installed file holds the code, or AutoGraph has converted such code to it."""
    if any(code is one for one in origins.stand_ins):
        return True
    if path.startswith(origins.scratch):
        return _is_converted(origins, path)
    if path not in origins.files:
        origins.files[path] = _in_file(path)
    return code in origins.files[path]


def _is_converted(origins: Origins, path: str) -> bool:
    """Whether AutoGraph has written a file, out of installed code or a probe's."""
    if not path.removeprefix(origins.scratch).startswith("__autograph_generated"):
        return False
    try:
        made = list(api._TRANSPILER._cache._cache.items())
        files = [
            (original, {one.module.__file__ for one in variants.values()})
            for original, variants in made
        ]
    except AttributeError:  # another TensorFlow: by its name only
        return True
    return any(
        path in paths and (original in origins.written or is_installed(origins, original))
        for original, paths in files
    )
