import os
import shlex
import subprocess

from flask import Flask, request

app = Flask(__name__)


@app.route("/list")
def listed():
    subprocess.run(["ls", request.args["dir"]])
    subprocess.run(["ls", "-l", request.args["dir"]], shell=False)
    return "ok"


@app.route("/quoted")
def quoted():
    os.system("ls " + shlex.quote(request.args["dir"]))
    return "ok"


@app.route("/number")
def number():
    os.system("sleep %d" % int(request.args["seconds"]))
    return "ok"


@app.route("/allowed")
def allowed():
    action = request.args["action"]
    if action not in ("start", "stop"):
        return "no"
    os.system("service web " + action)
    return "ok"


@app.route("/constant")
def constant():
    subprocess.run("ls -l", shell=True)
    return "ok"


@app.route("/checked")
def checked():
    name = request.args["name"]
    if not name.isalnum():
        return "no"
    os.system("id " + name)
    return "ok"


@app.route("/clone")
def clone():
    address = request.args["address"]
    subprocess.run(["git", "clone", "--", address, "work"])
    subprocess.run(["git", "clone", "https://host/" + address])
    subprocess.run(["git", "log", "-n", address])
    subprocess.run(["ping", address])
    if address.startswith("-"):
        return "no"
    subprocess.run(["git", "clone", address])
    return "ok"


@app.route("/more")
def more():
    subprocess.run(["ls", "-l", *request.args.getlist("name")])
    params = [request.args["revision"]]
    if request.args["kind"] == "hg":
        params.insert(0, "--")
    subprocess.run(["hg", "checkout", *params])
    return "ok"
