"""A student alone."""
