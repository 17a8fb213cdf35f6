from datasets import load_dataset
from huggingface_hub import hf_hub_download, snapshot_download
from transformers import AutoTokenizer, pipeline

NAME = "bert-base-uncased"


def f(path, kw):
    a = AutoTokenizer.from_pretrained(NAME)  # want
    b = load_dataset("squad")  # want
    c = hf_hub_download(repo_id="org/m", filename="x.bin")  # want
    d = snapshot_download("org/m", revision="main")  # want "branch"
    e = AutoTokenizer.from_pretrained(path)
    g = load_dataset("csv", data_files=path)
    h = AutoTokenizer.from_pretrained("/models/x")
    i = AutoTokenizer.from_pretrained(NAME, local_files_only=True)
    j = snapshot_download("org/m", revision="5546055f03398095e385d7dc625e636cc8910bf2")
    k = AutoTokenizer.from_pretrained(NAME, **kw)
    return a, b, c, d, e, g, h, i, j, k, pipeline("x")
