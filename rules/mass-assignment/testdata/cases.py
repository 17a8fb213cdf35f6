from django.db import models
from django.http import JsonResponse
from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy
from pydantic import BaseModel

app = Flask(__name__)
db = SQLAlchemy(app)


class Account(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))
    is_admin = db.Column(db.Boolean, default=False)


class Member(models.Model):
    name = models.CharField(max_length=80)
    is_staff = models.BooleanField(default=False)


class NewAccount(BaseModel):
    name: str


@app.route("/accounts", methods=["POST"])
def create():
    account = Account(**request.get_json())  # want
    db.session.add(account)
    db.session.commit()
    return "made"


@app.route("/accounts/<int:pk>", methods=["PATCH"])
def patch(pk):
    account = Account.query.get(pk)
    for key, value in request.json.items():
        setattr(account, key, value)  # want
    db.session.commit()
    return jsonify(account.name)


def register(request):
    Member.objects.create(**request.POST.dict())  # want
    return JsonResponse({})


def change(request, pk):
    Member.objects.filter(pk=pk).update(**request.POST.dict())  # want
    return JsonResponse({})


@app.route("/profile", methods=["POST"])
def profile():
    account = Account.query.get(1)
    account.__dict__.update(request.form)  # want:missing
    return "ok"


@app.route("/bulk", methods=["PUT"])
def bulk():
    data = request.json
    Account.query.filter_by(id=1).update(data)  # want
    db.session.commit()
    return "ok"


def edit(request, pk):
    member = Member.objects.get(pk=pk)
    for field in request.POST:
        setattr(member, field, request.POST[field])  # want
    member.save()
    return JsonResponse({})


@app.route("/good/fields", methods=["POST"])
def fields():
    db.session.add(Account(name=request.json["name"]))  # ok
    Account.query.filter_by(id=1).update({"name": request.json["name"]})  # ok
    return "made"


@app.route("/good/listed", methods=["PATCH"])
def listed():
    account = Account.query.get(1)
    for key in ("name", "mail"):
        if key in request.json:
            setattr(account, key, request.json[key])  # ok
    return "ok"


@app.route("/good/allowed", methods=["PATCH"])
def allowed():
    account = Account.query.get(1)
    for key, value in request.json.items():
        if key in ("name", "mail"):
            setattr(account, key, value)  # ok
    return "ok"


@app.route("/good/picked", methods=["POST"])
def picked():
    data = {k: request.json[k] for k in ("name", "mail")}
    db.session.add(Account(**data))  # ok
    return "made"


@app.route("/good/model", methods=["POST"])
def model():
    new = NewAccount(**request.get_json())  # ok
    db.session.add(Account(**new.dict()))  # ok
    return "made"


def cleaned(request):
    values = {"name": request.POST["name"], "is_staff": False}
    Member.objects.create(**values)  # ok
    return JsonResponse({})


def listed_fields(request, form):
    member = Member(**{"name": request.POST["name"]})  # ok
    for field in form.fields:
        setattr(member, field, request.POST[field])  # ok
    return member


def loaded(request, schema, member):
    values, errors = schema.load(request.POST)
    for key, value in values.items():
        setattr(member, key, value)  # ok
    return errors


def own_keywords(*args, **kwargs):
    return Member.objects.create(*args, **kwargs)  # ok


def calls(request):
    return own_keywords(request.POST["code"], name=request.POST["name"])
