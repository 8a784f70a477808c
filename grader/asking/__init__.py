"""Where workers come from, and how they are asked."""
