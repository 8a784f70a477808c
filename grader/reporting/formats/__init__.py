"""Renderers: pure functions from a Report to text. They open nothing and judge nothing."""
