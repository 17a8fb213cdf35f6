import os, subprocess, sqlite3, pickle, httpx
from typing import Annotated, Optional, Literal
from enum import Enum
from fastapi import FastAPI, APIRouter, Query, Path, Body, Header, Cookie, Form, File, UploadFile, Depends, Request, WebSocket
from fastapi.responses import HTMLResponse, RedirectResponse, FileResponse, PlainTextResponse
from pydantic import BaseModel, Field, constr

app = FastAPI()
router = APIRouter()

class Item(BaseModel):
    name: str
    n: int
    tags: list[str] = []
    sub: Optional["Sub"] = None

class Sub(BaseModel):
    path: str

class Color(str, Enum):
    red = "red"

@app.get("/a")
def a(q: str, n: int, c: Color, lit: Literal["a", "b"]):
    os.system("x " + q)  # want: os-command-injection
    os.system(f"x {n}")  # silent
    os.system(f"x {c.value}")  # silent
    os.system(f"x {lit}")  # silent

@app.post("/b")
async def b(item: Item):
    os.system("x " + item.name)  # want: os-command-injection
    os.system(f"x {item.n}")  # silent
    for t in item.tags:
        os.system(t)  # want: os-command-injection
    open(item.sub.path)  # want: path-traversal

@router.get("/c/{name}")
def c(name: str = Path(...), h: str = Header(None), k: Annotated[str | None, Cookie()] = None, z: str = Query("x")):
    os.system("x " + h)  # want: os-command-injection
    os.system("x " + k)  # want: os-command-injection
    os.system("x " + z)  # want: os-command-injection
    return HTMLResponse("<b>" + name)  # want: xss

@app.post("/d")
async def d(file: UploadFile = File(...), other: bytes = File(), name: str = Form()):
    open("/srv/" + file.filename, "wb").write(await file.read())  # want: path-traversal
    pickle.loads(other)  # want: unsafe-deserialization
    pickle.loads(await file.read())  # want: unsafe-deserialization
    return RedirectResponse(name)  # want: open-redirect

@app.get("/e", response_class=HTMLResponse)
def e(q: str):
    return "<b>" + q  # want: xss

@app.get("/f")
def f(q: str):
    return "<b>" + q  # silent

@app.get("/g")
async def g(request: Request):
    os.system("x " + request.query_params["q"])  # want: os-command-injection
    b = await request.body()
    pickle.loads(b)  # want: unsafe-deserialization
    j = await request.json()
    os.system(j["x"])  # want: os-command-injection
    os.system(request.path_params["x"])  # want: os-command-injection
    async with httpx.AsyncClient() as cl:
        await cl.get(request.query_params["u"])  # want: ssrf

def common(q: str = "", limit: int = 3):
    return {"q": q, "limit": limit}

@app.get("/h")
def h(p: dict = Depends(common)):
    os.system("x " + p["q"])  # want: os-command-injection

class Q:
    def __init__(self, q: str, n: int = 0):
        self.q = q
        self.n = n

@app.get("/i")
def i(p: Q = Depends()):
    os.system("x " + p.q)  # want: os-command-injection

@app.websocket("/ws")
async def ws(w: WebSocket):
    await w.accept()
    t = await w.receive_text()
    os.system(t)  # want: os-command-injection
    j = await w.receive_json()
    os.system(j["a"])  # want: os-command-injection

@app.get("/j")
def j(f: str):
    return FileResponse("/srv/" + f)  # want: path-traversal

@app.get("/k/{p:path}")
def k(p):
    return FileResponse("/srv/" + p)  # want: path-traversal
