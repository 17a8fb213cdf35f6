import builtins
from builtins import exec as run


def f(text, model, df):
    a = eval("1 + " + text)  # want
    exec(text)  # want
    b = compile(text, "f", "exec")  # want
    run(open(text).read())  # want
    c = builtins.eval(f"{text}()")  # want
    d = eval("1 + 1")
    model.eval()
    e = df.eval("a + b")
    exec("import os")
    return a, b, c, d, e


def g():
    code = "x = 1"
    exec(code)
