import tensorflow as tf
from keras.utils import np_utils  # want
from tensorflow import keras
from tensorflow.keras.preprocessing.image import ImageDataGenerator  # want


def a(model, generator, x):
    tf.placeholder(tf.float32)  # want
    tf.Session()  # want
    keras.optimizers.Adam(lr=0.1)  # want
    tf.contrib.layers  # want
    tf.compat.v1.placeholder(tf.float32)  # ok
    keras.optimizers.Adam(learning_rate=0.1)  # ok
    keras.utils.to_categorical(x)  # ok
    model.fit(x)  # ok
    tf.function(a)  # ok


def b(x):
    model = keras.Sequential()
    model.fit_generator(x)  # want
    model.predict_classes(x)  # want
