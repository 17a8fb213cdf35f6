import html

from django.utils import safestring
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from markupsafe import Markup
import flask


def a(name):
    return mark_safe("<b>" + name + "</b>")  # want


def b(name):
    return mark_safe(f"<b>{name}</b>")  # want


def c(name):
    return safestring.mark_safe("<b>%s</b>" % name)  # want


def d(name):
    return Markup("<b>{}</b>".format(name))  # want


def e(name):
    return flask.Markup(name)  # want


def f(name):
    return SafeString(name)  # want


class Comment:
    def __init__(self, text):
        self.text = text

    def __html__(self):
        return "<p>" + self.text + "</p>"  # want


def g(name):
    text = "<i>" + name + "</i>"
    return Markup(text)  # want


def h(name):
    mark_safe("<b>fixed</b>")  # ok
    format_html("<b>{}</b>", name)  # ok
    Markup("<b>{}</b>").format(name)  # ok
    Markup("<b>%s</b>") % name  # ok
    mark_safe("<b>" + escape(name) + "</b>")  # ok
    Markup(f"<b>{html.escape(name)}</b>")  # ok
    mark_safe("<b>%d</b>" % int(name))  # ok
