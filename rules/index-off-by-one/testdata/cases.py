def f(xs, ys, n):
    for i in range(len(xs)):
        print(xs[i + 1])  # want
    i = 0
    while i <= len(xs):
        print(xs[i])  # want
        i += 1
    for j in range(1, len(ys) + 1):
        ys[j] = 0  # want
    for j in range(len(ys) + 2):
        print(ys[j - 1])  # want
    for i in range(len(xs) - 1):
        print(xs[i], xs[i + 1])
    for i in range(len(xs) + 1):
        print(xs[:i])
    for i in range(len(xs)):
        if i + 1 < len(xs):
            print(xs[i + 1])
    for i in range(1, len(xs) + 1):
        print(xs[i - 1])
    for i in range(len(xs) + 1):
        print(ys[i])
    for i in range(n):
        print(xs[i + 1])
    while i < len(xs):
        print(xs[i])
        i += 1
