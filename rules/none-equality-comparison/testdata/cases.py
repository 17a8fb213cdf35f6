from sqlalchemy import and_


def values(x, y, rows, session, User, df):
    a = x.parent == None  # want
    b = [r for r in rows if r != None]  # want
    c = y() == None and x  # want
    while not (x == None):  # want
        x = x.next
    q = session.query(User).filter(User.name == None)
    w = and_(User.name != None, User.age > 3)
    f = df[df.age == None]
    n = x is None or y is not None
    return lambda v: v == None  # want


kind = None


def told(answer, table):
    if answer == "None":  # ok
        return 0
    q = (table.id == None) | table.id.belongs([1])  # ok
    if kind == "images":  # ok
        return 1
    if answer != kind:  # ok
        return 2
    return answer.kind == None  # want


class Box:
    def __eq__(self, other):
        return self.value == None
