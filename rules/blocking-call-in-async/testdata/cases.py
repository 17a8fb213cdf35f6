import asyncio
import subprocess
import time
from time import sleep

import httpx
import requests


class A:
    async def go(self, url, lock):
        sleep(1)  # want
        requests.get(url, timeout=3)  # want
        subprocess.run(["ls"])  # want
        p = subprocess.Popen(["ls"])
        p.wait()  # want
        httpx.post(url)  # want
        input("name")  # want
        await asyncio.sleep(1)
        await asyncio.to_thread(time.sleep, 1)
        async with httpx.AsyncClient() as c:
            await c.get(url)

        def inner():
            time.sleep(1)

        await asyncio.get_running_loop().run_in_executor(None, inner)
        return await asyncio.create_subprocess_exec("ls")

    def plain(self):
        time.sleep(1)
