def f(rows, n):
    a = b = ""
    c = b""
    d = f"{n}:"
    total = 0
    for r in rows:
        a += r  # want
        b = b + str(r) + ","  # want
        total += 1
        if r:
            d += r
            break
    while n:
        c += b"x"  # want
        n -= 1
    for r in rows:
        line = ""
        for x in r:
            line += x  # want
        line = line + "\n"
        print(line)
    a += "end"
    items = []
    for r in rows:
        items += [r]
        s = "x"
        s += r
    return a, b, c, d, total, items
