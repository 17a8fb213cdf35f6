import anthropic
import openai
from flask import Flask, request
from openai import OpenAI

app = Flask(__name__)
client = OpenAI()


@app.route("/a")
def a():
    return client.chat.completions.create(  # want
        model="m", messages=[{"role": "system", "content": "You are " + request.args["persona"]}]
    ).choices[0].message.content


@app.route("/b", methods=["POST"])
def b():
    system = f"Help {request.form['company']} customers"
    return str(anthropic.Anthropic().messages.create(model="m", max_tokens=10, system=system, messages=[]))  # want


@app.route("/c")
def c():
    prompt = {"role": "developer", "content": "Rules: %s" % request.args["rules"]}
    return str(openai.chat.completions.create(model="m", messages=[prompt]))  # want:missing


@app.route("/d")
def d():
    return str(client.responses.create(model="m", instructions="Be " + request.args["style"], input="x"))  # want


@app.route("/e")
def e():
    client.chat.completions.create(  # ok
        model="m", messages=[{"role": "system", "content": "Be kind"}, {"role": "user", "content": request.args["q"]}]
    )
    anthropic.Anthropic().messages.create(  # ok
        model="m", max_tokens=10, system="Be kind", messages=[{"role": "user", "content": request.args["q"]}]
    )
    client.responses.create(model="m", instructions="Be kind", input=request.args["q"])  # ok
    style = request.args["style"]
    if style in ("short", "long"):
        client.responses.create(model="m", instructions="Be " + style, input="x")  # ok
    return "ok"
