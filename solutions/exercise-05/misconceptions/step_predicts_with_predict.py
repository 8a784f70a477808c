"""The step uses model.predict

model.predict gives NumPy arrays: it is for results, runs its own loop over batches, cannot be
used inside a tf.function, and leaves no trace on the tape. In a training step call the model
itself: model(x, training=True).

Sign: predict
"""


def make_train_step(model, optimizer, loss_fn):
    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            total = tf.add_n([loss_fn(y, model.predict(x, verbose=0)), *model.losses])
        variables = model.trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(total, variables), variables))
        return total

    return step
