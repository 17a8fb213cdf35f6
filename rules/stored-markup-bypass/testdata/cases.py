import flask
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markupsafe import Markup
import markupsafe


def f(name, n, items):
    a = mark_safe(f"<b>{name}</b>")  # want
    b = Markup("<b>%s</b>" % name)  # want
    c = mark_safe("<b>{}</b>".format(name))  # want
    d = SafeString(name)  # want
    e = flask.Markup("<i>" + name)  # want
    g = mark_safe("<b>bold</b>")
    h = mark_safe("<b>" + escape(name) + "</b>")
    i = Markup("<b>%s</b>") % name
    j = mark_safe(f"<b>{len(items)}</b>")
    k = mark_safe(_("text"))
    m = format_html("<b>{}</b>", name)
    o = Markup("<b>{}</b>").format(name)
    return a, b, c, d, e, g, h, i, j, k, m, o, markupsafe.escape(n)
