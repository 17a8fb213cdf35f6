// Package check reports names that nothing defines before they are read.
package check

import (
	"fmt"

	"leadline/internal/rule"
)

// Check reports each name once a cell, and names of imports that are gone.
func Check(p *rule.Pass) {
	imported := map[string]bool{}
	for _, x := range append(p.Order("undefined"), p.Order("ghost")...) {
		add := imports[x.Name]
		if x.Kind.String() == "ghost" && add == "" {
			continue
		}
		reader := ""
		if x.Called != "" {
			reader = fmt.Sprintf(" (`%s` reads it)", x.Called)
		}
		if x.Other >= 0 {
			p.ReportProblem(x, fmt.Sprintf("`%s` is not defined here: %s defines it further down%s", x.Name, p.Label(x.Other), reader)).MoveCells(x)
			continue
		}
		r := p.ReportProblem(x, fmt.Sprintf("`%s` is not defined here: no cell defines it%s", x.Name, reader))
		if add != "" && !imported[x.Name] {
			imported[x.Name] = true
			r.AddImport(add)
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
