import cv2
import feedparser
import fsspec
import h5py
import imageio
import joblib
import keras.models
import keras.saving
import langchain.load.load
import langchain_community.document_loaders
import langchain_community.vectorstores
import mlflow.pyfunc
import numpy
import openpyxl
import pandas
import playwright
import selenium.webdriver
import skimage.io
import suds.client
import torch
import torch.hub
import torch.jit
import wget
import zeep

from leadline_proof import sink, source

keras.models.load_model(source(), safe_mode=False)  # sink: object-bytes
keras.saving.load_model(source(), safe_mode=False)  # sink: object-bytes
mlflow.pyfunc.load_model(source())  # sink: object-bytes
torch.hub.load(source())  # sink: module-name
torch.jit.load("a" + source())  # sink: file-path
torch.load("a" + source())  # sink: file-path
joblib.load("a" + source())  # sink: file-path
numpy.load("a" + source())  # sink: file-path
joblib.dump(0, "a" + source())  # sink: file-path
numpy.save("a" + source())  # sink: file-path
numpy.savez("a" + source())  # sink: file-path
numpy.savetxt("a" + source())  # sink: file-path
numpy.loadtxt("a" + source())  # sink: file-path
numpy.genfromtxt("a" + source())  # sink: file-path
numpy.fromfile("a" + source())  # sink: file-path
pandas.read_csv("a" + source())  # sink: file-path
pandas.read_table("a" + source())  # sink: file-path
pandas.read_json("a" + source())  # sink: file-path
pandas.read_excel("a" + source())  # sink: file-path
pandas.read_parquet("a" + source())  # sink: file-path
pandas.read_feather("a" + source())  # sink: file-path
pandas.read_hdf("a" + source())  # sink: file-path
pandas.read_pickle("a" + source())  # sink: file-path
pandas.read_fwf("a" + source())  # sink: file-path
cv2.imread("a" + source())  # sink: file-path
cv2.imwrite("a" + source())  # sink: file-path
cv2.VideoCapture("a" + source())  # sink: file-path
imageio.imread("a" + source())  # sink: file-path
imageio.imwrite("a" + source())  # sink: file-path
skimage.io.imread("a" + source())  # sink: file-path
skimage.io.imsave("a" + source())  # sink: file-path
h5py.File("a" + source())  # sink: file-path
openpyxl.load_workbook("a" + source())  # sink: file-path
fsspec.open(source())  # sink: file-path
feedparser.parse(source())  # sink: url
zeep.Client(source())  # sink: url
suds.client.Client(source())  # sink: url
wget.download(source())  # sink: url
langchain_community.document_loaders.WebBaseLoader(source())  # sink: url
langchain_community.vectorstores.FAISS.load_local(source(), allow_dangerous_deserialization=True)  # sink: object-bytes
langchain.load.load.loads(source())  # sink: object-bytes


def selenium_webdriver_webdriver(x: selenium.webdriver.WebDriver):
    x.get(source())  # sink: url
    x.execute_script(source())  # sink: code-text


def playwright_page(x: playwright.Page):
    x.goto(source())  # sink: url


keras.models.load_model("a" + source())  # sink: file-path
keras.models.load_model(source(), safe_mode=False)  # sink: object-bytes
keras.saving.load_model(source(), safe_mode=False)  # sink: object-bytes
langchain_community.vectorstores.FAISS.load_local(source(), allow_dangerous_deserialization=True)  # sink: object-bytes


def browses(browser):
    browser.new_page().goto(source())  # sink: url
    browser.new_page().goto("https://example.com/" + source())  # silent
