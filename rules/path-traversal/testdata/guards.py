import os, re
from pathlib import Path, PurePath, PurePosixPath
from flask import Flask, request, abort
from werkzeug.utils import secure_filename
from werkzeug.security import safe_join
app = Flask(__name__)
BASE = "/srv/data"

@app.get("/1")
def each_component():
    p = request.args["p"]
    for token in p.split("/"):
        if ".." in token:
            abort(400)
    open(os.path.join(BASE, p))  # want
    open(f"{BASE}/{p}")

@app.get("/2")
def in_components():
    p = request.args["p"]
    if ".." in p.split("/") or p.startswith("/"):
        abort(400)
    open(os.path.join(BASE, p))

@app.get("/3")
def in_parts():
    p = request.args["p"]
    if ".." in Path(p).parts or Path(p).is_absolute():
        abort(400)
    open(os.path.join(BASE, p))

@app.get("/4")
def common_path():
    p = request.args["p"]
    full = os.path.abspath(os.path.join(BASE, p))
    if os.path.commonpath([BASE, full]) != BASE:
        abort(400)
    open(full)

@app.get("/5")
def in_parents():
    p = request.args["p"]
    full = (Path(BASE) / p).resolve()
    if Path(BASE) not in full.parents:
        abort(400)
    open(full)

@app.get("/6")
def relative_to():
    p = request.args["p"]
    full = (Path(BASE) / p).resolve()
    try:
        full.relative_to(BASE)
    except ValueError:
        abort(400)
    open(full)

@app.get("/7")
def safe_characters():
    p = request.args["p"]
    if not re.match(r"^[A-Za-z0-9_.+-]+$", p):
        abort(400)
    open(os.path.join(BASE, p))

@app.get("/8")
def normal_beginning():
    p = os.path.normpath(request.args["p"])
    if p.startswith("..") or os.path.isabs(p):
        abort(400)
    open(os.path.join(BASE, p))

@app.get("/9")
def any_component():
    p = request.args["p"]
    if any(part == ".." for part in p.split("/")) or p[0] == "/":
        abort(400)
    open(os.path.join(BASE, p))

@app.get("/10")
def relative():
    p = request.args["p"]
    rel = os.path.relpath(os.path.join(BASE, p), BASE)
    if rel.startswith(os.pardir):
        abort(400)
    open(os.path.join(BASE, p))

@app.get("/11")
def below():
    p = request.args["p"]
    full = os.path.realpath(os.path.join(BASE, p))
    if not full.startswith(BASE + os.sep):
        abort(400)
    open(full)

@app.get("/12")
def common_prefix():
    p = request.args["p"]
    full = os.path.realpath(os.path.join(BASE, p))
    if os.path.commonprefix((full, BASE)) != BASE:
        abort(400)
    open(full)  # want "request.args"

@app.get("/13")
def in_pure_parts():
    p = PurePosixPath(request.args["p"])
    if ".." in p.parts or p.is_absolute():
        abort(400)
    open(os.path.join(BASE, p))

def check(p):
    if ".." in p.split("/"):
        raise ValueError
    if os.path.isabs(p):
        raise ValueError
    return p

@app.get("/14")
def checked():
    p = check(request.args["p"])
    open(os.path.join(BASE, p))

@app.get("/15")
def no_separator():
    p = request.args["p"]
    if p in ("", ".", "..") or "/" in p or "\\" in p:
        abort(400)
    open(os.path.join(BASE, p))

@app.get("/16")
def own_base_name():
    p = request.args["p"]
    if os.path.basename(p) != p:
        abort(400)
    open(os.path.join(BASE, p))

@app.get("/17")
def own_secure_name():
    p = request.args["p"]
    if secure_filename(p) != p:
        abort(400)
    open(os.path.join(BASE, p))

@app.get("/18")
def own_normal():
    p = request.args["p"]
    if p != os.path.normpath(p) or os.path.isabs(p) or p.startswith(".."):
        abort(400)
    open(os.path.join(BASE, p))

@app.get("/19")
def path_below():
    p = request.args["p"]
    full = Path(BASE).joinpath(p).resolve()
    if not str(full).startswith(str(Path(BASE).resolve())):
        abort(400)
    open(full)

@app.get("/20")
def common_paths():
    p = request.args["p"]
    full = os.path.abspath(os.path.join(BASE, p))
    if os.path.commonpath((BASE,)) != os.path.commonpath((BASE, full)):
        abort(400)
    open(full)


@app.get("/21")
def names_of_os():
    p = request.args["p"]
    if os.path.pardir in p.split(os.path.sep) or os.path.isabs(p):
        abort(400)
    open(os.path.join(BASE, p))


@app.get("/22")
def equal_component():
    p = request.args["p"]
    for part in p.split("/"):
        if part == "..":
            abort(400)
        if part == ".":
            continue
    open("/srv/" + p)


@app.get("/31")
def part_of_it():
    p = request.args["p"]
    for part in p.split("/"):
        if part == ".":
            continue
        if ".." in part and part.endswith("x"):
            abort(400)
    open("/srv/" + p)  # want


@app.get("/32")
def left_early():
    p = request.args["p"]
    for part in p.split("/"):
        if ".." in part:
            abort(400)
        break
    open("/srv/" + p)  # want


@app.get("/33")
def parts_by_dots():
    p = request.args["p"]
    if any(".." in part for part in p.split(".")):
        abort(400)
    open("/srv/" + p)  # want


@app.get("/34")
def another():
    p, q = request.args["p"], request.args["q"]
    if ".." in q.split("/"):
        abort(400)
    open("/srv/" + p)  # want


@app.get("/35")
def begins():
    p = request.args["p"]
    if p.startswith(".."):
        abort(400)
    open("/srv/" + p)  # want


@app.get("/36")
def not_equal():
    p = request.args["p"]
    if p == os.path.normpath(p):
        abort(400)
    open("/srv/" + p)  # want


@app.get("/37")
def slash_in_class():
    p = request.args["p"]
    if not re.match(r"^[A-Za-z0-9/.]+$", p):
        abort(400)
    open("/srv/" + p)  # want


@app.get("/38")
def no_part_among():
    p = request.args["p"]
    if any(part in ("..", "") for part in p.split("/")):
        abort(400)
    open("/srv/" + p)


@app.get("/39")
def parts_left_out():
    parts = [x for x in request.args["p"].split("/") if x not in ("", ".", "..")]
    open(os.path.join(BASE, *parts))


@app.get("/40")
def base_or_below():
    base = Path(BASE).resolve()
    p = (base / request.args["p"]).resolve()
    if base != p and base not in p.parents:
        abort(404)
    p.read_text()


@app.get("/41")
def another_part_among():
    p = request.args["p"]
    if any(part in (".", "") for part in p.split("/")):
        abort(400)
    open("/srv/" + p)  # want


@app.get("/42")
def equal_to_what_was_sent():
    p = Path(request.args["p"]).resolve()
    base = Path(request.args["q"]).resolve()
    if base != p:
        abort(404)
    p.read_text()  # want


@app.get("/43")
def last_part():
    p = request.args["p"]
    open("/srv/" + p.split("/")[-1])
    open("/srv/" + p.rsplit("/", 1)[-1])
    open("/srv/" + p.rpartition("/")[2])
    open("/srv/" + "/".join(p.split("/")[1:]))  # want
    open("/srv/" + p.split(".")[-1])  # want
    open("/srv/" + p.split("/", 1)[-1])  # want
