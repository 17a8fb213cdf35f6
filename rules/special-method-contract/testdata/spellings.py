class A:
    def __len__(self, extra):  # want
        return 1

    def __str__(self):
        return 1  # want

    def __bool__(self):
        return "yes"  # want

    def __init__(self):
        return 5  # want


class B:
    def __exit__(self):  # want
        pass

    def __iter__(self):
        return 5  # want

    def __hash__(self):
        return "text"  # want


class C:
    def __init__(self):
        yield 1  # want


class D:
    def __len__(self):
        return -1  # want

    def __getitem__(self):  # want
        return 1


class E:
    def run():  # want
        return 1


class F:
    def __len__(self):  # ok
        return 3

    def __str__(self):  # ok
        return "text"

    def __bool__(self):  # ok
        return True

    def __exit__(self, *exc):  # ok
        return False

    def __iter__(self):  # ok
        yield 1

    def __eq__(self, other):  # ok
        return True

    def __hash__(self):  # ok
        return 1

    @staticmethod
    def make():  # ok
        return F()
