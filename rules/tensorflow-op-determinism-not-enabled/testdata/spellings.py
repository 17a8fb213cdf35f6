import tensorflow as tf
from tensorflow import keras


def a(x, y):
    model = keras.Sequential([keras.layers.Dense(1)])
    model.compile(loss="mse")
    model.fit(x, y)  # want


def b(x, y):
    model = tf.keras.models.Sequential()
    model.compile("adam", "mse")
    model.train_on_batch(x, y)  # want


def c(x):
    model = tf.keras.Model()
    model.compile()
    return model.fit(x, epochs=3)  # want


class Trainer:
    def run(self, x, y):
        model = keras.models.Sequential()
        model.compile(loss="mse")
        model.fit(x, y)  # want


def d(x, y):
    tf.config.experimental.enable_op_determinism()
    model = keras.Sequential()
    model.compile(loss="mse")
    model.fit(x, y)  # ok


def e(x):
    model = keras.models.load_model("m.keras")
    return model.predict(x)  # ok


def f(x, y):
    from sklearn.linear_model import LinearRegression

    LinearRegression().fit(x, y)  # ok


def g(x):
    model = keras.Sequential()
    return model(x)  # ok
