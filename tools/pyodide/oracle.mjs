// Answers paths on standard input with the dumps of the script given as first
// argument (internal/python/syntax/testdata/differ/dump.py), made by CPython
// as WebAssembly. The protocol is the one of that script. With the argument
// --unpack DIR it writes the Python files of the standard library it carries.
import { readFileSync, writeFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { loadPyodide } from "pyodide";

const python = await loadPyodide({ stdout: () => {}, stderr: (s) => console.error(s) });
const [script, flag, dir] = process.argv.slice(2);
python.runPython(readFileSync(script, "utf8").replace(/^if __name__[^]*$/m, ""));
const dump = python.runPython(`
def dump_input():
    with open("/input", "rb") as f:
        return dump(f.read())
dump_input`);

if (flag === "--unpack") unpack(dir);
else for await (const path of createInterface({ input: process.stdin })) answer(path);

function answer(path) {
  python.FS.writeFile("/input", readFileSync(path));
  const nodes = dump();
  const head = Buffer.alloc(4);
  if (nodes === undefined || nodes === null) {
    head.writeUInt32LE(0xffffffff);
    process.stdout.write(head);
    return;
  }
  const bytes = nodes.toJs();
  nodes.destroy();
  head.writeUInt32LE(bytes.length);
  process.stdout.write(Buffer.concat([head, bytes]));
}

function unpack(into) {
  const files = python.runPython(`
import os, sys, zipfile
out = {}
for entry in sys.path:
    if entry.endswith(".zip") and os.path.exists(entry):
        with zipfile.ZipFile(entry) as z:
            for name in z.namelist():
                if name.endswith(".py"):
                    out[name] = z.read(name)
    elif os.path.isdir(entry):
        for base, _, names in os.walk(entry):
            for name in names:
                if name.endswith(".py"):
                    path = os.path.join(base, name)
                    with open(path, "rb") as f:
                        out[os.path.relpath(path, entry)] = f.read()
out
`).toJs();
  for (const [name, bytes] of files instanceof Map ? files : Object.entries(files)) {
    const path = join(into, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
}
