from flask import Flask, request

app = Flask(__name__)


@app.route("/a")
def a():
    x = request.args["q"]
    eval(str.lower(x))  # want
    eval(str.strip("a + b"))  # ok
    eval("".join(map(str.upper, ["a", "b"])))  # ok
    return str(eval(str.strip(x) + "b"))  # want
