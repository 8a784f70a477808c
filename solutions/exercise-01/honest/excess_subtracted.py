import keras
import tensorflow as tf

SETENGAH = 0.5


def huber_loss(y_true, y_pred, threshold=1.0):
    """Kehilangan Huber: bagian kuadrat dikurangi kelebihan."""
    galat = y_true - y_pred
    # kelebihan = bagian galat di atas ambang
    kelebihan = tf.nn.relu(tf.abs(galat) - threshold)
    return SETENGAH * (tf.square(galat) - tf.square(kelebihan))


class HuberLoss(keras.losses.Loss):
    """Versi kelas; ambang disimpan dalam config."""

    def __init__(self, threshold: float = 1.0, **kwargs) -> None:
        super().__init__(**kwargs)
        self.ambang = threshold

    def call(self, y_true, y_pred):
        return tf.math.reduce_mean(huber_loss(y_true, y_pred, self.ambang), axis=[-1])

    def get_config(self):
        konfigurasi = super().get_config()
        konfigurasi.update(threshold=self.ambang)
        return konfigurasi
