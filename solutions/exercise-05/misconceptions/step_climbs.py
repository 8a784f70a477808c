"""The step climbs instead of descending

You negate the gradients before you hand them over. The optimizer subtracts already: give it the
gradients of the loss as they are.

Sign: -_ | negative
"""


def make_train_step(model, optimizer, loss_fn):
    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            total = tf.add_n([loss_fn(y, model(x, training=True)), *model.losses])
        variables = model.trainable_variables
        gradients = [-gradient for gradient in tape.gradient(total, variables)]
        optimizer.apply_gradients(zip(gradients, variables))
        return total

    return step
