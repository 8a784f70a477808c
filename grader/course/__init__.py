"""What a course and an exercise are."""
