"""The service, as the front end asks for it. Everything is done by the engine's
own requests about the service (leadline/cloud/...). Tokens are kept where
`leadline login` keeps them; the front end hands one over and never gets one."""

import asyncio
import json
import os
import socket
from pathlib import Path

from tornado import web

from .engine import EngineError
from .handlers import LeadlineHandler

LONG = 3600.0  # seconds that a scan in the service may take
LOOK = 120.0  # seconds that a folder may take to be looked at
KEPT = 32  # tasks whose end is remembered
MARKS = ((".git",), ("leadline.toml", "pyproject.toml"))


def folder_of(notebook, top):
    """The folder that a notebook is scanned with: its repository, or the one that
    has settings, as far up as what Jupyter serves. None: it stands alone."""
    above = [p for p in Path(notebook).parents if p == top or top in p.parents]
    for marks in MARKS:
        for folder in above:
            if any((folder / m).exists() for m in marks):
                return folder
    return None


class CloudHandler(LeadlineHandler):
    def service(self, told):
        """The address of the service: the server's own, where it has one."""
        return os.environ.get("LEADLINE_SERVICE", "") or told

    async def about(self, data):
        """What a request is about, with its folder opened."""
        path = self.path_of(data)
        uri = self.uri_of(path)
        folder = folder_of(self.local(path), self.top())
        if folder is not None:
            await self.engine.open(folder.as_uri())
        return {"notebook": uri}

    async def status(self, data):
        """How things stand; the folder is not opened for it."""
        path = self.path_of(data)
        folder = folder_of(self.local(path), self.top())
        root = folder.as_uri() if folder is not None else self.uri_of(path)
        return {**await self.engine.call("leadline/cloud/status", {"root": root}), "fixed": bool(os.environ.get("LEADLINE_SERVICE"))}

    async def answer(self, work):
        try:
            self.finish(json.dumps(await work))
        except EngineError as e:
            self.set_status(503)
            self.finish(json.dumps({"message": str(e), "code": e.code}))


    def begin(self, message):
        """A task that goes on behind the answer, and the token that it is asked about by."""
        token = next(self.engine.tokens)
        self.engine.progress[token] = {"message": message, "state": "running"}
        for old in list(self.engine.progress)[:-KEPT]:
            del self.engine.progress[old]
        return token


class Connect(CloudHandler):
    @web.authenticated
    async def post(self):
        """Takes the settings and a token where one is given, and says how things stand."""
        await self.answer(self.connect(self.body()))

    async def connect(self, data):
        url, token = self.service(str(data.get("url") or "")), str(data.get("token") or "")
        await self.engine.wish({"profile": str(data.get("profile") or ""), "cloud": {"url": url}})
        out = {}
        if url:
            try:
                who = await self.engine.call("leadline/cloud/signIn", {"token": token, "keep": bool(token)} if token else {})
                out["login"] = who["login"]
            except EngineError as e:
                out["fault"] = str(e)
        out = {**await self.status(data), **out}
        if out.get("login") and out.get("agreed"):
            asyncio.ensure_future(self.fetch(data))
        return out

    async def fetch(self, data):
        try:
            await self.engine.call("leadline/cloud/sync", await self.about(data), LOOK)
        except EngineError as e:
            self.log.info("leadline: the service: %s", e)


class Device(CloudHandler):
    """Signing in by a browser: one task, which waits for a yes. What the service gives
    for it stays with the engine."""

    @web.authenticated
    async def post(self):
        """Asks the service, and says which code the person is to compare, and where."""
        await self.answer(self.ask(self.body()))

    async def ask(self, data):
        asked = await self.engine.call("leadline/cloud/askDevice", {"client": f"JupyterLab on {socket.gethostname()}"})
        token = self.begin("waiting for a yes in the browser")
        asyncio.ensure_future(self.work(token, asked, data))
        return {"task": token, "code": asked["code"], "address": asked["address"]}

    async def work(self, token, asked, data):
        task = self.engine.progress[token]
        try:
            who = await self.engine.call("leadline/cloud/awaitDevice", {**asked, "keep": True, "workDoneToken": token}, LONG)
            task["result"] = {**await self.status(data), "login": who["login"]}
            task["state"] = "done"
        except EngineError as e:
            task.update(state="failed", fault=str(e), code=e.code)


