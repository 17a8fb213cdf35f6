"""One `leadline lsp` process for each Jupyter server, spoken with over its
standard input and output. It starts when it is first needed, is started again
after it ended, and ends with the server: it stops when its input closes."""

import asyncio
import itertools
import json
import os
import shutil
import sys

TIMEOUT = 20.0  # seconds for one answer
LIMIT = 64 << 20  # bytes of one message


class EngineError(Exception):
    """What went wrong, for the user to read."""

    def __init__(self, message, code=0):
        super().__init__(message)
        self.code = code


def find_binary():
    """The path of the `leadline` program: what LEADLINE_BINARY names, the one of
    the wheel beside this one, or the one on the PATH."""
    named = os.environ.get("LEADLINE_BINARY")
    if named:
        if not os.access(named, os.X_OK):
            raise EngineError(f"LEADLINE_BINARY names {named}, which is no program")
        return named
    try:
        from leadline import find_leadline_bin

        return find_leadline_bin()
    except (ImportError, FileNotFoundError):
        pass
    found = shutil.which("leadline")
    if not found:
        raise EngineError(f"the program leadline is not installed in {sys.prefix}: pip install leadline")
    return found


class Engine:
    """The process and what is waited for of it."""

    def __init__(self, log):
        self.log = log
        self.process = None
        self.waiting = {}
        self.last = 0
        self.starting = asyncio.Lock()
        self.told = ""
        self.wishes = {}  # settings of the user, told to every process
        self.folders = []  # URIs of the folders that are open
        self.progress = {}  # what is told of a long task, by its token
        self.tokens = (f"jupyter-{n}" for n in itertools.count(1))

    async def call(self, method, params, timeout=TIMEOUT):
        """Asks the engine, and starts it first where it does not run."""
        await self.start()
        return await self._ask(method, params, timeout)

    async def tell(self, method, params):
        """Tells the engine something that has no answer."""
        await self.start()
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    async def wish(self, wishes):
        """Takes the user's settings; they hold for processes to come, too."""
        if wishes != self.wishes:
            self.wishes = wishes
            if self.running():
                await self.tell("workspace/didChangeConfiguration", {"settings": {"leadline": wishes}})

    async def open(self, folder):
        """Opens a folder, once."""
        if folder not in self.folders:
            self.folders.append(folder)
            if self.running():
                await self.tell("workspace/didChangeWorkspaceFolders", {"event": {"added": [{"uri": folder, "name": ""}], "removed": []}})

    def running(self):
        return self.process is not None and self.process.returncode is None

    async def cancel(self, token):
        await self.tell("window/workDoneProgress/cancel", {"token": token})

    async def start(self):
        async with self.starting:
            if self.running():
                return
            binary = find_binary()
            try:
                self.process = await asyncio.create_subprocess_exec(
                    binary, "lsp", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE, limit=LIMIT
                )
            except OSError as e:
                raise EngineError(f"{binary} does not start: {e}") from e
            asyncio.ensure_future(self._read(self.process))
            asyncio.ensure_future(self._complaints(self.process))
            about = {
                "processId": os.getpid(),
                "capabilities": {},
                "clientInfo": {"name": "jupyterlab-leadline"},
                "initializationOptions": self.wishes,
                "workspaceFolders": [{"uri": f, "name": ""} for f in self.folders],
            }
            answer = await self._ask("initialize", about)
            self.told = answer["serverInfo"]["version"]
            self._send({"jsonrpc": "2.0", "method": "initialized", "params": {}})
            self.log.info("leadline: engine %s runs as process %d", self.told, self.process.pid)

    async def _ask(self, method, params, timeout=TIMEOUT):
        self.last += 1
        number, answer = self.last, asyncio.get_running_loop().create_future()
        self.waiting[number] = answer
        try:
            self._send({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
            return await asyncio.wait_for(answer, timeout)
        except asyncio.TimeoutError:
            self.stop()  # it hangs: the next call starts another one
            raise EngineError(f"the engine gave no answer to {method} in {timeout:.0f} seconds; it is started again") from None
        finally:
            self.waiting.pop(number, None)

    def _send(self, message):
        data = json.dumps(message).encode()
        try:
            self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        except (AttributeError, ConnectionError, RuntimeError) as e:
            raise EngineError(f"the engine does not run: {e}") from e

    async def _read(self, process):
        """Hands answers to those who wait until the process ends."""
        try:
            while True:
                length = 0
                while line := (await process.stdout.readline()).strip():
                    name, _, value = line.partition(b":")
                    if name.lower() == b"content-length":
                        length = int(value)
                if length == 0:
                    break
                message = json.loads(await process.stdout.readexactly(length))
                if message.get("method") == "$/progress":
                    self._progress(message["params"])
                waiting = self.waiting.get(message.get("id")) if "method" not in message else None
                if waiting is None or waiting.done():
                    continue
                if "error" in message:
                    waiting.set_exception(EngineError(message["error"]["message"], message["error"].get("code", 0)))
                else:
                    waiting.set_result(message["result"])
        except (asyncio.IncompleteReadError, ValueError, ConnectionError):
            pass
        for waiting in list(self.waiting.values()):
            if not waiting.done():
                waiting.set_exception(EngineError("the engine ended before it answered; the next call starts it again"))
        if process.returncode is None:
            await process.wait()

    def _progress(self, params):
        if params["token"] in self.progress:
            self.progress[params["token"]].update(params["value"])

    async def _complaints(self, process):
        while line := await process.stderr.readline():
            self.log.warning("leadline: %s", line.decode(errors="replace").rstrip())

    def stop(self):
        """Ends the process; its input's end is what it waits for."""
        if self.process is not None and self.process.returncode is None:
            try:
                self.process.terminate()
            except ProcessLookupError:
                pass
        self.process = None
