import tensorflow as tf
from tensorflow.compat import v1

tf.config.experimental.enable_op_determinism()


def f(data, g, options):
    a = data.map(g, num_parallel_calls=2, deterministic=False)  # want
    b = tf.distribute.experimental.ParameterServerStrategy(g)  # want
    c = tf.py_function(g, [data], tf.float32)  # want
    options.deterministic = False  # want
    v1.disable_eager_execution()  # want
    d = data.map(g, deterministic=True)
    e = data.map(g)
    h = tf.distribute.MirroredStrategy()
    i = tf.random.stateless_normal([2], seed=(1, 2))
    return a, b, c, d, e, h, i
