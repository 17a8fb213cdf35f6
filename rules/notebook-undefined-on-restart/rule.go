// Package check reports names that nothing defines before they are read.
package check

import (
	"fmt"

	"leadline/internal/rule"
)

// Check reports each name once: at the first cell that reads it, with the others
// in the message.
func Check(p *rule.Pass) {
	all := append(p.Order("undefined"), p.Order("ghost")...)
	cells := map[string][]int{}
	for _, x := range all {
		cells[x.Name] = append(cells[x.Name], x.Cell)
	}
	said := map[string]bool{}
	for _, x := range all {
		add := imports[x.Name]
		if x.Kind.String() == "ghost" && add == "" || said[x.Name] {
			continue
		}
		said[x.Name] = true
		reader, others := "", ""
		if x.Called != "" {
			reader = fmt.Sprintf(" (`%s` reads it)", x.Called)
		}
		if more := cells[x.Name][1:]; len(more) > 0 {
			others = "; nor is it in " + p.Labels(more)
		}
		if x.Other >= 0 {
			p.ReportProblem(x, fmt.Sprintf("`%s` is not defined here: %s defines it further down%s%s", x.Name, p.Label(x.Other), reader, others)).MoveCells(x)
			continue
		}
		r := p.ReportProblem(x, fmt.Sprintf("`%s` is not defined here: no cell defines it%s%s", x.Name, reader, others))
		if add != "" {
			r.AddImport(x, add)
		}
	}
}

// imports are what the names stand for that people import without thinking.
var imports = map[string]string{
	"np": "import numpy as np", "numpy": "import numpy", "pd": "import pandas as pd", "pandas": "import pandas", "plt": "import matplotlib.pyplot as plt",
	"matplotlib": "import matplotlib", "sns": "import seaborn as sns", "tf": "import tensorflow as tf", "torch": "import torch", "nn": "from torch import nn",
	"F": "import torch.nn.functional as F", "sp": "import scipy as sp", "scipy": "import scipy", "sk": "import sklearn as sk", "sklearn": "import sklearn",
	"os": "import os", "sys": "import sys", "re": "import re", "json": "import json", "math": "import math", "random": "import random", "time": "import time",
	"datetime": "import datetime", "itertools": "import itertools", "collections": "import collections", "Counter": "from collections import Counter",
	"defaultdict": "from collections import defaultdict", "Path": "from pathlib import Path", "glob": "import glob", "pickle": "import pickle", "csv": "import csv",
	"requests": "import requests", "nltk": "import nltk", "cv2": "import cv2", "Image": "from PIL import Image", "tqdm": "from tqdm import tqdm",
	"px": "import plotly.express as px", "go": "import plotly.graph_objects as go", "alt": "import altair as alt", "xgb": "import xgboost as xgb",
	"lgb": "import lightgbm as lgb", "keras": "from tensorflow import keras", "stats": "from scipy import stats", "partial": "from functools import partial",
	"train_test_split": "from sklearn.model_selection import train_test_split", "shutil": "import shutil", "copy": "import copy", "warnings": "import warnings",
}
