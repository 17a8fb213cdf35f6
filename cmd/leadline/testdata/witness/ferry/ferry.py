import sqlite3
import subprocess

from aiohttp import web


async def book(request):
    form = await request.post()
    if not form.get("port"):
        raise web.HTTPBadRequest()
    db = sqlite3.connect(":memory:")
    db.execute("create table trips (port, seats)")
    db.execute(f"update trips set seats = 0 where port = '{form['port']}'")
    return web.Response(text="booked")


async def horn(request):
    command = (await request.json())["signal"]["name"]
    subprocess.run("horn " + command, shell=True)
    return web.Response(text="ok")


async def sign(request):
    return web.Response(text="<h1>" + request.match_info["port"] + "</h1>", content_type="text/html")


def ferry():
    app = web.Application()
    app.add_routes([web.post("/book", book), web.get("/sign/{port}", sign)])
    app.router.add_post("/horn", horn)
    return app


if __name__ == "__main__":
    web.run_app(ferry())
