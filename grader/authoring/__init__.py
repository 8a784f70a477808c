"""An exercise's author."""
