"""What do the functions return that observe several things? Values by name."""

from typing import Any

Named = dict[str, Any]
