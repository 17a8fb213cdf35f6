import os, sqlite3, subprocess, json, re, shlex, logging, html
from string import Template
from functools import wraps, partial, lru_cache
from contextlib import closing, contextmanager
from dataclasses import dataclass
from flask import Flask, request, abort, Blueprint, views, g, current_app
from flask.views import MethodView
from pathlib import Path
app = Flask(__name__)
bp = Blueprint("bp", __name__)

class Dao:
    def __init__(self):
        self.conn = sqlite3.connect("x")
        self.cur = self.conn.cursor()
    def find(self, name):
        return self.cur.execute("SELECT * FROM u WHERE n='%s'" % name).fetchall()  # want: sql-injection
    def safe(self, name):
        return self.cur.execute("SELECT * FROM u WHERE n=?", (name,)).fetchall()  # silent

def get_db():
    if "db" not in g:
        g.db = sqlite3.connect("x")
        g.db.row_factory = sqlite3.Row
    return g.db

@contextmanager
def cursor():
    c = sqlite3.connect("x")
    try:
        yield c.cursor()
    finally:
        c.close()

class Api(MethodView):
    def get(self, id):
        dao = Dao()
        dao.find(id)
        dao.safe(id)
        return {}
    def post(self):
        d = request.get_json(force=True)
        name, cmd = d.get("name"), d.get("cmd")
        with closing(sqlite3.connect("x")) as c:
            c.execute("INSERT INTO u VALUES ('" + name + "')")  # want: sql-injection
        subprocess.Popen(cmd, shell=True, stdout=subprocess.PIPE)  # want: os-command-injection
        return {}
bp.add_url_rule("/u/<id>", view_func=Api.as_view("u"))

@bp.route("/a", methods=["GET", "POST"])
def a():
    db = get_db()
    db.execute("SELECT * FROM u WHERE n = '{}'".format(request.form["n"]))  # want: sql-injection
    with cursor() as cur:
        cur.execute("SELECT " + request.args["n"])  # want: sql-injection
    q = "SELECT * FROM u WHERE 1=1"
    args = []
    for k in ("name", "city"):
        if request.args.get(k):
            q += " AND " + k + " = ?"
            args.append(request.args[k])
    db.execute(q, args)  # silent
    filters = []
    for k, v in request.args.items():
        filters.append(f"{k} = '{v}'")
    db.execute("SELECT * FROM u WHERE " + " AND ".join(filters))  # want: sql-injection
    t = Template("SELECT * FROM u WHERE n = '$n'")
    db.execute(t.substitute(n=request.args["n"]))  # want: sql-injection
    query = """
        SELECT * FROM u
        WHERE n = '%(n)s'
    """ % {"n": request.args["n"]}
    db.execute(query)  # want: sql-injection
    sql = "SELECT * FROM u WHERE n = " + repr(request.args["n"])
    db.execute(sql)  # want: sql-injection
    n = request.args["n"].replace("'", "''")
    db.execute("SELECT * FROM u WHERE n = '" + n + "'")  # silent :spurious
    limit = request.args.get("limit", 10, type=int)
    db.execute(f"SELECT * FROM u LIMIT {limit}")  # silent
    page = int(request.args.get("page", 1))
    db.execute("SELECT * FROM u OFFSET %d" % page)  # silent
    order = {"n": "name", "c": "city"}.get(request.args.get("o"), "name")
    db.execute(f"SELECT * FROM u ORDER BY {order}")  # silent
    direction = "DESC" if request.args.get("d") == "desc" else "ASC"
    db.execute("SELECT * FROM u ORDER BY name " + direction)  # silent
    col = request.args["c"]
    if not col.isidentifier():
        abort(400)
    db.execute(f"SELECT {col} FROM u")  # silent
    try:
        uid = int(request.args["id"])
    except ValueError:
        abort(400)
    db.execute("SELECT * FROM u WHERE id = %s" % uid)  # silent
    rows = [r for r in db.execute(f"SELECT * FROM {request.args['t']}")]  # want: sql-injection
    return {}

def run(cmd, *args):
    return subprocess.check_output(" ".join([cmd, *args]), shell=True)  # want: os-command-injection

def run_list(cmd, *args):
    return subprocess.check_output([cmd, *args])  # silent

def sanitize(s):
    return re.sub(r"[^A-Za-z0-9_]", "", s)

def validate(s):
    if not re.fullmatch(r"[a-z0-9]+", s):
        raise ValueError(s)
    return s

def is_ok(s):
    return s.isalnum()

def only_digits(s):
    return "".join(c for c in s if c.isdigit())

def login_required(f):
    @wraps(f)
    def inner(*a, **k):
        if not g.user:
            abort(403)
        return f(*a, **k)
    return inner

