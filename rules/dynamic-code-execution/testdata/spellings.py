import ast
import builtins
import json

import torch


def a(text):
    return eval(text)  # want


def b(path):
    with open(path) as f:
        exec(f.read())  # want


def c(name, body):
    source = f"def {name}():\n    {body}\n"
    code = compile(source, "<made>", "exec")  # want
    return code


def d(expression, values):
    return eval(expression, {"__builtins__": {}}, values)  # want


def e(expression):
    return builtins.eval(expression)  # want


def f(lines):
    exec("\n".join(lines))  # want


class Calculator:
    def __init__(self, formula):
        self.formula = formula

    def value(self, **names):
        return eval(self.formula, {}, names)  # want


def g(text, model: torch.nn.Module):
    ast.literal_eval(text)  # ok
    json.loads(text)  # ok
    model.eval()  # ok
    eval("1 + 1")  # ok
    exec("import " + "os")  # ok


def h(frame):
    frame.eval("a = b + c")  # ok


def eval_all(items):
    return [evaluate(i) for i in items]  # ok


def evaluate(i):
    return i
