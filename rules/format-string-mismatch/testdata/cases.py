def f(a, b, args, kw):
    "%s" % (a, b)  # want
    "%s and %s" % "one"  # want
    "%(x)s" % {"y": 1}  # want
    "%(x)s" % (a,)  # want
    "no holes" % a  # want
    "%y" % a  # want
    "{} {}".format(a)  # want
    "{0} {2}".format(a, b)  # want
    "{name}".format(nam=a)  # want
    "{} {0}".format(a)  # want
    "{}".format(a, b)  # want
    "{".format(a)  # want
    "%s %%" % a
    "%s %s" % args
    "%-*d" % (a, b)
    "%(x)d %(y)s" % {"x": 1, "y": 2, "z": 3}
    "{} {}".format(*args)
    "{a.b} {c[0]}".format(a=a, c=b)
    "{:{width}}".format(a, width=b)
    "{0} {0}".format(a, b)
    "{{}} {}".format(a)
    "{x}".format(**kw)
