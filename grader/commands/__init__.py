"""What each command of `grade` does; every module has a `run` that returns the exit code."""
