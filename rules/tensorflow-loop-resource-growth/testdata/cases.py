import tensorflow as tf
from tensorflow.keras.layers import Dense


def build(n):
    model = tf.keras.models.Sequential()
    model.add(Dense(n))
    return model


def folds(parts):
    for train, test in parts:
        model = build(4)  # want
        model.fit(*train)


def functional(widths):
    for w in widths:
        inputs = tf.keras.Input((8,))
        net = tf.keras.Model(inputs, Dense(w)(inputs))  # want
        net.summary()


def once(parts):
    model = build(4)  # ok
    for train, test in parts:
        model.fit(*train)


@tf.function
def collect(steps):
    out = tf.zeros((0, 3))
    for i in tf.range(steps):
        out = tf.concat([out, tf.ones((1, 3))], axis=0)  # want
    return out


@tf.function
def collect_well(steps):
    parts = tf.TensorArray(tf.float32, size=steps)
    for i in tf.range(steps):
        parts = parts.write(i, tf.concat([tf.ones(1), tf.ones(2)], axis=0))  # ok
    return parts.stack()


def eager(xs):
    out = tf.zeros((0, 3))
    for x in xs:
        out = tf.concat([out, x], axis=0)  # ok
        step = tf.function(work)  # want
        step(out)


def work(x):
    return x


train = tf.function(work)  # ok
