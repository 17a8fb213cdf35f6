import tensorflow as tf

tf.config.experimental.enable_op_determinism()


def a():
    return tf.compat.v1.Session()  # want


def b():
    return tf.distribute.experimental.ParameterServerStrategy(None)  # want


def c():
    options = tf.data.Options()
    options.deterministic = False  # want
    return options


def d():
    with tf.compat.v1.InteractiveSession() as session:  # want
        return session


def e(model, x, y):
    model.fit(x, y)  # ok
    tf.random.stateless_uniform([2], seed=(1, 2))  # ok
    options = tf.data.Options()
    options.deterministic = True  # ok
    return tf.distribute.MirroredStrategy()  # ok
