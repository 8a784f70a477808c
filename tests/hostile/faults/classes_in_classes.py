"""Has classes in classes, as deep as one may."""

import keras
import tensorflow as tf


def huber_loss(y_true, y_pred, threshold=1.0):
    e = tf.abs(y_true - y_pred)
    return tf.where(e <= threshold, tf.square(e) / 2, threshold * e - threshold**2 / 2)


class C0:
    class C1:
        class C2:
            class C3:
                class C4:
                    class C5:
                        class C6:
                            class C7:
                                class C8:
                                    class C9:
                                        class C10:
                                            class C11:
                                                class C12:
                                                    class C13:
                                                        class C14:
                                                            class C15:
                                                                class C16:
                                                                    class C17:
                                                                        class C18:
                                                                            class C19:
                                                                                class C20:
                                                                                    class C21:
                                                                                        class C22:
                                                                                            class C23:
                                                                                                class C24:
                                                                                                    class C25:
                                                                                                        class C26:
                                                                                                            class C27:
                                                                                                                class C28:
                                                                                                                    class C29:
                                                                                                                        class C30:
                                                                                                                            class C31:
                                                                                                                                class C32:
                                                                                                                                    class C33:
                                                                                                                                        class C34:
                                                                                                                                            class C35:
                                                                                                                                                class C36:
                                                                                                                                                    class C37:
                                                                                                                                                        class C38:
                                                                                                                                                            class C39:
                                                                                                                                                                class C40:
                                                                                                                                                                    class C41:
                                                                                                                                                                        class C42:
                                                                                                                                                                            class C43:
                                                                                                                                                                                class C44:
                                                                                                                                                                                    class C45:
                                                                                                                                                                                        class C46:
                                                                                                                                                                                            class C47:
                                                                                                                                                                                                class C48:
                                                                                                                                                                                                    class C49:
                                                                                                                                                                                                        class C50:
                                                                                                                                                                                                            class C51:
                                                                                                                                                                                                                class C52:
                                                                                                                                                                                                                    class C53:
                                                                                                                                                                                                                        class C54:
                                                                                                                                                                                                                            class C55:
                                                                                                                                                                                                                                class C56:
                                                                                                                                                                                                                                    class C57:
                                                                                                                                                                                                                                        class C58:
                                                                                                                                                                                                                                            class C59:
                                                                                                                                                                                                                                                pass


class HuberLoss(keras.losses.Loss, C0):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    def call(self, y_true, y_pred):
        return huber_loss(y_true, y_pred, self.threshold)

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}
