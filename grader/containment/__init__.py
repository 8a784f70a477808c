"""Keeps student code from everything but its own computation, without root or a container."""
