import os

import docker
from flask import Flask, request
from docker import DockerClient

app = Flask(__name__)


@app.route("/a")
def a():
    docker.from_env().containers.run(request.args["image"])  # want
    return "ok"


@app.route("/b")
def b():
    client = DockerClient(base_url="unix://var/run/docker.sock")
    client.images.pull(request.args["image"])  # want
    return "ok"


@app.route("/c", methods=["POST"])
def c():
    client = docker.from_env()
    client.containers.create("alpine", command=request.form["cmd"])  # want
    return "ok"


@app.route("/d")
def d():
    client = docker.from_env()
    client.containers.run(image="repo/" + request.args["name"], detach=True)  # want
    return "ok"


@app.route("/e")
def e():
    client = docker.from_env()
    client.containers.run("alpine", "ls")  # ok
    client.containers.run(os.environ["IMAGE"])  # ok
    image = request.args["image"]
    if image in ("alpine", "debian"):
        client.containers.run(image)  # ok
    client.images.pull("alpine")  # ok
    return "ok"
