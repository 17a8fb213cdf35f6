import flask_babel
import slugify

from leadline_proof import sink, source

sink(slugify.slugify(source()))  # clean: alphanumeric
sink(flask_babel.gettext("no %(name)s", name=source()))  # flows
sink(flask_babel.lazy_gettext("no %(name)s", name=source()))  # flows
sink(flask_babel.pgettext("a", "no %(name)s", name=source()))  # flows
sink(flask_babel.lazy_pgettext("a", "no %(name)s", name=source()))  # flows
sink(flask_babel.ngettext("no %(name)s", "none", 1, name=source()))  # flows
sink(flask_babel.npgettext("a", "no %(name)s", "none", 1, name=source()))  # flows
sink(flask_babel.get_locale())  # clean
sink(flask_babel.format_datetime(source()))  # clean
sink(flask_babel.format_date(source()))  # clean
sink(flask_babel.format_time(source()))  # clean
sink(flask_babel.format_decimal(source()))  # clean
sink(flask_babel.format_number(source()))  # clean
sink(flask_babel.format_percent(source()))  # clean
