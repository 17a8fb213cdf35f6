import tensorflow as tf

session = tf.compat.v1.Session()