class SignOut(CloudHandler):
    @web.authenticated
    async def post(self):
        """Forgets the token, and what was agreed to."""
        data = self.body()
        await self.answer(self.leave(data))

    async def leave(self, data):
        await self.engine.call("leadline/cloud/signOut", {"forget": True})
        return await self.status(data)


class Preview(CloudHandler):
    @web.authenticated
    async def post(self):
        """What a scan would send."""
        await self.answer(self.see(self.body()))

    async def see(self, data):
        about = await self.about(data)
        await self.engine.call("leadline/rescan", {})  # nobody tells of files that changed
        return await self.engine.call("leadline/cloud/preview", about, LOOK)


class Scan(CloudHandler):
    """A scan in the service: one task, followed by its token."""

    @web.authenticated
    async def post(self):
        data = self.body()
        about = await self.about(data)
        token = self.begin("looking at what has changed")
        asyncio.ensure_future(self.work(token, {**about, "agreed": data.get("agreed") is True, "workDoneToken": token}))
        self.finish(json.dumps({"token": token}))

    async def work(self, token, params):
        task = self.engine.progress[token]
        try:
            await self.engine.call("leadline/rescan", {})
            task["result"] = await self.engine.call("leadline/cloud/scan", params, LONG)
            task["state"] = "done"
        except EngineError as e:
            task.update(state="failed", fault=str(e), code=e.code)


class Task(CloudHandler):
    @web.authenticated
    async def get(self, token):
        """How far a scan, or a sign-in, is."""
        if token not in self.engine.progress:
            raise web.HTTPError(410, "this task is not known any more")
        self.finish(json.dumps(self.engine.progress[token]))

    @web.authenticated
    async def delete(self, token):
        """Cancels it, in the service too."""
        if token in self.engine.progress:
            await self.engine.cancel(token)
        self.finish("{}")


class Triage(CloudHandler):
    @web.authenticated
    async def post(self):
        """A verdict on a finding."""
        await self.answer(self.give(self.body()))

    async def give(self, data):
        verdict = {k: data[k] for k in ("fingerprint", "verdict", "reason", "until") if data.get(k)}
        return await self.engine.call("leadline/cloud/triage", {**verdict, **await self.about(data)}, LOOK)


class Sync(CloudHandler):
    @web.authenticated
    async def post(self):
        """Sends the verdicts that wait, and fetches what the team has decided."""
        await self.answer(self.fetch(self.body()))

    async def fetch(self, data):
        return await self.engine.call("leadline/cloud/sync", await self.about(data), LOOK)


class Past(CloudHandler):
    @web.authenticated
    async def get(self):
        """What the service has of a notebook, or of one finding."""
        finding = self.get_query_argument("finding", "")
        if finding:
            await self.answer(self.engine.call("leadline/cloud/history", {"id": finding}))
        else:
            await self.answer(self.of({"path": self.get_query_argument("path", "")}))

    async def of(self, data):
        return await self.engine.call("leadline/cloud/notebook", await self.about(data), LOOK)


ROUTES = [
    (r"cloud/connect", Connect),
    (r"cloud/device", Device),
    (r"cloud/device/([a-z0-9-]+)", Task),
    (r"cloud/signout", SignOut),
    (r"cloud/preview", Preview),
    (r"cloud/scan", Scan),
    (r"cloud/scan/([a-z0-9-]+)", Task),
    (r"cloud/triage", Triage),
    (r"cloud/sync", Sync),
    (r"cloud/past", Past),
]
