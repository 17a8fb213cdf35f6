import leadline_page
from leadline_proof import sink, source

# What a template gives is calls of leadline_page: see docs/design/templates.md.
sink(leadline_page.request.args["a"])  # source: http-input
sink(leadline_page.request.form["a"])  # source: http-input
sink(leadline_page.request.values["a"])  # source: http-input
sink(leadline_page.request.cookies["a"])  # source: http-input
sink(leadline_page.request.headers["a"])  # source: http-input
sink(leadline_page.request.GET["a"])  # source: http-input
sink(leadline_page.request.POST["a"])  # source: http-input
sink(leadline_page.request.COOKIES["a"])  # source: http-input
sink(leadline_page.request.META["a"])  # source: http-input
sink(leadline_page.request.query_params["a"])  # source: http-input
sink(leadline_page.request.path_params["a"])  # source: http-input
sink(leadline_page.request.url)  # source: http-input
sink(leadline_page.request.full_path)  # source: http-input
sink(leadline_page.request.query_string)  # clean: html-escaped
sink(leadline_page.request.referrer)  # clean: html-escaped
leadline_page.safe(source())  # sink: html-markup
leadline_page.safeseq(source())  # sink: html-markup
leadline_page.raw(source())  # sink: html-body
leadline_page.code(source())  # sink: page-code
leadline_page.link(source())  # sink: page-link
sink(leadline_page.escape(source()))  # clean: html-escaped
sink(leadline_page.e(source()))  # clean: html-escaped
sink(leadline_page.forceescape(source()))  # clean: html-escaped
sink(leadline_page.force_escape(source()))  # clean: html-escaped
sink(leadline_page.linebreaks(source()))  # clean: html-escaped
sink(leadline_page.linebreaksbr(source()))  # clean: html-escaped
sink(leadline_page.urlize(source()))  # clean: html-escaped
sink(leadline_page.urlizetrunc(source(), 10))  # clean: html-escaped
sink(leadline_page.linenumbers(source()))  # clean: html-escaped
sink(leadline_page.unordered_list(source()))  # clean: html-escaped
sink(leadline_page.xmlattr(source()))  # clean: html-escaped
sink(leadline_page.tojson(source()))  # clean: html-escaped clean: script-quoted
sink(leadline_page.json_script(source()))  # clean: html-escaped clean: script-quoted
sink(leadline_page.escapejs(source()))  # clean: script-quoted clean: angle-free
sink(leadline_page.urlencode(source()))  # clean: url-quoted
sink(leadline_page.iriencode(source()))  # clean: url-quoted
sink(leadline_page.slugify(source()))  # clean: alphanumeric
sink(leadline_page.default("a", source()))  # flows
sink(leadline_page.d(source(), "a"))  # flows
sink(leadline_page.default_if_none(source(), "a"))  # flows
sink(leadline_page.add("a", source()))  # flows
sink(leadline_page.join(["a"], source()))  # flows
sink(leadline_page.replace("a", "b", source()))  # flows
sink(leadline_page.replace("a", source(), "b"))  # silent
sink(leadline_page.title(source()))  # flows
sink(leadline_page.upper(source()))  # flows
sink(leadline_page.lower(source()))  # flows
sink(leadline_page.capitalize(source()))  # flows
sink(leadline_page.trim(source()))  # flows
sink(leadline_page.truncate(source(), 3))  # flows
sink(leadline_page.truncatechars(source(), 3))  # flows
sink(leadline_page.truncatewords(source(), 3))  # flows
sink(leadline_page.string(source()))  # flows
sink(leadline_page.first(source()))  # flows
sink(leadline_page.last(source()))  # flows
sink(leadline_page.cut(source(), " "))  # flows
sink(leadline_page.format(source()))  # flows
sink(leadline_page.indent(source()))  # flows
sink(leadline_page.center(source()))  # flows
sink(leadline_page.striptags(source()))  # flows
sink(leadline_page.sort(source(), "a"))  # flows
sink(leadline_page.sort("a", source()))  # clean
sink(leadline_page.dictsort(source(), "a"))  # flows
sink(leadline_page.dictsort("a", source()))  # clean
sink(leadline_page.dictsortreversed(source(), "a"))  # flows
sink(leadline_page.dictsortreversed("a", source()))  # clean
sink(leadline_page.groupby(source(), "a"))  # flows
sink(leadline_page.groupby("a", source()))  # clean
sink(leadline_page.map(source(), "a"))  # flows
sink(leadline_page.map("a", source()))  # clean
sink(leadline_page.select(source(), "a"))  # flows
sink(leadline_page.select("a", source()))  # clean
sink(leadline_page.reject(source(), "a"))  # flows
sink(leadline_page.reject("a", source()))  # clean
sink(leadline_page.selectattr(source(), "a"))  # flows
sink(leadline_page.selectattr("a", source()))  # clean
sink(leadline_page.rejectattr(source(), "a"))  # flows
sink(leadline_page.rejectattr("a", source()))  # clean
sink(leadline_page.batch(source(), "a"))  # flows
sink(leadline_page.batch("a", source()))  # clean
sink(leadline_page.slice(source(), "a"))  # flows
sink(leadline_page.slice("a", source()))  # clean
sink(leadline_page.unique(source(), "a"))  # flows
sink(leadline_page.unique("a", source()))  # clean
sink(leadline_page.reverse(source(), "a"))  # flows
sink(leadline_page.reverse("a", source()))  # clean
sink(leadline_page.list(source(), "a"))  # flows
sink(leadline_page.list("a", source()))  # clean
sink(leadline_page.items(source(), "a"))  # flows
sink(leadline_page.items("a", source()))  # clean
sink(leadline_page.min(source(), "a"))  # flows
sink(leadline_page.min("a", source()))  # clean
sink(leadline_page.max(source(), "a"))  # flows
sink(leadline_page.max("a", source()))  # clean
sink(leadline_page.random(source(), "a"))  # flows
sink(leadline_page.random("a", source()))  # clean
sink(leadline_page.attr(source(), "a"))  # flows
sink(leadline_page.attr("a", source()))  # clean
sink(leadline_page.wordwrap(source(), "a"))  # flows
sink(leadline_page.wordwrap("a", source()))  # clean
sink(leadline_page.addslashes(source(), "a"))  # flows
sink(leadline_page.addslashes("a", source()))  # clean
sink(leadline_page.capfirst(source(), "a"))  # flows
sink(leadline_page.capfirst("a", source()))  # clean
sink(leadline_page.ljust(source(), "a"))  # flows
sink(leadline_page.ljust("a", source()))  # clean
sink(leadline_page.rjust(source(), "a"))  # flows
sink(leadline_page.rjust("a", source()))  # clean
sink(leadline_page.make_list(source(), "a"))  # flows
sink(leadline_page.make_list("a", source()))  # clean
sink(leadline_page.stringformat(source(), "a"))  # flows
sink(leadline_page.stringformat("a", source()))  # clean
sink(leadline_page.pprint(source(), "a"))  # flows
sink(leadline_page.pprint("a", source()))  # clean
sink(leadline_page.localize(source(), "a"))  # flows
sink(leadline_page.localize("a", source()))  # clean
sink(leadline_page.unlocalize(source(), "a"))  # flows
sink(leadline_page.unlocalize("a", source()))  # clean
sink(leadline_page.truncatechars_html(source(), "a"))  # flows
sink(leadline_page.truncatechars_html("a", source()))  # clean
sink(leadline_page.truncatewords_html(source(), "a"))  # flows
sink(leadline_page.truncatewords_html("a", source()))  # clean
sink(leadline_page.int(source()))  # clean
sink(leadline_page.float(source()))  # clean
sink(leadline_page.round(source()))  # clean
sink(leadline_page.abs(source()))  # clean
sink(leadline_page.length(source()))  # clean
sink(leadline_page.count(source()))  # clean
sink(leadline_page.wordcount(source()))  # clean
sink(leadline_page.sum(source()))  # clean
sink(leadline_page.filesizeformat(source()))  # clean
sink(leadline_page.floatformat(source()))  # clean
sink(leadline_page.intcomma(source()))  # clean
sink(leadline_page.naturaltime(source()))  # clean
sink(leadline_page.naturalday(source()))  # clean
sink(leadline_page.date(source()))  # clean
sink(leadline_page.time(source()))  # clean
sink(leadline_page.timesince(source()))  # clean
sink(leadline_page.timeuntil(source()))  # clean
sink(leadline_page.length_is(source()))  # clean
sink(leadline_page.divisibleby(source()))  # clean
sink(leadline_page.yesno(source()))  # clean
sink(leadline_page.pluralize(source()))  # clean
sink(leadline_page.url_for(source()))  # clean
sink(leadline_page.url(source()))  # clean
sink(leadline_page.static(source()))  # clean
sink(leadline_page.csrf_token(source()))  # clean
sink(leadline_page.csrf_field(source()))  # clean
sink(leadline_page.get_flashed_messages(source()))  # clean
sink(leadline_page.test(source()))  # clean
sink(leadline_page.write(source()))  # clean
sink(leadline_page.range(source()))  # clean
sink(leadline_page.now(source()))  # clean
leadline_page.include("proof.html", value=source())  # sink: html-markup
