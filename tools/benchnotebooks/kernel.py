"""Lives sessions through a real kernel, and asks what the server part of the
JupyterLab extension says of them while they are live.

usage: kernel.py DIR [N]

DIR holds what sessions.py made: of each session its page and its runs. The runs
are sent to an ipykernel over the kernel protocol, cell by cell; each is told to
the extension's own log of runs, and the notebook is then looked at by the
engine as the front end sends it. The truth is what the same kernel prints when
it has been restarted and runs the page from top to bottom. Python is one that
has jupyter_client, ipykernel and jupyterlab-leadline.
"""

import asyncio
import json
import logging
import os
import re
import sys

from jupyter_client.manager import KernelManager
from jupyterlab_leadline.engine import Engine
from jupyterlab_leadline.sessions import Sessions

LIMIT = 20  # seconds for a cell


class Kernel:
    def __init__(self):
        self.manager = KernelManager(kernel_name="python3")
        self.manager.start_kernel(env={**os.environ, "PYTHONHASHSEED": "0", "MPLBACKEND": "Agg"})
        self.connect()

    def connect(self):
        self.client = self.manager.blocking_client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)

    def restart(self):
        self.client.stop_channels()
        self.manager.restart_kernel(now=True)
        self.connect()

    def run(self, source):
        """(the outputs, the count, whether it went well)"""
        outputs = []

        def hear(message):
            kind, content = message["msg_type"], message["content"]
            if kind == "stream":
                outputs.append({"output_type": "stream", "name": content["name"], "text": content["text"]})
            elif kind in ("execute_result", "display_data"):
                outputs.append({"output_type": kind, "data": {k: v for k, v in content["data"].items() if k == "text/plain"}, "metadata": {}})
            elif kind == "error":
                outputs.append({"output_type": "error", "ename": content["ename"], "evalue": content["evalue"], "traceback": content["traceback"]})

        reply = self.client.execute_interactive(source, timeout=LIMIT, output_hook=hear, allow_stdin=False, stop_on_error=False)["content"]
        return outputs, reply["execution_count"], reply["status"] == "ok"

    def stop(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def text_of(outputs):
    """What outputs say, without addresses and warnings."""
    out = []
    for o in outputs:
        if o["output_type"] == "stream":
            out.append(o["text"] if o["name"] == "stdout" else "")
        elif o["output_type"] == "error":
            out.append("!" + o["ename"])
        else:
            out.append(o["data"].get("text/plain", ""))
    return re.sub(r"0x[0-9a-f]{6,}", "0x", "".join(out))


async def one(kernel, engine, base):
    """(whether a stored output is another after a restart, what the engine says, how long it took)"""
    with open(base + ".ipynb") as f:
        page = [(c["id"], c["source"]) for c in json.load(f)["cells"]]
    with open(base + ".log.json") as f:
        runs = json.load(f)["runs"]
    kernel.restart()
    sessions, stored = Sessions(), {}
    for r in runs:
        outputs, count, ok = kernel.run(r["source"])
        stored[r["cell"]] = (outputs, count, ok)
        sessions.add("n.ipynb", {"cell": r["cell"], "source": r["source"], "execution_count": count, "ok": ok, "kernel": "k"})
    cells = []
    for cell, source in page:
        outputs, count, _ = stored.get(cell, ([], None, True))
        cells.append({"cell_type": "code", "id": cell, "metadata": {}, "source": source, "execution_count": count, "outputs": outputs})
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}
    answer = await engine.call("leadline/analyzeNotebook", {"uri": "file:///n.ipynb", "notebook": notebook, "live": sessions.of("n.ipynb", "k")})
    kernel.restart()
    wrong = []
    for cell, source in page:
        outputs, _, _ = kernel.run(source)
        if cell in stored and stored[cell][2] and text_of(stored[cell][0]) != text_of(outputs):
            wrong.append(cell)
    report = answer["report"]
    number = {c["number"]: c["id"] for c in report["cells"]}
    # A cell that fails on a restart changes its output only if it has one that went well.
    said = [number[n] for n in report["changes"]] + [number[n] for n in report["fails"] if number[n] in stored and stored[number[n]][2]]
    return wrong, said, answer["milliseconds"]


async def main(folder, limit):
    logging.basicConfig(level=logging.ERROR)
    engine, kernel = Engine(logging.getLogger()), Kernel()
    with open(os.path.join(folder, "labels.jsonl")) as f:
        names = [json.loads(line)["file"] for line in f]
    step = max(1, len(names) // limit)
    tp = fp = fn = tn = left_out = 0
    took, misses = [], []
    for name in names[::step][:limit]:
        try:
            wrong, said, ms = await one(kernel, engine, os.path.join(folder, name))
        except Exception as e:  # a cell that hangs, a kernel that dies: no session
            left_out += 1
            print(f"{name}: left out: {e!r}", file=sys.stderr)
            continue
        took.append(ms)
        if bool(wrong) != bool(said):
            misses.append(f"{name}: truth {wrong}, said {said}")
        tp, fp, fn, tn = tp + bool(wrong and said), fp + bool(said and not wrong), fn + bool(wrong and not said), tn + (not wrong and not said)
    kernel.stop()
    engine.stop()
    print("\n".join(misses))
    print(f"precision {tp / max(1, tp + fp):.3f}  recall {tp / max(1, tp + fn):.3f}  (TP {tp} FP {fp} FN {fn} TN {tn}, {left_out} left out)")
    took.sort()
    if took:
        print(f"the engine: p50 {took[len(took) // 2]:.1f} ms, p95 {took[int(len(took) * 0.95)]:.1f} ms")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    asyncio.run(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 200))
