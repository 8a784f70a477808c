"""The step does not use the optimizer it was given

You subtract learning rate times gradient yourself. That is plain SGD, whatever optimizer was
asked for: no momentum, no Adam, and the optimizer does not count the update. Hand gradients and
variables to optimizer.apply_gradients.

Sign: assign_sub | assign | assign_add
"""


def make_train_step(model, optimizer, loss_fn):
    @tf.function
    def step(x, y):
        with tf.GradientTape() as tape:
            total = tf.add_n([loss_fn(y, model(x, training=True)), *model.losses])
        variables = model.trainable_variables
        for variable, gradient in zip(variables, tape.gradient(total, variables)):
            variable.assign_sub(optimizer.learning_rate * gradient)
        return total

    return step
