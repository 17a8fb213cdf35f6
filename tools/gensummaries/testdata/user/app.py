import subprocess

import acme
import flask

app = flask.Flask(__name__)


@app.route("/")
def view():
    x = flask.request.args["x"]
    subprocess.run(acme.word(x), shell=True)  # want
    subprocess.run(acme.word("a", x), shell=True)  # nothing: it is cut away
    subprocess.run(acme.tag("b", text="y") + str(acme.parsed(x)), shell=True)  # nothing: a number
    acme.run(x)  # want
    acme.run("ls")  # nothing
    subprocess.run(acme.Client(x).where(), shell=True)  # want
    subprocess.run(str(acme.kept(x)), shell=True)  # nothing
    acme.load(x)  # want
    return acme.tag("b", text=x)  # nothing: escaped


@app.route("/tag")
def tagged():
    return acme.tag(flask.request.args["x"], text="")  # want
