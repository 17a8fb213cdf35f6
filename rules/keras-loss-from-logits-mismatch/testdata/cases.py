import tensorflow as tf
from keras import Input, Model
from keras.layers import Activation, Dense
from keras.losses import BinaryCrossentropy
from keras.models import Sequential


def binary(n):
    model = Sequential()
    model.add(Dense(n, activation="relu"))
    model.add(Dense(1, activation="sigmoid"))
    model.compile("adam", BinaryCrossentropy(from_logits=True))  # want
    return model


def binary_right(n):
    model = Sequential()
    model.add(Dense(n, activation="relu"))
    model.add(Dense(1, activation="sigmoid"))
    model.compile("adam", loss="binary_crossentropy")  # ok
    return model


def functional(shape):
    inputs = Input(shape)
    x = Dense(32, activation="relu")(inputs)
    outputs = Dense(10)(x)
    model = Model(inputs, outputs)
    model.compile(optimizer="adam", loss=tf.keras.losses.CategoricalCrossentropy())  # want
    return model


def functional_right(shape):
    inputs = Input(shape)
    outputs = Dense(10, activation=tf.nn.softmax)(inputs)
    model = Model(inputs=inputs, outputs=outputs)
    model.compile(optimizer="adam", loss=tf.keras.losses.categorical_crossentropy)  # ok
    return model


def one_unit():
    model = Sequential([Dense(8), Dense(1, activation="softmax")])
    model.compile(loss="binary_crossentropy")  # want
    return model


def separate():
    model = Sequential([Dense(8), Dense(4), Activation("sigmoid")])
    model.compile(loss=BinaryCrossentropy(from_logits=True))  # want
    other = Sequential([Dense(8), Dense(4, "sigmoid")])
    other.compile(loss="categorical_crossentropy")  # want
    return model, other


def regression():
    model = Sequential([Dense(8), Dense(1)])
    model.compile(loss="mse")  # ok
    return model


def given(layers, loss):
    model = Sequential(layers)
    model.compile(loss="categorical_crossentropy")  # ok
    model.compile(loss=loss)  # ok
    return model
