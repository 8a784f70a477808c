"""Neither seccomp nor Landlock, which both keep signals from other processes."""

from tests.unprotected import landlock, seccomp  # noqa: F401
