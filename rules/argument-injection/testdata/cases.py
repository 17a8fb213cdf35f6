import asyncio
import subprocess
import sys

from flask import Flask, request

app = Flask(__name__)


@app.route("/thumb")
def thumb():
    name = request.args["name"]
    subprocess.run(["convert", name, "-resize", "80x80", "out.png"], check=True)  # want
    return "done"


@app.route("/probe")
def probe():
    cmd = ["ffprobe", "-v", "error"]
    cmd.append(request.form.get("media"))
    out = subprocess.check_output(cmd)  # want
    return out


@app.route("/ping")
def ping():
    host = request.args.get("host", "")
    answer = subprocess.Popen(["ping", "-c", "1", host], stdout=subprocess.PIPE).communicate()[0]  # want
    return answer


@app.route("/render")
def render():
    page = request.json["page"]
    subprocess.call(("/usr/bin/wkhtmltopdf", "--quiet", page, "/srv/out.pdf"))  # want:missing
    return "ok"


@app.route("/search")
def search():
    return subprocess.run(["grep", request.args["word"], "/srv/words.txt"], capture_output=True).stdout  # want


@app.route("/convert")
async def convert():
    proc = await asyncio.create_subprocess_exec("pandoc", request.args["doc"], "-o", "a.html")  # want:missing
    await proc.wait()
    return "ok"


@app.route("/good/end-of-options")
def ends():
    word = request.args["word"]
    return subprocess.run(["grep", "-n", "--", word, "/srv/words.txt"], capture_output=True).stdout  # ok


@app.route("/good/prefix")
def prefixed():
    name = request.args["name"]
    subprocess.run(["convert", "/srv/in/" + name, "out.png"], check=True)  # ok
    return "done"


@app.route("/good/checked")
def checked():
    host = request.args["host"]
    if host.startswith("-"):
        return "no", 400
    subprocess.run(["ping", "-c", "1", host], check=True)  # ok
    return "done"


@app.route("/good/number")
def number():
    count = int(request.args["count"])
    subprocess.run(["ping", "-c", str(count), "localhost"], check=True)  # ok
    return "done"


@app.route("/good/value")
def value():
    subprocess.run(["ffmpeg", "-i", request.args["media"], "out.mp4"], check=True)  # ok
    return "done"


@app.route("/good/joined")
def joined():
    size = request.args["size"]
    subprocess.run(["convert", "in.png", f"--size={size}", "out.png"], check=True)  # ok
    return "done"


@app.route("/good/echo")
def echo():
    subprocess.run(["echo", request.args["text"]], check=True)  # ok
    subprocess.run([sys.executable, "tool.py", "--", request.args["text"]], check=True)  # ok
    return "done"
