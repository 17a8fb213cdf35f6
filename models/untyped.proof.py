from elsewhere import thing

from leadline_proof import sink, source

sink(source().strip())  # flows
sink(source().lstrip().rstrip().lower().upper())  # flows
sink(source().title().capitalize().casefold().swapcase())  # flows
sink(source().split(",")[0].rsplit(",")[0].splitlines()[0])  # flows
sink(source().partition(",")[0])  # flows
sink(source().rpartition(",")[0])  # flows
sink(source().removeprefix("a").removesuffix("b").expandtabs())  # flows
sink(source().items())  # flows
sink(source().values())  # flows
sink(source().keys())  # flows
sink(source().copy())  # flows
sink(source().get("a"))  # flows
sink(source().pop("a"))  # flows
sink(source().setdefault("a", 1))  # flows
sink(thing.get(source()))  # clean
sink(thing.get("a", source()))  # flows
sink(thing.get("a", default=source()))  # flows
sink(thing.pop(source()))  # clean
sink(thing.setdefault(source()))  # clean
sink(thing.data["a"].get(source()).path)  # clean
sink(thing.query(1).filter(source()).exclude(source()).order_by(source()))  # clean
sink(thing.group_by(source()).having(source()).outerjoin(source()).select_from(source()))  # clean
sink(thing.limit(source()).offset(source()).distinct(source()).with_entities(source()))  # clean
sink(thing.select_related(source()).prefetch_related(source()))  # clean
sink(thing.query(source()).filter(1))  # flows
sink(thing.one_or_none())  # source: stored-input
sink(thing.one_or_404(source()))  # source: stored-input
sink(thing.first_or_404())  # source: stored-input
sink(thing.get_or_404(source()))  # source: stored-input
sink(thing.scalar_one())  # source: stored-input
sink(thing.scalar_one_or_none())  # source: stored-input
sink(thing.fetchone())  # source: stored-input
sink(thing.fetchmany(1))  # source: stored-input
sink(thing.fetchall())  # source: stored-input
sink(thing.ilike(source()))  # clean
sink(thing.notilike(source()))  # clean
sink(thing.in_(source()))  # clean
sink(thing.notin_(source()))  # clean
sink(thing.not_in(source()))  # clean
sink(thing.is_not(source()))  # clean
sink(thing.isnot(source()))  # clean
sink(thing.filter_by(id=source()))  # clean
sink(thing.get_or_none(id=source()))  # clean


def mapping(m: dict):
    sink(m.get(source()))  # clean
    sink(m.pop(source()))  # clean
    sink(m.setdefault(source()))  # clean
    sink(m.get("a", source()))  # flows


def held(m: dict):
    m["a"] = source()
    sink(m.get("a"))  # flows
    sink(m.items())  # flows
    sink(m.values())  # flows
    sink(m.copy())  # flows


def held(x):
    x.name = source()
    sink(x.name.encode("utf-8"))  # flows
    sink(x.name.decode())  # flows
    sink(x.name.read())  # flows
    sink(x.name.readline())  # flows
    sink(x.name.readlines())  # flows
    sink(x.name.getvalue())  # flows
    sink(x.name.with_suffix(".a"))  # flows
    sink(x.name.with_stem("a"))  # flows


def sent(answer):
    answer.redirect(source())  # sink: redirect-target
    answer.redirect("/a?b=" + source())  # silent
