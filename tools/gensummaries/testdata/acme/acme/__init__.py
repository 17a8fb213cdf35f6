from ._impl import Client, Special, kept, maybe, merged, nothing, parsed, picked, render, run, tag, unclear, word
from .helpers import load
