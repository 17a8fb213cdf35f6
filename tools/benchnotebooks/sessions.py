"""Makes notebooks of which it is known what a restart would print.

usage: sessions.py OUT SEED N NOTEBOOK...

Each notebook that works offline and gives the same twice is lived through N
times: cells run, run again, are edited, moved, copied and deleted at random.
What is on the page at the end is then run from top to bottom in a fresh
namespace. OUT gets NAME.sNN.ipynb, the session's log beside it, what each cell
really read, bound and changed, and one line of labels.jsonl: the cells whose
stored output a restart does not give ("bad"), the cells that a NameError stops
on a restart with the name ("undefined"), and whether anything ran out of order.

Notebooks are programs: take trusted ones, and run this without a network.
"""
import ast, contextlib, hashlib, io, json, os, pickle, random, re, signal, subprocess, sys, tempfile, warnings

# What cannot be run twice in a bare interpreter: shells, networks, files, threads.
UNFIT = re.compile(r"^\s*!|^\s*%%(?!time)|get_ipython|urlopen|requests|urllib|subprocess|os\.(?:remove|system|unlink)|shutil|socket|"
                   r"multiprocessing|threading|open\([^)]*['\"][wa]|to_csv|to_hdf|savefig|input\(|sleep|\bexit\(|fetch_|download", re.M)
LIMIT = 3       # seconds for a cell
CELLS = 80      # of a notebook
KINDS = ["rerun", "swap", "edit", "delete", "move", "none", "insert", "edit-down"]


class Slow(Exception):
    pass


class Names(dict):
    """The namespace of a session, which tells what a cell reads and binds."""

    def __init__(self):
        super().__init__(__name__="__main__")
        self.read, self.bound = set(), set()

    def __getitem__(self, name):
        value = dict.__getitem__(self, name)
        if name not in self.bound:
            self.read.add(name)
        return value

    def __setitem__(self, name, value):
        self.bound.add(name)
        dict.__setitem__(self, name, value)


def fingerprint(value):
    """A hash of what a value holds, or None where that cannot be told."""
    try:
        return hashlib.sha1(pickle.dumps(value)).hexdigest()
    except Exception:
        return None


def silenced(source, last):
    """whether the last expression ends in a semicolon, at which IPython shows nothing"""
    lines = source.split("\n")
    rest = lines[last.end_lineno - 1].encode()[last.end_col_offset:].decode()
    return rest.lstrip().startswith(";")


def one_cell(names, source):
    """(what the cell prints, the exception's name or None, its message)"""
    out, fault, message = io.StringIO(), None, ""
    signal.setitimer(signal.ITIMER_REAL, LIMIT)
    try:
        tree = ast.parse(source)
        last = tree.body[-1] if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            exec(compile(ast.Module(tree.body[:-1] if last else tree.body, []), "cell", "exec"), names)
            if last:
                value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
                if value is not None and not silenced(source, last):
                    print(repr(value)[:4000])
    except Slow:
        raise
    except BaseException as e:
        fault, message = type(e).__name__, str(e)[:200]
        out.write(fault)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return re.sub(r"0x[0-9a-f]{6,}", "0x", out.getvalue()), fault, message


def run(order, trace=False):
    """One fresh session: [(text, fault, message)] for the cells of order, and their facts."""
    def alarm(*_):
        raise Slow()

    signal.signal(signal.SIGALRM, alarm)
    names, results, facts = Names(), [], []
    before = {}
    for _, source in order:
        names.read, names.bound = set(), set()
        results.append(one_cell(names, source))
        if trace:
            after = {k: fingerprint(v) for k, v in dict.items(names) if not k.startswith("__")}
            changed = [k for k in after if k in before and after[k] != before[k] and k not in names.bound]
            facts.append({"reads": sorted(names.read), "binds": sorted(names.bound), "changes": sorted(changed)})
            before = after
    return results, facts


def edited(source, rng):
    """The source with one number changed, or None."""
    spots = list(re.finditer(r"(?<![\w.'\"])(\d+)(?![\w.'\"])", source))
    if not spots:
        return None
    m = rng.choice(spots)
    return source[:m.start()] + str(int(m.group()) + rng.choice([1, 2, 3])) + source[m.end():]


def session(cells, rng):
    """A random history: (the page, [(id, source)]; the runs, the same; what happened)."""
    page = [(f"c{k}", s) for k, s in enumerate(cells)]
    log, kinds = list(page), []
    for kind in rng.choices(KINDS, k=rng.choice([1, 1, 2, 3])):
        n = len(page)
        if n < 4:
            break
        i = rng.randrange(n)
        if kind == "rerun":
            log.append(page[i])
        elif kind == "swap":        # two neighbours first run in the other order
            j = min(n - 1, i + rng.choice([1, 1, 2]))
            a = [x for x, e in enumerate(log) if e[0] == page[i][0]]
            b = [x for x, e in enumerate(log) if e[0] == page[j][0]]
            if a and b and i != j:
                log[a[0]], log[b[0]] = log[b[0]], log[a[0]]
        elif kind.startswith("edit"):   # a number changes; then it runs alone, or with all below
            s = edited(page[i][1], rng)
            if s is None:
                continue
            page[i] = (page[i][0], s)
            log += page[i:] if kind == "edit-down" else [page[i]]
        elif kind == "delete":
            page.pop(i)
        elif kind == "move":
            c = page.pop(i)
            page.insert(rng.randrange(len(page) + 1), c)
        elif kind == "insert":      # a copy further down, as people do while they try things
            c = (f"n{rng.randrange(10 ** 6)}", page[i][1])
            page.insert(i + 1, c)
            log.append(c)
        kinds.append(kind)
    return page, log, kinds


