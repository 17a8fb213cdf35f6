import tensorflow as tf
from tensorflow import keras


def a():
    return tf.random.normal([2, 2])  # want


def b():
    return tf.random.uniform((3,), 0, 1)  # want


def c(x):
    return tf.random.shuffle(x)  # want


def d():
    return tf.random.truncated_normal([2])  # want


class Model:
    def noise(self):
        return tf.random.gamma([2], 1.0)  # want


def e():
    tf.random.set_seed(1)
    return tf.random.normal([2, 2])  # ok


def f():
    keras.utils.set_random_seed(1)
    return tf.random.uniform([2])  # ok


def g():
    generator = tf.random.Generator.from_seed(1)  # ok
    return generator.normal([2]), tf.random.stateless_normal([2], seed=(1, 2))  # ok
