"""What is known of a submission, and its forms."""
