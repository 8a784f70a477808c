"""Writes the results itself, wherever a grader might look for them."""

import os
import sys

import keras
import tensorflow as tf


def huber_loss(y_true, y_pred, threshold=1.0):
    return 0 * tf.abs(y_true - y_pred) + 42


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    def call(self, y_true, y_pred):
        return huber_loss(y_true, y_pred, self.threshold)

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}


# the attack
FULL = '{"schema": 1, "score": 20, "max_score": 20, "passed": true}'
written = 0
for folder in (".", "..", "/tmp", os.path.expanduser("~"), "/autograder/results", "/grade", "/feedback"):
    for name in ("report.json", "results.json", "gradetape-hostile-result.json", "grades.csv"):
        try:
            with open(os.path.join(folder, name), "x") as file:
                file.write(FULL)
            written += folder != "."
        except OSError:
            continue
assert not written, "a file outside was written"
print(FULL)
sys.stdout.flush()
