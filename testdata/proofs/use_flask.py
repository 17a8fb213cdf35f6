import os, subprocess, sqlite3, pickle, yaml, re, shlex, html, logging
from pathlib import Path
from urllib.parse import urlparse, urljoin
import requests
from flask import Flask, request, redirect, render_template_string, make_response, session, send_file, send_from_directory, abort, jsonify, Response, g, current_app
from markupsafe import escape, Markup
from werkzeug.utils import secure_filename
import flask

app = Flask(__name__)

@app.route("/c1")
def c1():
    os.system("ping -c 1 " + request.args.get("host"))  # want: os-command-injection
    os.popen("ls %s" % request.args["d"]).read()  # want: os-command-injection
    subprocess.run(f"ls {request.values['d']}", shell=True)  # want: os-command-injection
    subprocess.Popen(["sh", "-c", request.form["x"]])  # want: os-command-injection
    subprocess.check_output("ls {}".format(request.cookies.get("d")), shell=True)  # want: os-command-injection
    subprocess.call(args=request.headers["X-Cmd"], shell=True)  # want: os-command-injection
    subprocess.getoutput("id " + request.args["u"])  # want: os-command-injection
    os.execl("/bin/sh", "sh", "-c", request.args["u"])  # want: os-command-injection
    return ""

@app.route("/c2")
def c2():
    host = request.args.get("host")
    if not re.match(r"^[a-zA-Z0-9.-]+$", host):
        abort(400)
    os.system("ping -c 1 " + host)  # silent
    return ""

@app.route("/c3")
def c3():
    host = shlex.quote(request.args.get("host"))
    os.system("ping -c 1 " + host)  # silent
    subprocess.run(["ping", "-c", "1", request.args["host"]])  # silent
    n = int(request.args["n"])
    os.system(f"head -n {n} /etc/motd")  # silent
    return ""

ALLOWED = {"date": "date", "uptime": "uptime -p"}

@app.route("/c4")
def c4():
    cmd = request.args["cmd"]
    if cmd not in ("date", "uptime"):
        return "no", 400
    os.system(cmd)  # silent
    os.system(ALLOWED[request.args["k"]])  # silent
    c = ALLOWED.get(request.args["k"])
    if c:
        os.system(c)  # silent
    return ""

@app.route("/s1")
def s1():
    db = sqlite3.connect("x.db")
    cur = db.cursor()
    cur.execute("SELECT * FROM u WHERE n = '" + request.args["n"] + "'")  # want: sql-injection
    db.execute(f"DELETE FROM u WHERE id = {request.form['id']}")  # want: sql-injection
    cur.executescript(request.data.decode())  # want: sql-injection
    q = "SELECT * FROM u"
    q += " ORDER BY " + request.args.get("o", "id")
    cur.execute(q)  # want: sql-injection
    cur.execute("SELECT * FROM u WHERE n = ?", (request.args["n"],))  # silent
    cur.execute("SELECT * FROM u WHERE n = :n", {"n": request.args["n"]})  # silent
    o = request.args.get("o")
    if o not in ["id", "name"]:
        o = "id"
    cur.execute("SELECT * FROM u ORDER BY " + o)  # silent
    ids = request.args.getlist("id")
    marks = ",".join("?" for _ in ids)
    cur.execute(f"SELECT * FROM u WHERE id IN ({marks})", ids)  # silent
    marks = ",".join(["?"] * len(ids))
    cur.execute("SELECT * FROM u WHERE id IN (%s)" % marks, ids)  # silent
    cur.execute("SELECT * FROM u WHERE id IN (%s)" % ",".join(ids))  # want: sql-injection
    return ""

@app.route("/p1")
def p1():
    open("/srv/" + request.args["f"]).read()  # want: path-traversal
    Path("/srv", request.args["f"]).read_text()  # want: path-traversal
    (Path("/srv") / request.args["f"]).write_bytes(b"")  # want: path-traversal
    send_file(os.path.join("/srv", request.args["f"]))  # want: path-traversal
    with open(os.path.join(app.root_path, request.args["f"]), "rb") as f:  # want: path-traversal
        f.read()
    os.remove(f"/srv/{request.args['f']}")  # want: path-traversal
    send_from_directory("/srv", request.args["f"])  # silent
    open(os.path.join("/srv", secure_filename(request.args["f"])))  # silent
    open(os.path.join("/srv", os.path.basename(request.args["f"])))  # silent
    return ""

@app.route("/p2")
def p2():
    base = os.path.realpath("/srv")
    p = os.path.realpath(os.path.join(base, request.args["f"]))
    if not p.startswith(base + os.sep):
        abort(403)
    open(p)  # silent
    p2 = os.path.abspath(os.path.join(base, request.args["f"]))
    if os.path.commonpath([p2, base]) != base:
        raise ValueError("x")
    open(p2)  # silent
    p3 = (Path(base) / request.args["f"]).resolve()
    if base not in [str(x) for x in p3.parents]:
        abort(403)
    p3.read_text()
    p4 = (Path(base) / request.args["f"]).resolve()
    try:
        p4.relative_to(base)
    except ValueError:
        abort(403)
    p4.read_text()  # silent
    p5 = Path(base, request.args["f"]).resolve()
    if Path(base) not in p5.parents:
        abort(404)
    p5.read_text()  # silent
    name = request.args["f"]
    if ".." in name or name.startswith("/"):
        abort(400)
    open("/srv/" + name)  # silent
    return ""

