from oracle import source, sink
def plain(fn):
    def wrap(*args, **kw):
        return fn(*args, **kw) + "!"
    return wrap
def named(tag):
    def outer(fn):
        def wrap(*args, **kw):
            return fn(args[0])
        return wrap
    return outer
@plain
def same(p):
    return p
@plain
def fixed(p):
    return "k"
@named("t")
def given(p):
    return source()
def main():
    a = source()
    sink(same(a))
    sink(fixed(a))
    sink(given("k"))
main()
