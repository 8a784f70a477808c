import keras, tensorflow as tf
K = keras.ops

def square_part(e):
    return K.square(e) / 2.

def linear_part(e, t):
    return t * K.abs(e) - t ** 2 / 2.

def weights_or_ones(w, like):
    if w is None:
        return K.ones_like(like)
    return K.convert_to_tensor(w, dtype=like.dtype)

class HuberMetric(keras.metrics.Metric):
    def __init__(self, threshold=1., **kw):
        super().__init__(**kw)
        self.threshold = threshold
        zero = "zeros"
        self.num = self.add_weight(initializer=zero)
        self.den = self.add_weight(initializer=zero)
    def update_state(self, y_true, y_pred, sample_weight=None):
        e = K.cast(y_true, self.dtype) - K.cast(y_pred, self.dtype)
        h = K.where(K.abs(e) <= self.threshold, square_part(e), linear_part(e, self.threshold))
        h = K.squeeze(K.mean(h, axis=-1, keepdims=True), -1)
        w = weights_or_ones(sample_weight, h)
        self.num.assign_add(K.sum(K.matmul(h, w)))
        self.den.assign_add(K.sum(w))
    def result(self):
        return K.where(self.den > 0, self.num / self.den, 0.)
    def reset_state(self):
        for v in (self.num, self.den): v.assign(0)
    def get_config(self):
        c = super().get_config()
        c['threshold'] = self.threshold
        return c
