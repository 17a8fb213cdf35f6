from oracle import source, sink
def main():
    d = {"b": source(), "a": "k"}
    d = {**d, "c": "z"}
    sink(str(len(d)))
    sink(list(d.values())[0])
    sink(list(d.items())[1][1])
    del d["b"]
    d["b"] = "again"
    sink(list(d)[1])
    sink(next(iter(d.values())))
main()
