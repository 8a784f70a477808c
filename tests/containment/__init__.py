"""Tests of what student code cannot do."""
