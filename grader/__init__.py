"""gradetape: grades custom TensorFlow code by asking it what a reference answers."""
