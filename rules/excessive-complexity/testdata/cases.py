def ways(a, b):  # want "ways"
    if a == 0:
        return b
    if a == 1:
        return b
    if a == 2:
        return b
    if a == 3:
        return b
    if a == 4:
        return b
    if a == 5:
        return b
    if a == 6:
        return b
    if a == 7:
        return b
    if a == 8:
        return b
    if a == 9:
        return b
    if a == 10:
        return b
    if a == 11:
        return b
    if a == 12:
        return b
    if a == 13:
        return b
    if a == 14:
        return b
    return a


def few(a, b):  # ok
    if a == 0:
        return b
    if a == 1:
        return b
    if a == 2:
        return b
    if a == 3:
        return b
    if a == 4:
        return b
    if a == 5:
        return b
    if a == 6:
        return b
    if a == 7:
        return b
    if a == 8:
        return b
    if a == 9:
        return b
    if a == 10:
        return b
    if a == 11:
        return b
    if a == 12:
        return b
    if a == 13:
        return b
    return a


def long(a):  # want "statements"
    a.append(0)
    a.append(1)
    a.append(2)
    a.append(3)
    a.append(4)
    a.append(5)
    a.append(6)
    a.append(7)
    a.append(8)
    a.append(9)
    a.append(10)
    a.append(11)
    a.append(12)
    a.append(13)
    a.append(14)
    a.append(15)
    a.append(16)
    a.append(17)
    a.append(18)
    a.append(19)
    a.append(20)
    a.append(21)
    a.append(22)
    a.append(23)
    a.append(24)
    a.append(25)
    a.append(26)
    a.append(27)
    a.append(28)
    a.append(29)
    a.append(30)
    a.append(31)
    a.append(32)
    a.append(33)
    a.append(34)
    a.append(35)
    a.append(36)
    a.append(37)
    a.append(38)
    a.append(39)
    a.append(40)
    a.append(41)
    a.append(42)
    a.append(43)
    a.append(44)
    a.append(45)
    a.append(46)
    a.append(47)
    a.append(48)
    a.append(49)
    a.append(50)
    a.append(51)
    a.append(52)
    a.append(53)
    a.append(54)
    a.append(55)
    a.append(56)
    a.append(57)
    a.append(58)
    a.append(59)
    a.append(60)
    a.append(61)
    a.append(62)
    a.append(63)
    a.append(64)
    a.append(65)
    a.append(66)
    a.append(67)
    a.append(68)
    a.append(69)
    a.append(70)
    a.append(71)
    a.append(72)
    a.append(73)
    a.append(74)
    a.append(75)
    a.append(76)
    a.append(77)
    a.append(78)
    a.append(79)
    a.append(80)


def not_long(a):  # ok
    a.append(0)
    a.append(1)
    a.append(2)
    a.append(3)
    a.append(4)
    a.append(5)
    a.append(6)
    a.append(7)
    a.append(8)
    a.append(9)
    a.append(10)
    a.append(11)
    a.append(12)
    a.append(13)
    a.append(14)
    a.append(15)
    a.append(16)
    a.append(17)
    a.append(18)
    a.append(19)
    a.append(20)
    a.append(21)
    a.append(22)
    a.append(23)
    a.append(24)
    a.append(25)
    a.append(26)
    a.append(27)
    a.append(28)
    a.append(29)
    a.append(30)
    a.append(31)
    a.append(32)
    a.append(33)
    a.append(34)
    a.append(35)
    a.append(36)
    a.append(37)
    a.append(38)
    a.append(39)
    a.append(40)
    a.append(41)
    a.append(42)
    a.append(43)
    a.append(44)
    a.append(45)
    a.append(46)
    a.append(47)
    a.append(48)
    a.append(49)
    a.append(50)
    a.append(51)
    a.append(52)
    a.append(53)
    a.append(54)
    a.append(55)
    a.append(56)
    a.append(57)
    a.append(58)
    a.append(59)
    a.append(60)
    a.append(61)
    a.append(62)
    a.append(63)
    a.append(64)
    a.append(65)
    a.append(66)
    a.append(67)
    a.append(68)
    a.append(69)
    a.append(70)
    a.append(71)
    a.append(72)
    a.append(73)
    a.append(74)
    a.append(75)
    a.append(76)
    a.append(77)
    a.append(78)
    a.append(79)


def parameters(a, b, c, d, e, f, g, h, i, j, k):  # want
    return a


def defaults(a, b=1, c=2, d=3, e=4, f=5, g=6, h=7, i=8, j=9, k=0):  # ok
    return a


def chain(a):  # ok
    if a == 1:
        return 1
    elif a == 2:
        return 2
    elif a == 3:
        return 3
    elif a == 4:
        return 4
    elif a == 5:
        return 5
    elif a == 6:
        return 6
    elif a == 7:
        return 7
    elif a == 8:
        return 8
    elif a == 9:
        return 9
    else:
        return 0


def conditions(a):  # want
    return a == 0 or a == 1 or a == 2 or a == 3 or a == 4 or a == 5 or a == 6 or a == 7 or a == 8 or a == 9 or a == 10 or a == 11 or a == 12 or a == 13 or a == 14 or a == 15 or a == 16
