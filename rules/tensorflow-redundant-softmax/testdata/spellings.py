import tensorflow as tf
from tensorflow import keras


def a(logits, labels):
    return tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=tf.nn.softmax(logits))  # want


def b(logits, labels):
    probabilities = tf.nn.softmax(logits)
    return tf.nn.sparse_softmax_cross_entropy_with_logits(labels, probabilities)  # want


def c(logits, labels):
    loss = tf.keras.losses.CategoricalCrossentropy(from_logits=True)
    return loss(labels, tf.keras.activations.softmax(logits))  # want


def d(logits, labels):
    return tf.compat.v1.nn.softmax_cross_entropy_with_logits_v2(labels=labels, logits=tf.nn.softmax(logits))  # want


def e():
    model = keras.Sequential([keras.layers.Dense(10, activation="softmax")])
    model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))  # want
    return model


def f(logits, labels):
    tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=logits)  # ok
    tf.keras.losses.CategoricalCrossentropy()(labels, tf.nn.softmax(logits))  # ok
    model = keras.Sequential([keras.layers.Dense(10)])
    model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))  # ok
    other = keras.Sequential([keras.layers.Dense(10, activation="softmax")])
    other.compile(loss="sparse_categorical_crossentropy")  # ok
