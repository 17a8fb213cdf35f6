"""What ran in the kernels of open notebooks, as docs/notebook-session.md has it.
It lives in this process only: a reload of the page keeps it, the notebook's file
and the disk never see it."""

import hashlib
from collections import OrderedDict

NOTEBOOKS = 64  # the ones not touched for longest are forgotten
RUNS = 5000  # of one kernel
SOURCE = 200_000  # characters of one cell


class Sessions:
    def __init__(self):
        self.logs = OrderedDict()

    def add(self, path, run):
        """Adds one run. A count that does not go up, and another kernel, mean that
        what was before is gone."""
        runs = self.logs.setdefault(path, [])
        self.logs.move_to_end(path)
        while len(self.logs) > NOTEBOOKS:
            self.logs.popitem(last=False)
        source = str(run["source"])
        entry = {
            "cell": str(run["cell"]),
            "number": int(run.get("number") or 0),
            "source_sha256": hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest(),
            "source": source[:SOURCE] if len(source) <= SOURCE else "",
            "execution_count": int(run["execution_count"]),
            "time": int(run.get("time") or 0),
            "ok": bool(run["ok"]),
            "line": int(run.get("line") or 0),
            "kernel": str(run["kernel"]),
        }
        if runs and (runs[-1]["kernel"] != entry["kernel"] or entry["execution_count"] <= runs[-1]["execution_count"]):
            runs.clear()
        runs.append(entry)
        del runs[:-RUNS]

    def reset(self, path):
        """The kernel of a notebook has ended."""
        self.logs.pop(path, None)

    def rename(self, old, new):
        if old in self.logs:
            self.logs[new] = self.logs.pop(old)

    def of(self, path, kernel=""):
        """The log of a notebook, each source once; None where nothing ran, or where
        another kernel runs now."""
        runs = self.logs.get(path)
        if not runs or kernel and runs[-1]["kernel"] != kernel:
            return None
        known, out = set(), []
        for run in runs:
            entry = dict(run)
            if entry["source_sha256"] in known or not entry["source"]:
                del entry["source"]
            known.add(entry["source_sha256"])
            out.append(entry)
        return {"version": 1, "runs": out}
