import tensorflow as tf
from keras.utils import np_utils  # want
from keras.layers.normalization import BatchNormalization  # want
from keras.optimizers import Adam
from tensorflow.examples.tutorials.mnist import input_data  # want
from tensorflow.contrib import rnn  # want

with tf.Session() as s:  # want
    s.run(tf.global_variables_initializer())  # want
Adam(lr=0.1)  # want "learning_rate"
tf.train.AdamOptimizer(0.1)  # want

Adam(learning_rate=0.1)
tf.math.log(2.0)
tf.random.normal([1])
