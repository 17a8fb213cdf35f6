import transformers
from datasets import load_dataset
from diffusers import DiffusionPipeline
from sentence_transformers import SentenceTransformer
from transformers import AutoModelForCausalLM, AutoTokenizer, pipeline
from vllm import LLM


def a(options):
    AutoModelForCausalLM.from_pretrained("org/model", trust_remote_code=True)  # want
    transformers.AutoConfig.from_pretrained("org/model", trust_remote_code=True)  # want
    pipeline("text-generation", model="org/model", trust_remote_code=True)  # want
    load_dataset("org/data", trust_remote_code=True)  # want
    SentenceTransformer("org/model", trust_remote_code=True)  # want
    LLM(model="org/model", trust_remote_code=True)  # want
    DiffusionPipeline.from_pretrained("org/model", trust_remote_code=True)  # want
    AutoTokenizer.from_pretrained("org/model")  # ok
    AutoTokenizer.from_pretrained("org/model", trust_remote_code=False)  # ok
    pipeline("text-generation", model="org/model")  # ok
    LLM(model="org/model")  # ok

OPTIONS = {"trust_remote_code": True, "device_map": "auto"}
AutoModel.from_pretrained("org/model", **OPTIONS)  # want
AutoModel.from_pretrained("org/model", **dict(device_map="auto"))  # ok
