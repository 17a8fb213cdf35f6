import tornado.web
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from flask import Flask
from flask_wtf import CSRFProtect, FlaskForm
from pyramid.view import view_config
import wtforms

app = Flask(__name__)
csrf = CSRFProtect(app)
app.config["WTF_CSRF_ENABLED"] = False  # want
app.config.update(WTF_CSRF_ENABLED=False)  # want
app.config.from_mapping({"WTF_CSRF_ENABLED": False})  # want
app.config["WTF_CSRF_CHECK_DEFAULT"] = False  # want


@app.route("/pay", methods=["POST"])
@csrf.exempt
def pay():  # want
    return "paid"


@csrf_exempt
def transfer(request):  # want
    if request.method == "POST":
        request.user.balance -= int(request.POST["amount"])
        request.user.save()


class Form(FlaskForm):
    class Meta:
        csrf = False  # want

    name = wtforms.StringField()


def form():
    return FlaskForm(meta={"csrf": False})  # want


@view_config(route_name="pay", require_csrf=False)  # want
def pyramid_view(request):
    return {}


def tornado_app():
    return tornado.web.Application([], xsrf_cookies=False)  # want


class Config:
    WTF_CSRF_ENABLED = False  # want


def fine():
    app.config["WTF_CSRF_ENABLED"] = True  # ok
    app.config["SECRET_NAME"] = False  # ok
    FlaskForm(meta={"csrf": True})  # ok
    tornado.web.Application([], xsrf_cookies=True)  # ok


@view_config(route_name="get", require_csrf=True)  # ok
def other(request):
    return {}

app.config.update({"WTF_CSRF_CHECK_DEFAULT": False, "TESTING": False})  # want


@method_decorator(csrf_exempt, name="dispatch")
class Pays(View):  # want
    def post(self, request):
        return pay(request.POST["to"])


@method_decorator(csrf_exempt, name="dispatch")
class Shows(View):  # ok
    def get(self, request):
        return show(request)


class Dispatches(View):
    @method_decorator(csrf_exempt)
    def dispatch(self, request):  # want
        return super().dispatch(request)
