import shlex
import asyncio
import os
import subprocess
import sys
from shlex import quote
from subprocess import Popen, run

import paramiko
from django.http import HttpRequest
from fastapi import FastAPI
from flask import Flask, request

app = Flask(__name__)
api = FastAPI()


@app.route("/a")
def a():
    os.system("ping " + request.args["host"])  # want
    return "ok"


@app.route("/b")
def b():
    host = request.args.get("host")
    return subprocess.check_output(f"ping {host}", shell=True)  # want


@app.route("/c", methods=["POST"])
def c():
    p = Popen("ls %s" % request.form["dir"], shell=True, stdout=subprocess.PIPE)  # want
    return p.communicate()[0]


def d(request: HttpRequest):
    return os.popen("cat {}".format(request.GET.get("file"))).read()  # want


@api.get("/e")
async def e(name: str):
    proc = await asyncio.create_subprocess_shell("id " + name)  # want
    return await proc.wait()


@app.route("/f")
def f():
    run(["bash", "-c", request.args["cmd"]])  # want
    return "ok"


@app.route("/g")
def g():
    ssh = paramiko.SSHClient()
    ssh.connect("host")
    ssh.exec_command("ls " + request.args["dir"])  # want
    return "ok"


def lambda_handler(event, context):
    command = event["queryStringParameters"]["cmd"]
    subprocess.call(command, shell=True)  # want


class Tool:
    def __init__(self, name):
        self.name = name

    def go(self):
        os.system("tool " + self.name)  # want


@app.route("/h")
def h():
    Tool(request.args["name"]).go()
    return "ok"


@app.route("/i")
def i():
    run(["ping", request.args["host"]])  # ok
    os.system("ping " + quote(request.args["host"]))  # ok
    run(["ls", "-l"])  # ok
    os.system("ping -c %d host" % int(request.args["n"]))  # ok
    host = request.args["host"]
    if host in {"a", "b"}:
        os.system("ping " + host)  # ok
    return "ok"


@app.route("/split")
def split_at_blanks():
    name = request.args["name"]
    subprocess.run(shlex.split("convert " + name))  # ok
    subprocess.run(f"convert {name} out.png".split())  # ok
    subprocess.run(shlex.split("bash -c " + name))  # want
    subprocess.run(shlex.split("git clone " + name))  # want
    subprocess.run(shlex.split("conv" + name))  # want
    subprocess.run(shlex.split(name))  # want
    return ""


@app.route("/looked-up")
def looked_up():
    subprocess.run(["git", "clone", request.args.get("from")])  # want
    name = request.args.get("from", "")
    subprocess.run(["git", "clone", name])  # want
    subprocess.run(["git", "clone", "https://host/" + request.args.get("from", "")])  # ok
    return ""
