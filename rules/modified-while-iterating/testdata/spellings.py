def a(items):
    for item in items:
        if item < 0:
            items.remove(item)  # want


def b(mapping):
    for key in mapping:
        if key.startswith("_"):
            del mapping[key]  # want


def c(mapping):
    for key, value in mapping.items():
        if not value:
            mapping.pop(key)  # want


def d(seen):
    for x in seen:
        seen.add(x + 1)  # want


class Registry:
    def clean(self):
        for name in self.entries:
            if name.dead:
                self.entries.remove(name)  # want


def e(mapping):
    for key in mapping.keys():
        mapping[key + "_copy"] = 1  # want


def f(items):
    for i, item in enumerate(items):
        if item is None:
            items.pop(i)  # want


def g(items):
    for item in items:
        items.append(item)  # want


def h(items, mapping):
    for item in items[:]:
        items.remove(item)  # ok
    for item in list(items):
        items.remove(item)  # ok
    for key in list(mapping):
        del mapping[key]  # ok
    for key in sorted(mapping):
        mapping.pop(key)  # ok
    for key in mapping:
        mapping[key] = 1  # ok
    for item in items:
        if item:
            items.remove(item)  # ok
            break
    for item in items.copy():
        items.append(item)  # ok
