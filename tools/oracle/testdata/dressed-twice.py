# What a framework calls is found behind one decorator and behind two of the same.
import oracle

app = oracle.App()


def logged(f):
    def inner(*args, **kwargs):
        return f(*args, **kwargs)
    return inner


@app.route("/<a>")
@logged
@logged
def twice(a):
    oracle.sink(a)


@app.route("/<a>")
@logged
def once(a):
    oracle.sink(a)
