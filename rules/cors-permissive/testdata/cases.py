from flask import Flask, request
from flask_cors import CORS, cross_origin
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware as Cors

ORIGINS = ["*"]
CORS_ALLOW_ALL_ORIGINS = True  # want
app = Flask(__name__)
CORS(app)
CORS(app, send_wildcard=True)  # want
CORS(app, origins="*", supports_credentials=True)  # want
CORS(app, origins=["https://a.example"], supports_credentials=True)
rows = [Middleware(Cors, allow_origins=["*"])]


def add(api, CORSMiddleware):
    api.add_middleware(CORSMiddleware, allow_origins=ORIGINS, allow_credentials=True)  # want
    api.add_middleware(CORSMiddleware, allow_origins=ORIGINS)


@app.after_request
def mirror(response):
    response.headers["Access-Control-Allow-Origin"] = request.headers.get("Origin")  # want
    response.headers["Access-Control-Allow-Methods"] = "GET"
    return response


@app.route("/x")
@cross_origin(send_wildcard=True)  # want
def x():
    return "x"
