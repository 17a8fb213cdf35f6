# --- state.py
KEPT = {}
text = "k"
def put(p):
    KEPT["k"] = p
def get():
    return KEPT.get("k", "none")
# --- m0.py
from oracle import source, sink
import state
def main():
    a = source()
    state.put(a)
    sink(state.get())
    state.text = a
    sink(state.text)
main()
