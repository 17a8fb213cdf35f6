def f(d, s, xs, self, todo):
    for k in d.keys():
        del d[k]  # want
    for k, v in d.items():
        d[k + 1] = v  # want
    for x in s:
        s.add(x + 1)  # want
    for i, x in enumerate(xs):
        xs.pop(i)  # want
    for x in self.rows:
        if x:
            self.rows.remove(x)  # want
    for x in xs:
        xs.append(x)  # want
    for x in xs[:]:
        xs.remove(x)
    for k in list(d):
        del d[k]
    for k in d.keys():
        d[k] = 1
    for x in xs:
        if x:
            xs.remove(x)
            break
    for x in todo:
        if x.more:
            todo.append(x.more)
    for x in xs:
        self.out.append(x)
    for x in sorted(s):
        s.discard(x)
