import anthropic
import openai
from flask import Flask, request

app = Flask(__name__)
TOPICS = {"a": "gardening", "b": "cooking"}


@app.post("/a")
def system():
    client = anthropic.Anthropic()
    client.messages.create(model="m", system=f"Help with {request.form['topic']}", messages=[])  # want
    openai.OpenAI().responses.create(model="m", instructions="Be " + request.form["style"], input="hello")  # want
    anthropic.Anthropic().messages.create(model="m", system="Answer in " + request.args["language"], messages=[])  # want
    return "ok"


@app.post("/b")
def safe():
    client = anthropic.Anthropic()
    client.messages.create(model="m", system="Help.", messages=[{"role": "user", "content": request.form["q"]}])
    client.messages.create(model="m", system="Help with " + TOPICS[request.form["topic"]], messages=[])
    return "ok"
