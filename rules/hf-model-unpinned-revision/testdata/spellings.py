import datasets
import transformers
from datasets import load_dataset
from huggingface_hub import hf_hub_download, snapshot_download
from transformers import AutoModel, AutoTokenizer


def a(name):
    AutoModel.from_pretrained("bert-base-uncased")  # want
    AutoTokenizer.from_pretrained("org/model", revision="main")  # want
    transformers.BertModel.from_pretrained(pretrained_model_name_or_path="bert-base-uncased")  # want
    load_dataset("imdb")  # want
    hf_hub_download(repo_id="org/model", filename="a.bin")  # want
    snapshot_download("org/model")  # want
    datasets.load_dataset("squad", split="train", revision="master")  # want
    AutoModel.from_pretrained("org/model", revision="0123456789abcdef0123456789abcdef01234567")  # ok
    AutoModel.from_pretrained("./local/model")  # ok
    AutoModel.from_pretrained("org/model", local_files_only=True)  # ok
    load_dataset("imdb", revision="0123456789abcdef0123456789abcdef01234567")  # ok
    load_dataset("csv", data_files="a.csv")  # ok


AutoModel.from_pretrained("./local")  # ok
AutoModel.from_pretrained("../models")  # ok
