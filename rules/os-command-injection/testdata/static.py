import os

import pika
from flask import Flask, request

app = Flask(__name__)


class Consumer:
    @staticmethod
    def received(channel, method, properties, body):
        os.system(body.decode())  # want

    @staticmethod
    def run(name, fixed):
        os.system("ls " + name)  # want
        os.system("ls " + fixed)  # ok


channel = pika.BlockingConnection().channel()
channel.basic_consume(queue="q", on_message_callback=Consumer.received)


@app.route("/a")
def a():
    Consumer.run(request.args["a"], "b")
    return "ok"
