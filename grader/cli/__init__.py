"""Which command."""
