import pickle
import sqlite3
import subprocess

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel

router = APIRouter()


class Parcel(BaseModel):
    to: str
    weight: int


@router.get("/find/{town}")
def find(town: str, order: str = "id"):
    db = sqlite3.connect(":memory:")
    db.execute("create table parcels (id, town)")
    return db.execute("select id from parcels where town = '" + town + "'").fetchall()


@router.get("/greet", response_class=HTMLResponse)
async def greet(name: str):
    return "<p>Hello " + name


@router.post("/label")
def label(parcel: Parcel):
    subprocess.run("lp -t " + parcel.to, shell=True)
    return {}


@router.post("/restore")
async def restore(request: Request):
    return str(pickle.loads(await request.body()))


@router.get("/go")
def go(request: Request):
    return RedirectResponse(request.query_params["to"])
