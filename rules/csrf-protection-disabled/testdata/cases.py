from django.views.decorators import csrf
from flask import Flask
from flask_wtf import FlaskForm
import tornado.web

app = Flask(__name__)
app.config["WTF_CSRF_ENABLED"] = False  # want
app.config.update(WTF_CSRF_CHECK_DEFAULT=False, DEBUG=False)  # want
app.config["WTF_CSRF_TIME_LIMIT"] = None
app.config["WTF_CSRF_ENABLED"] = True


class LoginForm(FlaskForm):
    class Meta:
        csrf = False  # want


class Other:
    csrf = False


def view():
    return LoginForm(meta={"csrf": False})  # want


def server(handlers, on):
    tornado.web.Application(handlers, xsrf_cookies=True)
    tornado.web.Application(handlers, xsrf_cookies=on)
    return tornado.web.Application(handlers, xsrf_cookies=False)  # want


@csrf.csrf_exempt
def hook(request):  # want
    return request


@csrf.requires_csrf_token
def fine(request):
    return LoginForm()
