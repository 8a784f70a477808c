"""How does a source become code that probes can look at?"""

import linecache
import os
import sys
import types
from collections.abc import Callable, Mapping, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import PurePosixPath
from typing import Any, TypeVar

T = TypeVar("T")
BESIDE = "beside"  # the folder of the student's own modules


class Missing(BaseException):
    """A name the exercise asks for is not defined; no `except Exception` may hide it."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Code:
    """One implementation, its names as attributes: `code.huber_loss`."""

    def __init__(self, module: types.ModuleType, path: str) -> None:
        self._module = module
        self._built: dict[object, Any] = {}
        self._failed: dict[object, tuple[BaseException, types.TracebackType | None]] = {}
        self.path = path
        self.folder = os.path.dirname(path)

    def __getattr__(self, name: str) -> Any:
        try:
            return vars(self._module)[name]
        except KeyError:
            raise Missing(name) from None

    def file_of(self, path: str) -> str | None:
        """ "" for the source itself, the name of a module beside it; None for anybody else's."""
        return file_of(path, self.path)

    def once(self, key: object, build: Callable[[], T]) -> T:
        """What `build()` returned, or raised, the first time it was asked for under this key.

        For what is costly to make (a built model, a traced graph), also when it fails. The answer
        to an input must still depend on that input only.
        """
        if key not in self._built and key not in self._failed:
            try:
                self._built[key] = build()
            except BaseException as error:
                traceback = sys.exc_info()[2]  # without this frame, which each raise adds again
                self._failed[key] = error, traceback and traceback.tb_next
        if key in self._failed:
            raised, traceback = self._failed[key]
            raise BaseException.with_traceback(raised, traceback)
        return self._built[key]  # type: ignore[no-any-return]


def load(name: str, source: str, folder: str) -> tuple[Code, BaseException | None]:
    """Execute a source as the module `name`; also what stopped it, if anything did.

    The source lies in `folder` as a real file: AutoGraph reads it there, and tracebacks name it.
    """
    path = path_of(name, folder)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(source)
    module = types.ModuleType(name)
    module.__file__ = path
    sys.modules[name] = module
    code = Code(module, path)
    try:
        exec(compile(source, path, "exec", dont_inherit=True), vars(module))
    except BaseException as error:
        return code, error
    finally:
        linecache.checkcache(path)
    return code, None


class _Beside(MetaPathFinder):
    """Finds the student's own modules, and no others: what else they write is not imported."""

    def __init__(self, places: Mapping[str, str]) -> None:
        self._places = places

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: object = None
    ) -> ModuleSpec | None:
        place = self._places.get(name)
        return spec_from_file_location(name, place) if place else None


def put_beside(modules: Mapping[str, str], folder: str) -> None:
    """Write the student's own modules, so that they can be imported."""
    places = {}
    for name, source in (_packages(modules) | dict(modules)).items():
        path = os.path.join(folder, BESIDE, *name.split("/"))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(source)
        dotted = name.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        if name.endswith("/__init__.py") or dotted not in places:
            places[dotted] = path
    if places:
        sys.meta_path.insert(0, _Beside(places))


def _packages(modules: Mapping[str, str]) -> dict[str, str]:
    """Every folder of modules is a package, if an empty one."""
    folders = {parent for name in modules for parent in PurePosixPath(name).parents}
    return {f"{folder}/__init__.py": "" for folder in folders if folder.name}


def file_of(path: str, own: str) -> str | None:
    """See `Code.file_of`; `own` is the path of the source itself."""
    beside = os.path.join(os.path.dirname(own), BESIDE, "")
    if path.startswith(beside):
        return path.removeprefix(beside).replace(os.sep, "/")
    return "" if path == own else None


def path_of(name: str, folder: str) -> str:
    """Where the source of a module lies."""
    return os.path.join(folder, f"{name}.py")


def names_in(code: Code) -> tuple[str, ...]:
    """The public names a code defines, for "did you mean"."""
    names = [n for n in vars(code._module) if type(n) is str and not n.startswith("_")]
    return tuple(sorted(names)[:500])
