# Functions that decorators put into a module's containers are called through them.
from oracle import sink, source

handlers = {}
routes = {}
hooks = []


def register(name):
    def keep(f):
        handlers[name] = f
        return f

    return keep


def route(path):
    def keep(f):
        routes[path] = (f, path)
        return f

    return keep


def hook(f):
    hooks.append(f)
    return f


@register("run")
def run(x):
    sink(x)


@route("/show")
def show(x):
    sink(x)


@hook
def hooked(x):
    sink(x)


def main():
    handlers["run"](source())
    page, path = routes["/show"]
    page(source())
    for h in hooks:
        h(source())


main()