@app.post("/b")
@login_required
def b():
    h = request.form.get("host", "")
    run("ping", "-c", "1", h)
    run_list("ping", h)
    os.system("ping " + sanitize(h))  # silent
    os.system("ping " + validate(request.form["name"]))  # silent
    if is_ok(h):
        os.system("ping " + h)  # silent
    os.system("ping " + only_digits(h))  # silent
    os.system("ping " + h.strip().lower())
    cmd = ["ping", h]
    os.system(" ".join(cmd))
    os.system(" ".join(shlex.quote(c) for c in cmd))  # silent
    os.system(shlex.join(cmd))  # silent
    os.system("ping %s" % shlex.quote(h))  # silent
    f = partial(os.system, "ping " + h)
    lam = lambda x: os.system("ls " + x)
    lam(h)
    cmds = {"a": "ls", "b": "ps"}
    os.system(cmds[h])  # silent
    for c in h.split(","):
        os.system("echo " + c)  # want: os-command-injection
    if h and (x := h.strip()):
        os.popen("ls " + x)  # want: os-command-injection
    match h:
        case "a" | "b":
            os.system(h)  # silent
        case other:
            os.system(other)  # want: os-command-injection
    env = os.environ.copy()
    env["X"] = h
    subprocess.run(["ls"], env=env)  # silent
    subprocess.run("ls $X", shell=True, env={"X": h})  # silent
    subprocess.run(["ls", "--", h])  # silent
    subprocess.run(f"ls {h}".split())
    subprocess.run(shlex.split("ls " + h))
    subprocess.run(["bash", "-c", f"ls {h}"])  # want: os-command-injection
    return {}

@dataclass
class Req:
    name: str
    n: int

@app.get("/c")
def c():
    r = Req(request.args["name"], int(request.args["n"]))
    os.system("x " + r.name)  # want: os-command-injection
    os.system(f"x {r.n}")  # silent
    d = {"k": request.args["k"], "s": "ls"}
    os.system(d["s"])  # silent
    os.system(d["k"])  # want: os-command-injection
    a, b2 = request.args["a"], "ls"
    os.system(b2)  # silent
    os.system(a)  # want: os-command-injection
    x = request.args["x"]
    x = "ls"
    os.system(x)  # silent
    lst = [request.args["q"]]
    lst.append("ls")
    os.system(lst[1])  # silent
    os.system(lst[0])  # want: os-command-injection
    y = request.args.get("y") or "ls"
    os.system(y)  # want: os-command-injection
    z = request.args["z"] if len(request.args["z"]) < 5 else "ls"
    os.system(z)  # want: os-command-injection
    w = str(len(request.args["z"]))
    os.system("head -n " + w)  # silent
    u = json.loads(request.args["j"])
    os.system(u["cmd"])  # want: os-command-injection
    v = bool(request.args.get("v"))
    os.system(f"x {v}")  # silent
    s = request.args.to_dict(flat=True)
    os.system("{cmd}".format(**s))  # want: os-command-injection
    p = request.args["p"]
    if p == "a" or p == "b":
        os.system(p)  # silent
    if p in ("a", "b") and len(p) > 0:
        os.system(p)  # silent
    if p not in ["a", "b"]:
        return "no"
    os.system(p)  # silent
    return {}

@app.get("/d")
def d():
    name = request.args["name"]
    base = Path("/srv/data")
    p = base / name
    if not p.resolve().is_relative_to(base.resolve()):
        abort(400)
    p.read_text()  # silent
    q = os.path.normpath(os.path.join("/srv", name))
    if not q.startswith("/srv/"):
        abort(400)
    open(q)  # silent
    r = os.path.join("/srv", name)
    if os.path.commonprefix([os.path.realpath(r), "/srv/"]) != "/srv/":
        abort(400)
    open(r)
    s = os.path.join("/srv", name + ".txt")
    open(s)
    t = name.replace("../", "")
    open("/srv/" + t)
    u = name.split("/")[-1]
    open("/srv/" + u)  # silent
    if name.startswith("/srv/"):
        open(name)
    v = re.sub(r"[^\w.-]", "_", name)
    open("/srv/" + v)  # silent
    if "/" in name or "\\" in name:
        abort(400)
    open("/srv/" + name)  # silent
    return {}

@app.get("/e")
def e():
    n = request.args["n"]
    out = "<ul>"
    for x in request.args.getlist("x"):
        out += "<li>" + x + "</li>"
    out += "</ul>"
    return out  # want: xss

@app.get("/f")
def f():
    n = request.args["n"]
    out = "<ul>" + "".join(f"<li>{html.escape(x)}</li>" for x in request.args.getlist("x")) + "</ul>"
    return out  # silent

@app.get("/g")
def gg():
    try:
        n = int(request.args["n"])
    except ValueError as ex:
        return "bad " + request.args["n"], 400  # want: xss
    return f"<p>{n}</p>"  # silent

@app.errorhandler(404)
def nf(e):
    return f"<h1>{request.path} not found</h1>", 404  # want: xss

@app.get("/h")
def hh():
    n = request.args["n"]
    n = n.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "<p>" + n + "</p>"  # silent

@app.get("/i")
def ii():
    logging.getLogger(__name__).info("u: " + request.args["u"].replace("\n", " ").replace("\r", " "))  # silent
    current_app.logger.error(f"u: {request.args['u']}")  # want: log-injection
    logging.info("u: %s", repr(request.args["u"]))  # silent
    logging.info("u: %d", int(request.args["u"]))  # silent
    return {}
