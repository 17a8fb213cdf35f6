import matplotlib.pyplot as plt
from matplotlib import pyplot
from flask import Flask

app = Flask(__name__)


def a(rows):
    for i, row in enumerate(rows):
        fig = plt.figure()  # want
        plt.plot(row)
        plt.savefig(f"{i}.png")


def b(rows):
    for row in rows:
        fig, ax = plt.subplots()  # want
        ax.plot(row)
        fig.savefig("a.png")


@app.route("/plot")
def c():
    fig, ax = pyplot.subplots()  # want
    ax.plot([1])
    fig.savefig("a.png")
    return "ok"


class Report:
    def all(self, rows):
        while rows:
            plt.figure(figsize=(3, 3))  # want
            plt.plot(rows.pop())
            plt.savefig("a.png")


def d(rows):
    for row in rows:
        fig, ax = plt.subplots()  # ok
        ax.plot(row)
        fig.savefig("a.png")
        plt.close(fig)


def e(rows):
    fig, ax = plt.subplots()  # ok
    for row in rows:
        ax.clear()
        ax.plot(row)
        fig.savefig("a.png")


def f(row):
    fig = plt.figure()  # ok
    plt.plot(row)
    plt.savefig("a.png")


def g(rows):
    for row in rows:
        plt.figure()  # ok
        plt.plot(row)
        plt.savefig("a.png")
        plt.close("all")
