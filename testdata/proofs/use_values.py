# more usual spellings
import os, io, csv, json, zlib, base64, sqlite3, subprocess, pickle, logging, urllib.parse, configparser, tempfile, shutil, gzip, codecs
from flask import Flask, request, Response, stream_with_context, send_file, redirect, url_for, flash, jsonify, abort
app = Flask(__name__)
logger = logging.getLogger(__name__)

@app.route("/a", methods=["POST"])
def a():
    buf = io.StringIO()
    buf.write(request.form["x"])
    os.system(buf.getvalue())  # want: os-command-injection
    b = io.BytesIO(request.data)
    pickle.load(b)  # want: unsafe-deserialization
    w = io.StringIO()
    json.dump(request.get_json(), w)
    os.system(w.getvalue())  # want: os-command-injection
    f = request.files["f"]
    data = f.read()
    pickle.loads(data)  # want: unsafe-deserialization
    pickle.loads(zlib.decompress(base64.urlsafe_b64decode(request.form["p"])))  # want: unsafe-deserialization
    rows = csv.DictReader(io.StringIO(f.stream.read().decode()))
    for r in rows:
        os.system(r["cmd"])  # want: os-command-injection
    for r in csv.reader(codecs.iterdecode(f.stream, "utf-8")):
        os.system(r[0])  # want: os-command-injection
    cp = configparser.ConfigParser()
    cp.read_string(request.form["ini"])
    os.system(cp["a"]["b"])  # want: os-command-injection
    os.system(cp.get("a", "b"))  # want: os-command-injection
    qs = urllib.parse.parse_qs(request.query_string.decode())
    os.system(qs["a"][0])  # want: os-command-injection
    tmp = tempfile.NamedTemporaryFile(delete=False)
    f.save(tmp.name)
    pickle.load(open(tmp.name, "rb"))
    first, *rest = request.form["x"].split()
    os.system(rest[0])  # want: os-command-injection
    d = {k: v for k, v in request.form.items()}
    os.system(d["x"])  # want: os-command-injection
    l = sorted(request.form.getlist("x"))
    os.system(l[0])  # want: os-command-injection
    os.system(max(l))  # want: os-command-injection
    os.system("".join(reversed(request.form["x"])))  # want: os-command-injection
    os.system(next(iter(l)))  # want: os-command-injection
    it = map(str.strip, l)
    os.system(list(it)[0])  # want: os-command-injection
    fl = [x for x in l if x]
    os.system(fl[0])  # want: os-command-injection
    for i, x in enumerate(l):
        os.system(x)  # want: os-command-injection
    for x, y in zip(l, ["a"]):
        os.system(x)  # want: os-command-injection
        os.system(y)  # silent
    s = request.form["x"]
    os.system(s[1:])  # want: os-command-injection
    os.system(s.format())  # want: os-command-injection
    os.system(f"{s!s:>10}")  # want: os-command-injection
    os.system(bytes(s, "utf-8"))  # want: os-command-injection
    os.system(str(s))  # want: os-command-injection
    os.system("%(a)s" % {"a": s})  # want: os-command-injection
    os.system("a" + s * 2)  # want: os-command-injection
    os.system(s.partition(":")[2])  # want: os-command-injection
    os.system(s.encode("idna").decode())  # want: os-command-injection
    os.system(json.dumps({"a": s}))  # want: os-command-injection
    g = lambda: s
    os.system(g())  # want: os-command-injection
    try:
        raise ValueError(s)
    except ValueError as e:
        os.system(str(e))  # want: os-command-injection
    cmd: str = "ls "
    cmd += s
    os.system(cmd)  # want: os-command-injection
    def inner():
        os.system(s)  # want: os-command-injection
    inner()
    class K:
        v = None
    K.v = s
    os.system(K.v)  # want: os-command-injection
    k = K()
    k.v = s
    os.system(getattr(k, "v"))  # want: os-command-injection
    setattr(k, "w", s)
    os.system(k.w)  # want: os-command-injection
    gl = globals()
    app.config["X"] = s
    os.environ["Y"] = s
    with open("/tmp/z", "w") as o:
        o.write(s)
    subprocess.run("cat", input=s, shell=True)  # silent
    subprocess.run(["sh"], input=s, text=True)
    return redirect(url_for("a", next=s))  # silent

def gen(q):
    yield "<b>"
    yield q

@app.route("/s")
def st():
    return Response(gen(request.args["q"]))  # want: xss

@app.route("/csv")
def cs():
    return Response(request.args["q"], mimetype="text/csv", headers={"Content-Disposition": "attachment"})  # silent

class Store:
    _items = {}
    def put(self, k, v):
        self._items[k] = v
    def get(self, k):
        return self._items.get(k)

store = Store()

@app.route("/p")
def p():
    store.put("a", request.args["q"])
    return "x"

@app.route("/q")
def q():
    os.system(store.get("a"))  # want: os-command-injection
    return "x"
