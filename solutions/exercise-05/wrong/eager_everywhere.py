"""A switch from debugging was left on."""

tf.config.run_functions_eagerly(True)
