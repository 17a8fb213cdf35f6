import csv
import io

import openpyxl
import pandas
from django.http import HttpResponse
from flask import Flask, request

app = Flask(__name__)


@app.route("/a")
def a():
    out = io.StringIO()
    csv.writer(out).writerow(["name", request.args["name"]])  # want
    return out.getvalue()


def export(request):
    response = HttpResponse(content_type="text/csv")
    writer = csv.writer(response)
    writer.writerows([[request.POST["a"], request.POST["b"]]])  # want
    return response


@app.route("/dict", methods=["POST"])
def by_dict():
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=["name"])
    writer.writeheader()
    for item in request.get_json()["items"]:
        writer.writerow({"name": item["name"]})  # want
    return out.getvalue()


@app.route("/frame", methods=["POST"])
def frame():
    df = pandas.DataFrame(request.get_json())
    return df.to_csv(index=False)  # want


@app.route("/sheet", methods=["POST"])
def sheet():
    book = openpyxl.Workbook()
    page = book.active
    page.append(["comment", request.form["comment"]])  # want
    page["B2"] = request.form["name"]  # want
    page.cell(row=1, column=1, value=request.form["title"])  # want
    book.save("a.xlsx")
    return "ok"


@app.route("/good/number")
def number():
    out = io.StringIO()
    csv.writer(out).writerow([int(request.args["n"])])  # ok
    return out.getvalue()


@app.route("/good/prefix")
def prefix():
    out = io.StringIO()
    csv.writer(out).writerow(["'" + request.args["name"]])  # ok
    return out.getvalue()


@app.route("/good/tested")
def tested():
    name = request.args["name"]
    if name.startswith(("=", "+", "-", "@")):
        name = "'" + name
    out = io.StringIO()
    csv.writer(out).writerow([name])  # ok
    return out.getvalue()


@app.route("/good/constant")
def constant():
    out = io.StringIO()
    csv.writer(out).writerow(["name", "address"])  # ok
    return out.getvalue()


@app.route("/good/key", methods=["POST"])
def key():
    out = io.StringIO()
    csv.writer(out, delimiter=request.form["by"]).writerow(["a", "b"])  # ok
    return out.getvalue()
