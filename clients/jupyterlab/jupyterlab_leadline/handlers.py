"""What the front end asks: all of it below BASE/leadline/, for who is signed in
to Jupyter only, and with Jupyter's protection against forged requests."""

import json
import os
from pathlib import Path, PurePosixPath

from jupyter_server.base.handlers import APIHandler
from tornado import web

from .engine import EngineError
from .version import __version__

BODY = 32 << 20  # bytes of one request


class LeadlineHandler(APIHandler):
    def initialize(self, engine, sessions):
        self.engine, self.sessions = engine, sessions

    def body(self):
        if len(self.request.body) > BODY:
            raise web.HTTPError(413, f"the request has more than {BODY >> 20} MiB")
        try:
            data = json.loads(self.request.body or b"{}")
        except ValueError as e:
            raise web.HTTPError(400, f"the request is no JSON: {e}") from e
        if not isinstance(data, dict):
            raise web.HTTPError(400, "the request is no object")
        return data

    def path_of(self, data):
        path = data.get("path")
        if not isinstance(path, str) or not path or "\0" in path:
            raise web.HTTPError(400, "path names no notebook")
        parts = PurePosixPath(path.lstrip("/")).parts
        if ".." in parts:
            raise web.HTTPError(400, "path leaves the folder that Jupyter serves")
        return "/".join(parts)

    def top(self):
        """The folder that Jupyter serves."""
        root = getattr(self.contents_manager, "root_dir", "") or self.settings.get("server_root_dir", "") or os.getcwd()
        return Path(os.path.abspath(os.path.expanduser(root)))

    def local(self, path):
        return self.top().joinpath(*PurePosixPath(path).parts)

    def uri_of(self, path):
        return self.local(path).as_uri()

    async def ask(self, method, params):
        try:
            self.finish(json.dumps(await self.engine.call(method, params)))
        except EngineError as e:
            self.set_status(503)
            self.finish(json.dumps({"message": str(e)}))


class Status(LeadlineHandler):
    @web.authenticated
    async def get(self):
        """Whether the engine can run, and which one it is."""
        try:
            await self.engine.start()
        except EngineError as e:
            self.finish(json.dumps({"version": __version__, "engine": "", "fault": str(e)}))
            return
        self.finish(json.dumps({"version": __version__, "engine": self.engine.told, "fault": "", "process": self.engine.process.pid}))


class Analyze(LeadlineHandler):
    @web.authenticated
    async def post(self):
        """Everything that is known of a notebook as the front end has it."""
        data = self.body()
        path, notebook = self.path_of(data), data.get("notebook")
        if not isinstance(notebook, dict):
            raise web.HTTPError(400, "notebook is no object")
        live = self.sessions.of(path, str(data.get("kernel") or ""))
        await self.ask("leadline/analyzeNotebook", {"uri": self.uri_of(path), "notebook": notebook, "live": live, "settings": data.get("settings")})


class Runs(LeadlineHandler):
    @web.authenticated
    async def get(self):
        """The log of a notebook's session."""
        path = self.path_of({"path": self.get_query_argument("path", "")})
        self.finish(json.dumps(self.sessions.of(path) or {"version": 1, "runs": []}))

    @web.authenticated
    async def post(self):
        """Notes that a cell ran, that the kernel ended, or that the notebook has
        another name."""
        data = self.body()
        path = self.path_of(data)
        try:
            if data.get("renamed"):
                self.sessions.rename(path, self.path_of({"path": data["renamed"]}))
            if data.get("reset"):
                self.sessions.reset(path)
            for run in data.get("runs") or []:
                self.sessions.add(path, run)
        except (KeyError, TypeError, ValueError, AttributeError) as e:
            raise web.HTTPError(400, f"no such run: {e!r}") from e
        self.finish("{}")


class Close(LeadlineHandler):
    @web.authenticated
    async def post(self):
        """The notebook is shut: the engine lets it go, the log of its kernel stays."""
        await self.ask("leadline/closeNotebook", {"uri": self.uri_of(self.path_of(self.body()))})


class Rule(LeadlineHandler):
    @web.authenticated
    async def get(self, rule):
        """The page of a rule."""
        await self.ask("leadline/rule", {"id": rule})


ROUTES = [
    (r"status", Status),
    (r"analyze", Analyze),
    (r"runs", Runs),
    (r"close", Close),
    (r"rule/([a-z0-9-]+)", Rule),
]