def write(out, name, page, log, kinds):
    """Runs a history and its page, and writes what came of both."""
    results, _ = run(log)
    fresh, facts = run(page, trace=True)
    last, runs = {}, []
    for count, ((cell, source), (text, fault, _)) in enumerate(zip(log, results), 1):
        last[cell] = (count, text, fault)
        runs.append({"cell": cell, "source_sha256": hashlib.sha256(source.encode()).hexdigest(), "source": source,
                     "execution_count": count, "time": 1000 * count, "ok": fault is None, "kernel": "k1"})
    cells, bad, undefined = [], [], []
    for i, ((cell, source), (text, fault, message)) in enumerate(zip(page, fresh)):
        count, stored, failed = last.get(cell, (None, None, None))
        outputs = []
        if failed:
            outputs = [{"output_type": "error", "ename": failed, "evalue": "", "traceback": []}]
        elif stored:
            outputs = [{"output_type": "stream", "name": "stdout", "text": stored}]
        cells.append({"cell_type": "code", "id": cell, "metadata": {}, "execution_count": count, "source": source, "outputs": outputs})
        if stored is not None and not failed and stored != text:
            bad.append(i)
        m = re.match(r"name '(\w+)' is not defined", message)
        if fault == "NameError" and m:
            undefined.append([i, m.group(1)])
    with open(os.path.join(out, name + ".ipynb"), "w") as f:
        json.dump({"cells": cells, "metadata": {"kernelspec": {"language": "python", "name": "python3", "display_name": "Python 3"}},
                   "nbformat": 4, "nbformat_minor": 5}, f)
    with open(os.path.join(out, name + ".log.json"), "w") as f:
        json.dump({"version": 1, "runs": runs}, f)
    with open(os.path.join(out, name + ".facts.json"), "w") as f:
        json.dump(facts, f)
    counts = [c["execution_count"] for c in cells if c["execution_count"]]
    with open(os.path.join(out, "labels.jsonl"), "a") as f:
        f.write(json.dumps({"file": name, "kinds": kinds, "bad": bad, "undefined": undefined, "cells": len(cells),
                            "disordered": any(b < a for a, b in zip(counts, counts[1:]))}) + "\n")


def code_cells(path):
    with open(path, encoding="utf-8", errors="replace") as f:
        nb = json.load(f)
    cells = nb.get("cells")
    if cells is None:
        cells = [c for w in nb.get("worksheets", []) for c in w.get("cells", [])]
    out = []
    for c in cells:
        if c.get("cell_type") == "code":
            s = c.get("source", c.get("input", ""))
            out.append(re.sub(r"(?m)^\s*%.*$", "", "".join(s) if isinstance(s, list) else str(s or "")))
    return [s for s in out if s.strip()][:CELLS]


def one(path, out, seed, n):
    try:
        cells = code_cells(path)
        if len(cells) < 5 or UNFIT.search("\n".join(cells)):
            return "unfit"
        [ast.parse(s) for s in cells]
        numbered = list(enumerate(cells))
        a, b = run(numbered)[0], run(numbered)[0]
    except (SyntaxError, Slow, ValueError, AttributeError):
        return "unfit"
    good = next((k for k, (x, y) in enumerate(zip(a, b)) if x != y or x[1]), len(cells))
    if good < 5:
        return "fails or differs"
    base = hashlib.sha1(path.encode()).hexdigest()[:6] + "-" + re.sub(r"\.ipynb$", "", os.path.basename(path))[-50:]
    for s in range(n):
        rng = random.Random(f"{seed}/{os.path.basename(path)}/{s}")
        page, log, kinds = session(cells[:good], rng)
        try:
            write(out, f"{base}.s{s:02d}", page, log, kinds)
        except (Slow, SyntaxError):
            continue
    return "used"


def main(out, seed, n, paths):
    os.makedirs(out, exist_ok=True)
    tally = {}
    for i, p in enumerate(paths):
        command = [sys.executable, os.path.abspath(__file__), "one", os.path.abspath(out), seed, n, os.path.abspath(p)]
        try:
            w = subprocess.run(command, capture_output=True, text=True, timeout=90,
                               env={**os.environ, "PYTHONHASHSEED": "0", "MPLBACKEND": "Agg", "TF_CPP_MIN_LOG_LEVEL": "3"})
            verdict = (w.stdout.strip().splitlines() or ["crashed"])[-1]
        except subprocess.TimeoutExpired:
            verdict = "too slow"
        tally[verdict] = tally.get(verdict, 0) + 1
        print(f"\r{i + 1}/{len(paths)} {tally}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    if sys.argv[1:2] == ["one"]:
        os.chdir(tempfile.mkdtemp())
        print(one(sys.argv[5], sys.argv[2], sys.argv[3], int(sys.argv[4])))
    elif len(sys.argv) > 4:
        main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:])
    else:
        sys.exit(__doc__)
