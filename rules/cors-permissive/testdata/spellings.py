import flask
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from flask import Flask, make_response, request
from flask_cors import CORS, cross_origin
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware as Cors

app = Flask(__name__)
CORS(app, supports_credentials=True, origins="*")  # want
CORS(app, send_wildcard=True)  # want
CORS(app, resources={r"/api/*": {"origins": "*"}}, supports_credentials=True)  # want


@app.route("/a")
@cross_origin(send_wildcard=True)  # want
def a():
    return "a"


api = FastAPI()
api.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)  # want
api.add_middleware(CORSMiddleware, allow_origin_regex=".*", allow_credentials=True)  # want
star = Starlette(middleware=[Middleware(Cors, allow_origins=["*"], allow_credentials=True)])  # want

CORS_ALLOW_ALL_ORIGINS = True  # want
CORS_ORIGIN_ALLOW_ALL = True  # want


@app.route("/b")
def b():
    response = make_response("b")
    response.headers["Access-Control-Allow-Origin"] = request.headers["Origin"]  # want
    response.headers["Access-Control-Allow-Credentials"] = "true"
    return response


@app.route("/c")
def c():
    response = make_response("c")
    response.headers["Access-Control-Allow-Origin"] = "*"  # want
    response.headers["Access-Control-Allow-Credentials"] = "true"
    return response


@app.route("/d")
def d():
    response = make_response("d")
    response.headers["Access-Control-Allow-Origin"] = "https://example.com"  # ok
    return response


CORS(app)  # ok
CORS(app, origins=["https://example.com"], supports_credentials=True)  # ok
CORS(app, send_wildcard=False)  # ok
api.add_middleware(CORSMiddleware, allow_origins=["https://example.com"], allow_credentials=True)  # ok
api.add_middleware(CORSMiddleware, allow_origins=["*"])  # ok
