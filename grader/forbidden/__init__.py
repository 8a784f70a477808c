"""Whether a built-in did the work."""
