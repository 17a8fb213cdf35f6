# A dict that makes what it lacks has it from then on, whatever makes it.
import collections
from oracle import source, sink, flag

x = source()
d = collections.defaultdict(lambda: "a")
d["k"]
sink(x if "k" in d else "b")
sink("a" if d.get("k") is None else x)
sink(d.pop("k", x))
e = {}
e.setdefault("k")
sink(x if len(e) == 1 else "b")
sink(x if "k" not in e else "b")
