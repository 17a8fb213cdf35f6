def a(items: set, value):
    for item in items:  # want
        if item == value:
            return True
    return False


def b(value):
    names = {"a", "b"}
    found = False
    for name in names:  # want
        if name == value:
            found = True
    return found


def c(mapping: dict, key):
    for k in mapping.keys():  # want
        if k == key:
            return mapping[k]


def d(mapping: dict, key):
    for k in mapping:  # want
        if key == k:
            print("there")
            break


class Registry:
    def __init__(self):
        self.names = set()

    def has(self, name):
        for n in self.names:  # want
            if n == name:
                return True
        return False


def e(items: set, value, mapping: dict):
    if value in items:  # ok
        return True
    for item in items:  # ok
        if item.name == value:
            return item
    for item in items:  # ok
        if item > value:
            return item
    for k, v in mapping.items():  # ok
        if v == value:
            return k
    for item in items:  # ok
        print(item)
        if item == value:
            return item
