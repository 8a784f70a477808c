"""What do a config and the copy made from it hold?"""

import contextlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import keras

from grader.probing.named import Named


def config(thing: Any, *entries: str) -> Named:
    """What `thing.get_config()` says of these entries, as JSON gives them back.

    "type of the config" (text): "dict", or all that there is to say.
    "entries that JSON does not know" (strings): none, or all else that there is to say.
    "… in the config" for each entry: a float, a bool, text or None; as JSON what is none of these;
    a name without the number that Keras gives to names of its own making.
    """
    return _config(thing, entries)[0]


def config_and_copy(
    thing: Any,
    entries: Sequence[str],
    of_copy: Callable[[Any], Mapping[str, Any]],
    *,
    also: Sequence[str] = (),
) -> Named:
    """The same, the "name of the copy" that `from_config` makes of it, and what `of_copy` observes.

    No copy is made where one of the entries is missing.
    also: entries that must be there, but whose form is free: "(any)" or None.
    """
    observed, found = _config(thing, entries)
    if found is None:
        return observed
    observed |= {f"{name} in the config": "(any)" if name in found else None for name in also}
    if not set(entries) <= set(found):
        return observed
    copy = type(thing).from_config(found)
    if hasattr(thing, "name"):
        observed["name of the copy"] = unnumbered(copy.name)
    return {**observed, **of_copy(copy)}


def _config(thing: Any, entries: Sequence[str]) -> tuple[Named, dict[str, Any] | None]:
    found = thing.get_config()
    if not isinstance(found, dict):
        return {"type of the config": type(found).__name__}, None
    unknown = [str(name) for name, entry in found.items() if not _is_json({name: entry})]
    observed = {"type of the config": "dict", "entries that JSON does not know": unknown}
    if unknown:
        return observed, None
    found = json.loads(json.dumps(found))
    if type(thing).get_config is keras.layers.Layer.get_config:
        found.setdefault("name", thing.name)  # Keras leaves it out of some that it makes itself
    said = {f"{name} in the config": _entry(name, found.get(name)) for name in entries}
    return {**observed, **said}, found


def _entry(name: str, entry: Any) -> Any:
    if isinstance(entry, str):
        return unnumbered(entry) if name == "name" else entry
    if isinstance(entry, bool) or entry is None:
        return entry
    return float(entry) if isinstance(entry, int | float) else json.dumps(entry)


def unnumbered(name: str) -> str:
    """A name without the number that Keras gives to names of its own making: it depends on luck."""
    return re.sub(r"_\d+$", "", name)


def _is_json(thing: Any) -> bool:
    try:
        return bool(json.dumps(thing))
    except (TypeError, ValueError):
        return False


@contextlib.contextmanager
def dtype_policy(name: str) -> Iterator[None]:
    """The global dtype policy ("float64", "mixed_float16" ...) for the time of the block."""
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy(name)
    try:
        yield
    finally:
        keras.config.set_dtype_policy(before)
