import asyncio
import os
import shlex
import subprocess

import paramiko
from flask import Flask, request

app = Flask(__name__)


@app.route("/system")
def system():
    os.system("ls " + request.args["dir"])  # want
    os.popen(f"ls {request.args['dir']}")  # want
    return "ok"


@app.route("/variable")
def variable():
    command = "dig {}".format(request.form.get("domain"))
    process = subprocess.Popen(command, shell=True, stdout=subprocess.PIPE)  # want
    return process.communicate()[0]


def run(command):
    return subprocess.run(command, shell=True)  # want


@app.route("/helper")
def helper():
    run("nmap " + request.args["ip"])
    return "ok"


@app.route("/argv")
def argv():
    subprocess.run(["sh", "-c", "ls " + request.args["dir"]])  # want
    args = ["bash", "-c"]
    args.append(request.args["script"])
    subprocess.call(args)  # want
    subprocess.run([request.args["program"], "-l"])  # want
    return "ok"


@app.route("/async")
async def later():
    await asyncio.create_subprocess_shell("ls " + request.args["dir"])  # want
    return "ok"


@app.route("/remote")
def remote():
    client = paramiko.SSHClient()
    client.exec_command("ls " + request.args["dir"])  # want
    return "ok"


@app.route("/half")
def half():
    os.system("cp " + shlex.quote(request.args["a"]) + " " + request.args["b"])  # want
    return "ok"


@app.route("/getoutput")
def getoutput():
    return subprocess.getoutput("ls " + request.args["dir"])  # want


@app.route("/clone")
def clone():
    subprocess.run(["git", "clone", request.args["address"], "work"])  # want
    command = ["hg", "pull"]
    command.append(request.args["address"])
    subprocess.check_output(command)  # want
    return "ok"
