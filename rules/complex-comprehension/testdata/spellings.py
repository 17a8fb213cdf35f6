def a(rows):
    return [x for row in rows for x in row if x]  # want


def b(rows):
    return {x: y for row in rows if row for x, y in row}  # want


def c(rows):
    return sum(x for row in rows for cell in row for x in cell)  # want


def d(rows):
    return {x for row in rows if row for x in row if x > 1}  # want


async def e(rows):
    return [x async for row in rows for x in row if x]  # want


def f(rows):
    [x for x in rows]  # ok
    [x for x in rows if x]  # ok
    [x for row in rows for x in row]  # ok
    {x: 1 for x in rows}  # ok
    for row in rows:
        for x in row:
            if x:
                print(x)  # ok
