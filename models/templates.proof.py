import jinja2.sandbox
import Cheetah
import airspeed
import bleach
import chameleon
import chevron
import genshi.template
import jinja2
import mako.lookup
import mako.template
import markupsafe
import nh3
import pystache
import tornado.escape
import tornado.template
import wtforms
import flask_wtf

from leadline_proof import sink, source

jinja2.Template(source())  # sink: template-text
sink(jinja2.Template("<p>{{ a }}</p>").render(a=source()))  # flows
sink(jinja2.Template("<p>{{ a }}</p>").render({"a": source()}))  # flows
sink(jinja2.Template("<p>{{ a|e }}</p>").render(a=source()))  # clean
sink(jinja2.Template("<p>{{ a }}</p>", autoescape=True).render(a=source()))  # clean
sink(jinja2.Template("<p>{{ a|safe }}</p>", autoescape=True).render_async(a=source()))  # flows
sink(jinja2.Environment().from_string("<p>{{ a }}</p>").render(a=source()))  # flows
sink(jinja2.Environment(autoescape=False).from_string("<p>{{ a }}</p>").render(a=source()))  # flows
sink(jinja2.Environment(autoescape=True).from_string("<p>{{ a }}</p>").render(a=source()))  # clean
sink(jinja2.Environment(autoescape=True).from_string("<p>{{ a|safe }}</p>").render(a=source()))  # flows
mako.template.Template(source())  # sink: template-text
mako.lookup.TemplateLookup.put_string("a", source())  # sink: template-text
tornado.template.Template(source())  # sink: template-text
chameleon.PageTemplate(source())  # sink: template-text
chameleon.PageTextTemplate(source())  # sink: template-text
genshi.template.MarkupTemplate(source())  # sink: template-text
genshi.template.TextTemplate(source())  # sink: template-text
genshi.template.NewTextTemplate(source())  # sink: template-text
Cheetah.Template.Template(source())  # sink: template-text
airspeed.Template(source())  # sink: template-text
chevron.render(source())  # sink: template-text
pystache.render(source())  # sink: template-text
markupsafe.Markup(source())  # sink: html-markup
sink(markupsafe.escape(source()))  # clean: html-escaped
sink(markupsafe.escape_silent(source()))  # clean: html-escaped
sink(bleach.clean(source()))  # clean: html-escaped
sink(bleach.linkify(source()))  # clean: html-escaped
sink(bleach.Cleaner().clean(source()))  # clean: html-escaped
sink(nh3.clean(source()))  # clean: html-escaped
sink(nh3.clean_text(source()))  # clean: html-escaped
sink(tornado.escape.xhtml_escape(source()))  # clean: html-escaped
sink(tornado.escape.url_escape(source()))  # clean: url-quoted
sink(markupsafe.Markup(source()))  # flows
sink(tornado.escape.utf8(source()))  # flows
sink(tornado.escape.to_unicode(source()))  # flows


def wtforms_baseform(x: wtforms.BaseForm):
    sink(x.data)  # source: http-input


def jinja2_environment(x: jinja2.Environment):
    x.from_string(source())  # sink: template-text


def markupsafe_markup(x: markupsafe.Markup):
    sink(x.escape(source()))  # clean: html-escaped
    sink(x.format(source()))  # clean: html-escaped
    sink(x.format(source()))  # clean: html-escaped
    sink(x.__mod__(source()))  # clean: html-escaped
    sink(x.__mod__(source()))  # clean: html-escaped
    sink(x.join(source()))  # clean: html-escaped
    sink(x.join(source()))  # clean: html-escaped


def carried_markupsafe_markup():
    x: markupsafe.Markup = source()
    sink(x.striptags())  # flows
    sink(x.unescape())  # flows


def carried_jinja2_template():
    x: jinja2.Template = source()
    sink(x.render())  # clean
    sink(x.render_async())  # clean


def put_into():
    sink(markupsafe.Markup("<b>%s</b>") % source())  # clean: html-escaped
    sink(markupsafe.Markup("<b>") + source())  # clean: html-escaped
    sink(markupsafe.Markup("<b>{}</b>").__add__(source()))  # clean: html-escaped


class Signup(flask_wtf.FlaskForm):
    name = wtforms.StringField("Name")
    age = wtforms.fields.IntegerField("Age")
    plan = wtforms.SelectField("Plan")
    code = wtforms.TextAreaField("Code", [wtforms.validators.Regexp("[a-z]+$")])
    loose = wtforms.StringField("Loose", validators=[wtforms.validators.regexp("[a-z]+")])
    size = wtforms.HiddenField("Size", validators=[wtforms.validators.AnyOf(["s", "m"])])
    key = wtforms.StringField("Key", validators=[wtforms.validators.UUID()])
    host = wtforms.StringField("Host")
    any = wtforms.Field("Any")
    other = wtforms.StringField("Other", validators=[wtforms.validators.any_of(["s", "m"])])
    first = wtforms.StringField("First", [wtforms.validators.IPAddress(), wtforms.validators.MacAddress()])
    second = wtforms.StringField("Second", [wtforms.validators.ip_address(), wtforms.validators.mac_address()])

    def validate_host(form, field):
        if not field.data.isalnum():
            raise wtforms.ValidationError("host")


def signup():
    form = Signup()
    sink(form.name.data)  # source: http-input
    sink(form.age.data)  # clean
    sink(form.plan.data)  # clean
    sink(form.code.data)  # clean: alphanumeric
    sink(form.loose.data)  # source: http-input
    sink(form.data["size"])  # clean: allow-listed
    sink(form.key.data)  # clean: numeric
    sink(form.host.data)  # clean: alphanumeric
    sink(form.other.data)  # clean: allow-listed
    sink(form.first.data)  # clean: numeric
    sink(form.second.data)  # clean: numeric


def sandboxed():
    sink(jinja2.sandbox.SandboxedEnvironment().from_string(source()).render())  # flows
    sink(jinja2.sandbox.SandboxedEnvironment().from_string("{{ a }}").render(a=source()))  # flows
    sink(jinja2.sandbox.ImmutableSandboxedEnvironment(enable_async=True).from_string("{{ a }}").render_async(a=source()))  # flows


sink(pystache.render("{{ a }}", {"a": source()}))  # flows
sink(pystache.Renderer().render("{{ a }}", {"a": source()}))  # flows
sink(pystache.Renderer().render(source()))  # flows


import wtforms.widgets.core

wtforms.widgets.HTMLString("<b %s>" % source())  # sink: html-markup
wtforms.widgets.core.HTMLString(source())  # sink: html-markup


def escaped():
    box = jinja2.sandbox.SandboxedEnvironment(autoescape=True)
    sink(box.from_string("{{ a }}").render(a=source()))  # clean: html-escaped
    sink(box.from_string(source()).render(a=1))  # flows
    jinja2.DictLoader({"a": source()})  # sink: template-text


def jinja2_sandbox(x: jinja2.Sandbox):
    sink(x.from_string("{{ a }}").render(a=source()))  # flows
