import asyncio
import inspect

from aiohttp import FormData
from aiohttp.test_utils import TestClient, TestServer


def drive(monkeypatch):
    """Send the request to the application by its test client."""
    return asyncio.run(send(monkeypatch))


async def send(monkeypatch):
    app = find(load(APPLICATION[0], monkeypatch), APPLICATION[1])
    if APPLICATION[2]:
        app = app()
    if inspect.isawaitable(app):
        app = await app
    request = REQUEST
    options = {"params": request["query"] or None, "headers": request["headers"], "allow_redirects": False}
    if request["json"] is not None:
        options["json"] = request["json"]
    elif request["body"] is not None:
        options["data"] = as_bytes(request["body"])
    elif request["form"] or request["files"]:
        options["data"] = FormData(request["form"])
        for name, (filename, content) in request["files"].items():
            options["data"].add_field(name, uploaded(content), filename=filename)
    async with TestClient(TestServer(app), cookies=request["cookies"]) as client:
        answer = await client.request(request["method"], PATH, **options)
        return Answer(answer.status, answer.headers.items(), await answer.text())
