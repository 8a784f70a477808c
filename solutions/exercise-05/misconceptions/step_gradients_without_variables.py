"""apply_gradients gets the gradients alone

apply_gradients wants pairs: zip(gradients, variables). With the gradients alone it cannot know
what to change. (optimizer.apply(gradients, variables) takes the two lists apart.)
"""


def make_train_step(model, optimizer, loss_fn):
    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            total = tf.add_n([loss_fn(y, model(x, training=True)), *model.losses])
        variables = model.trainable_variables
        optimizer.apply_gradients(tape.gradient(total, variables))
        return total

    return step
