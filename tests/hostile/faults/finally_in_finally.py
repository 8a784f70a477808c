"""Has Python compile the same lines again and again."""

import keras
import tensorflow as tf


def huber_loss(y_true, y_pred, threshold=1.0):
    e = tf.abs(y_true - y_pred)
    return tf.where(e <= threshold, tf.square(e) / 2, threshold * e - threshold**2 / 2)


class HuberLoss(keras.losses.Loss):
    def __init__(self, threshold=1.0, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold

    def call(self, y_true, y_pred):
        return huber_loss(y_true, y_pred, self.threshold)

    def get_config(self):
        return {**super().get_config(), "threshold": self.threshold}


def copied():
    try:
        0
    finally:
        try:
            0
        finally:
            try:
                0
            finally:
                try:
                    0
                finally:
                    try:
                        0
                    finally:
                        try:
                            0
                        finally:
                            try:
                                0
                            finally:
                                try:
                                    0
                                finally:
                                    try:
                                        0
                                    finally:
                                        try:
                                            0
                                        finally:
                                            try:
                                                0
                                            finally:
                                                try:
                                                    0
                                                finally:
                                                    try:
                                                        0
                                                    finally:
                                                        try:
                                                            0
                                                        finally:
                                                            try:
                                                                0
                                                            finally:
                                                                try:
                                                                    0
                                                                finally:
                                                                    try:
                                                                        0
                                                                    finally:
                                                                        0
