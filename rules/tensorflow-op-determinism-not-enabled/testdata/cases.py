import tensorflow as tf
from tensorflow import keras


def a(x, y):
    m = keras.Sequential()
    m.compile("adam")
    m.fit(x, y)  # want
    m.fit(x, y)


def b(x, y, m):
    m.compile("adam")
    for batch in x:
        m.train_on_batch(batch, y)  # want


class T:
    def run(self, x, y):
        self.m.compile()
        return self.m.fit(x, y)  # want

    async def go(self, x):
        self.m.compile()
        self.m.fit(x)  # want


def c(x, y, m):
    tf.config.experimental.enable_op_determinism()
    m.compile()
    m.fit(x, y)


def setup():
    tf.config.experimental.enable_op_determinism()


def d(x, y, m):
    setup()
    m.compile()
    m.fit(x, y)


def e(m, x):
    return m.predict(x)


def f(m, x, y):
    m.fit(x, y)
