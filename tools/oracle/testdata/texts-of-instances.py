from oracle import source, sink
class R:
    def __init__(self, x):
        self.x = x
    def __repr__(self):
        return self.x
class S:
    def __init__(self, x):
        self.x = x
    def __str__(self):
        return self.x
def main():
    a = source()
    sink("%s" % R(a))
    sink("%s" % S(a))
    sink("%s" % (R(a),))
    sink("%s" % (S(a),))
    sink("%(k)s" % {"k": S(a)})
    sink("%r" % R(a))
    sink("%r" % S("k"))
    sink("{}".format(R(a)))
    sink("{!r}".format(R(a)))
    sink("{k}".format(k=S(a)))
    sink("{0.x}".format(S(a)))
    sink(f"{R(a)}")
    sink(f"{R(a)!r}")
    sink("%s" % R("k"))
    sink("%s and %s" % (R("k"), S(a)))
    sink("%s" % [R("k")])
main()
