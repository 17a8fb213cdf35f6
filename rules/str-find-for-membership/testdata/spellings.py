def a(text):
    if text.find("a") != -1:  # want
        return True


def b(text: str):
    return text.find("a") >= 0  # want


def c(text):
    if text.find("a") == -1:  # want
        return False


def d(text: str):
    while text.rfind("b") > -1:  # want
        text = text[1:]


def e(text: str):
    return text.count("a") == 0  # want


def f(mapping: dict):
    return "a" in list(mapping.keys())  # want


def g(items: list):
    return sorted(items)[0]  # want


def h(text: str):
    at = text.find("a")  # ok
    if at != -1:
        return text[at:]
    if "a" in text:  # ok
        return text
    if text.find("a", 3) != -1:  # ok
        return text
    return text.count("a") > 2  # ok
