import tensorflow as tf
from tensorflow.keras import initializers


def a():
    return tf.random.uniform([2])  # want


def b(x):
    return tf.random.shuffle(x)  # want


def c():
    return initializers.HeNormal()  # want


class M:
    def noise(self):
        return tf.random.truncated_normal([2])  # want


def d():
    tf.keras.utils.set_random_seed(3)
    return tf.random.normal([2])


def setup():
    tf.random.set_seed(1)


def e():
    setup()
    return tf.random.normal([2])


def f():
    return initializers.HeNormal(seed=3), tf.random.stateless_normal([2], seed=(1, 2))


def g():
    return tf.random.Generator.from_seed(1)
