from django.template import Context
from jinja2 import Environment, select_autoescape
from jinja2 import Template as T
from mako.lookup import TemplateLookup
from tornado.template import Loader


class Pages:
    env = Environment(autoescape=False)  # want

    def more(self, folder, on, kw):
        a = Environment()  # want
        b = T("x", autoescape=False)  # want
        c = TemplateLookup([folder])  # want
        d = Context({}, autoescape=False)  # want
        e = Loader(folder, autoescape=None)  # want
        f = Environment(autoescape=select_autoescape(["html"]))
        g = Environment(autoescape=on)
        h = Environment(**kw)
        i = TemplateLookup([folder], default_filters=["h"])
        j = Context({})
        return a, b, c, d, e, f, g, h, i, j, T("plain text")

    def page(self):
        return self.env.get_template("page.html")
