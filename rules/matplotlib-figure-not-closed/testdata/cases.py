import matplotlib.pyplot as plt
from matplotlib import pyplot


def a(rows, app):
    while rows:
        fig, ax = plt.subplots()  # want
        ax.plot(rows.pop())
        fig.savefig("x")
    for r in rows:
        f = pyplot.figure(figsize=(3, 3))  # want
        f.savefig(r)
    for i, r in enumerate(rows):
        fig, axes = plt.subplots(2, 2)  # want
        plt.savefig(f"{i}.png")

    @app.route("/plot")
    def plot():
        fig = plt.figure()  # want
        fig.savefig("y")
        return "ok"

    for r in rows:
        fig, ax = plt.subplots()
        fig.savefig(r)
        plt.close(fig)
    for r in rows:
        plt.figure(1)
        plt.savefig(r)
    fig = plt.figure()
    fig.savefig("z")
    for r in rows:
        plt.figure()
        plt.plot(r)
        plt.show()
    for r in rows:
        fig = plt.figure()
        fig.savefig(r)
        plt.clf()
    return plot
