"""Who is behind each folder of Gradescope's export? `submission_metadata.yml` says so."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from grader.classroom.layouts import Owner

FILE = "submission_metadata.yml"


def owners(data: bytes) -> dict[str, tuple[Owner, ...]]:
    """The students of each folder; one who worked in a group is there as well."""
    import yaml

    try:
        found = yaml.load(data, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    if not isinstance(found, Mapping):
        return {}
    return {str(folder): tuple(_submitters(one)) for folder, one in found.items()}


def _submitters(submission: object) -> list[Owner]:
    listed = _get(submission, "submitters")
    people = [_owner(one) for one in (listed if isinstance(listed, list) else [])]
    return [one for one in people if one is not None]


def _owner(one: object) -> Owner | None:
    name, sid, email = (str(_get(one, key) or "").strip() for key in ("name", "sid", "email"))
    if not (name or sid or email):
        return None
    aliases = tuple(part for part in (sid, email) if part)
    shown = unicodedata.normalize("NFC", name) or sid or email
    return Owner(shown, sid or email, "gradescope", aliases)


def _get(values: object, key: str) -> Any:
    """Ruby writes its symbols with a colon."""
    return values.get(f":{key}", values.get(key)) if isinstance(values, Mapping) else None
