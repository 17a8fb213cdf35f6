import aiohttp.web
import tornado.web
from flask import Flask

app = Flask(__name__)
app.debug = True  # want
app.config["DEBUG"] = True  # want
app.config.update(DEBUG=True)  # want
other = tornado.web.Application([], debug=True)  # want
site = aiohttp.web.Application(  # want
    debug=True,
)
app.run("127.0.0.1", 5000, True)  # want

app.debug = False
app.config["DEBUG"] = False
app.config["TESTING"] = True
DEBUG = True


def start(debug):
    app.run(debug=debug)
    app.run()