@app.route("/x1")
def x1():
    return "<h1>" + request.args["q"] + "</h1>"  # want: xss

@app.route("/x2")
def x2():
    return f"<p>{request.args.get('q')}</p>", 200  # want: xss

@app.route("/x3")
def x3():
    return make_response("<b>%s</b>" % request.form["q"])  # want: xss

@app.route("/x4")
def x4():
    return Response("<b>{}</b>".format(request.form["q"]), mimetype="text/html")  # want: xss

@app.route("/x5")
def x5():
    return f"<p>{escape(request.args.get('q'))}</p>"  # silent

@app.route("/x6")
def x6():
    return "<p>" + html.escape(request.args["q"]) + "</p>"  # silent

@app.route("/x7")
def x7():
    return jsonify(q=request.args["q"])  # silent

@app.route("/x8/<name>")
def x8(name):
    return "Hello " + name  # want: xss

@app.route("/x9/<int:n>")
def x9(n):
    return "Hello " + str(n)  # silent

@app.route("/x10")
def x10():
    return {"q": request.args["q"]}  # silent

@app.route("/x11")
def x11():
    return Markup("<b>%s</b>") % request.args["q"]  # silent

@app.route("/x12")
def x12():
    return Markup("<b>" + request.args["q"] + "</b>")  # want: xss

@app.route("/t1")
def t1():
    return render_template_string("Hello " + request.args["n"])  # want: server-side-template-injection

@app.route("/t2")
def t2():
    return render_template_string("Hello {{ n }}", n=request.args["n"])  # silent

@app.route("/d1", methods=["POST"])
def d1():
    pickle.loads(request.data)  # want: unsafe-deserialization
    pickle.loads(request.get_data())  # want
    yaml.load(request.data, Loader=yaml.Loader)  # want
    yaml.load(request.data)  # want
    yaml.safe_load(request.data)  # silent
    yaml.load(request.data, Loader=yaml.SafeLoader)  # silent
    import base64
    pickle.loads(base64.b64decode(request.cookies["s"]))  # want: unsafe-deserialization
    return ""

@app.route("/r1")
def r1():
    return redirect(request.args["next"])  # want: open-redirect

@app.route("/r2")
def r2():
    t = request.args.get("next", "/")
    if urlparse(t).netloc != "":
        t = "/"
    return redirect(t)  # silent

@app.route("/r3")
def r3():
    t = request.args.get("next", "/")
    if not is_safe(t):
        return abort(400)
    return redirect(t)  # silent

def is_safe(target):
    ref = urlparse(request.host_url)
    test = urlparse(urljoin(request.host_url, target))
    return test.scheme in ("http", "https") and ref.netloc == test.netloc

@app.route("/r4")
def r4():
    return redirect("/user/" + request.args["id"])  # silent

@app.route("/r5")
def r5():
    r = make_response("", 302)
    r.headers["Location"] = request.args["u"]  # want: open-redirect
    return r

@app.route("/u1")
def u1():
    requests.get(request.args["url"])  # want: ssrf
    requests.request("GET", "http://" + request.args["h"] + "/x")  # want: ssrf
    import urllib.request
    urllib.request.urlopen(request.args["url"])  # want: ssrf
    requests.get("https://api.example.com/" + request.args["p"])  # silent
    requests.get("https://api.example.com/x", params={"q": request.args["p"]})  # silent
    h = urlparse(request.args["url"]).hostname
    if h not in ("a.example", "b.example"):
        abort(400)
    requests.get(request.args["url"])
    return ""

@app.route("/u2")
def u2():
    url = request.args["url"]
    if urlparse(url).hostname not in {"a.example"}:
        abort(400)
    requests.get(url)  # silent
    return ""

@app.route("/e1")
def e1():
    eval(request.args["e"])  # want: code-injection
    exec(request.form["c"])  # want: code-injection
    compile(request.form["c"], "x", "exec")  # want: code-injection
    import ast
    ast.literal_eval(request.args["e"])  # silent
    __import__(request.args["m"])  # want: module-injection
    import importlib
    importlib.import_module("plugins." + request.args["m"])  # want: module-injection
    return ""

@app.route("/l1")
def l1():
    app.logger.info("user %s", request.args["u"])  # want: log-injection
    logging.warning("user " + request.args["u"])  # want: log-injection
    logging.warning("user %r", request.args["u"])  # silent
    logging.warning("user %s", request.args["u"].replace("\n", "").replace("\r", ""))  # silent
    return ""

@app.route("/re1")
def re1():
    re.search(request.args["p"], "text")  # want: regex-injection
    re.compile(request.args["p"])  # want: regex-injection
    re.search(re.escape(request.args["p"]), "text")  # silent
    return ""

@app.route("/tb")
def tb():
    session["u"] = request.args["u"]  # want: trust-boundary-violation
    return ""

@app.route("/up", methods=["POST"])
def up():
    f = request.files["f"]
    f.save("/srv/" + f.filename)  # want: path-traversal
    f.save(os.path.join("/srv", secure_filename(f.filename)))  # want: unrestricted-file-upload
    return ""
