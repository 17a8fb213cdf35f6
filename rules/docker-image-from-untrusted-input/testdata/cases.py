import os

import docker
from docker import DockerClient
from flask import Flask, request

app = Flask(__name__)


class Runner:
    def __init__(self):
        self.client = DockerClient()

    def start(self, image, command):
        return self.client.containers.run(image, command)  # want


@app.post("/a")
def a():
    Runner().start("python:3", request.json["cmd"])
    docker.from_env().images.pull(request.args["name"])  # want
    docker.from_env().containers.create("x", environment={"A": request.args["a"]})  # want
    return "a"


@app.post("/b")
def b():
    docker.from_env().containers.run("x", volumes={request.form["dir"]: {"bind": "/x"}})  # want
    docker.from_env().containers.run("x", mem_limit=int(request.form["mem"]))
    docker.from_env().containers.run(os.environ["IMAGE"])
    if request.form["image"] in ("a", "b"):
        docker.from_env().containers.run(request.form["image"])
    return "b"


def c(image):
    docker.from_env().containers.run("alpine", "true")
    return docker.from_env().images.list(name=image)
