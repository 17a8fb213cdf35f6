import asyncio
import collections
import collections.deque
import concurrent.futures
import contextlib
import contextvars
import copy
import dataclasses
import datetime
import datetime.date
import datetime.datetime
import decimal
import fractions
import functools
import heapq
import ipaddress
import itertools
import itertools.chain
import math
import multiprocessing.connection
import os
import queue
import requests
import threading
import time
import types
import typing
import weakref

from leadline_proof import sink, source

sink(multiprocessing.connection.Connection.recv())  # source: message-input
sink(multiprocessing.connection.Connection.recv_bytes())  # source: message-input
asyncio.create_subprocess_shell(source())  # sink: shell-command
asyncio.create_subprocess_exec(source())  # sink: program-name
asyncio.open_connection(source())  # sink: url
sink(functools.wraps(source()))  # flows
sink(functools.lru_cache(source()))  # flows
sink(functools.cache(source()))  # flows
sink(functools.cached_property(source()))  # flows
sink(functools.total_ordering(source()))  # flows
sink(itertools.chain(source()))  # flows
sink(itertools.product(source()))  # flows
sink(itertools.zip_longest(source()))  # flows
sink(itertools.chain.from_iterable(source()))  # flows
sink(itertools.cycle(source()))  # flows
sink(itertools.islice(source()))  # flows
sink(itertools.tee(source()))  # flows
sink(itertools.accumulate(source()))  # flows
sink(itertools.permutations(source()))  # flows
sink(itertools.combinations(source()))  # flows
sink(itertools.groupby(source()))  # flows
sink(itertools.count(source()))  # flows
sink(itertools.pairwise(source()))  # flows
sink(itertools.batched(source()))  # flows
sink(itertools.repeat(source()))  # flows
sink(itertools.takewhile("a", source()))  # flows
sink(itertools.dropwhile("a", source()))  # flows
sink(itertools.filterfalse("a", source()))  # flows
sink(itertools.starmap("a", source()))  # flows
sink(copy.copy(source()))  # flows
sink(copy.deepcopy(source()))  # flows
sink(copy.replace(source()))  # flows
sink(collections.OrderedDict(source()))  # flows
sink(collections.Counter(source()))  # flows
sink(collections.ChainMap(source()))  # flows
sink(collections.deque(source()))  # flows
sink(collections.UserDict(source()))  # flows
sink(collections.UserList(source()))  # flows
sink(collections.defaultdict("a", source()))  # flows
sink(collections.namedtuple(source()))  # flows
sink(asyncio.gather(source()))  # flows
sink(asyncio.wait_for(source()))  # flows
sink(asyncio.shield(source()))  # flows
sink(asyncio.run(source()))  # flows
sink(asyncio.create_task(source()))  # flows
sink(asyncio.ensure_future(source()))  # flows
sink(asyncio.wait(source()))  # flows
sink(asyncio.as_completed(source()))  # flows
sink(asyncio.run_coroutine_threadsafe(source()))  # flows
sink(concurrent.futures.as_completed(source()))  # flows
sink(concurrent.futures.wait(source()))  # flows
sink(contextlib.closing(source()))  # flows
sink(contextlib.nullcontext(source()))  # flows
sink(contextlib.suppress(source()))  # flows
sink(contextlib.redirect_stdout(source()))  # flows
sink(contextlib.contextmanager(source()))  # flows
sink(contextlib.asynccontextmanager(source()))  # flows
sink(dataclasses.asdict(source()))  # flows
sink(dataclasses.astuple(source()))  # flows
sink(dataclasses.replace(source()))  # flows
sink(heapq.heappop(source()))  # flows
sink(heapq.nlargest(source()))  # flows
sink(heapq.nsmallest(source()))  # flows
sink(heapq.merge(source()))  # flows
sink(types.SimpleNamespace(source()))  # flows
sink(typing.cast("a", source()))  # flows
sink(typing.NewType("Path", str)(source()))  # flows
sink(typing.NewType("Path", str).__call__(source()))  # flows
sink(weakref.ref(source()))  # flows
sink(weakref.proxy(source()))  # flows
sink(decimal.Decimal(source()))  # clean
sink(fractions.Fraction(source()))  # clean
sink(datetime.datetime(source()))  # clean
sink(datetime.date(source()))  # clean
sink(datetime.time(source()))  # clean
sink(datetime.timedelta(source()))  # clean
sink(ipaddress.ip_address(source()))  # clean
sink(ipaddress.ip_network(source()))  # clean
sink(ipaddress.ip_interface(source()))  # clean
sink(ipaddress.IPv4Address(source()))  # clean
sink(ipaddress.IPv6Address(source()))  # clean
sink(ipaddress.IPv4Network(source()))  # clean
sink(ipaddress.IPv6Network(source()))  # clean
sink(time.time())  # source: clock-reading
sink(time.monotonic(source()))  # clean
sink(time.perf_counter(source()))  # clean
sink(time.sleep(source()))  # clean
sink(time.time_ns())  # source: clock-reading
sink(time.localtime(source()))  # clean
sink(time.gmtime(source()))  # clean
sink(time.mktime(source()))  # clean
sink(math.floor(source()))  # clean
sink(math.ceil(source()))  # clean
sink(math.sqrt(source()))  # clean
sink(math.pow(source()))  # clean
sink(math.log(source()))  # clean
sink(math.isnan(source()))  # clean
sink(asyncio.sleep(source()))  # clean
sink(asyncio.Lock(source()))  # clean
sink(asyncio.Event(source()))  # clean
sink(asyncio.Semaphore(source()))  # clean
sink(threading.Thread(source()))  # clean
sink(threading.Lock(source()))  # clean
sink(threading.RLock(source()))  # clean
sink(threading.Event(source()))  # clean
sink(threading.current_thread(source()))  # clean
sink(threading.active_count(source()))  # clean


def asyncio_streamreader(x: asyncio.StreamReader):
    sink(x.read())  # source: message-input
    sink(x.readline())  # source: message-input
    sink(x.readexactly())  # source: message-input
    sink(x.readuntil())  # source: message-input


def asyncio_abstracteventloop(x: asyncio.AbstractEventLoop):
    x.subprocess_shell("a", source())  # sink: shell-command
    x.subprocess_exec("a", source())  # sink: program-name
    sink(x.run_until_complete(source()))  # flows
    sink(x.create_task(source()))  # flows


def carried_collections_deque():
    x: collections.deque = source()
    sink(x.pop())  # flows
    sink(x.popleft())  # flows


def carried_queue_queue():
    x: queue.Queue = source()
    sink(x.get())  # flows
    sink(x.get_nowait())  # flows
    sink(x.qsize())  # clean
    sink(x.empty())  # clean
    sink(x.full())  # clean


def carried_asyncio_queue():
    x: asyncio.Queue = source()
    sink(x.get())  # flows
    sink(x.get_nowait())  # flows


def carried_concurrent_futures_future():
    x: concurrent.futures.Future = source()
    sink(x.result())  # flows
    sink(x.exception())  # flows


def carried_contextvars_contextvar():
    x: contextvars.ContextVar = source()
    sink(x.get())  # flows


def carried_datetime_datetime():
    x: datetime.datetime = source()
    sink(x.now())  # clean
    sink(x.utcnow())  # clean
    sink(x.today())  # clean
    sink(x.fromtimestamp())  # clean
    sink(x.fromisoformat())  # clean
    sink(x.strptime())  # clean
    sink(x.timestamp())  # clean
    sink(x.isoformat())  # clean


def carried_datetime_date():
    x: datetime.date = source()
    sink(x.today())  # clean
    sink(x.fromisoformat())  # clean
    sink(x.isoformat())  # clean


def filled1(x: collections.deque):
    x.appendleft(source())
    sink(x)  # flows


def filled2(x: collections.deque):
    x.extendleft(source())
    sink(x)  # flows


def filled3(x: collections.deque):
    x.append(source())
    sink(x)  # flows


def filled4(x: collections.deque):
    x.extend(source())
    sink(x)  # flows


def filled5(x: queue.Queue):
    x.put(source())
    sink(x)  # flows


def filled6(x: queue.Queue):
    x.put_nowait(source())
    sink(x)  # flows


def filled7(x: asyncio.Queue):
    x.put(source())
    sink(x)  # flows


def filled8(x: asyncio.Queue):
    x.put_nowait(source())
    sink(x)  # flows


def filled9(x: contextvars.ContextVar):
    x.set(source())
    sink(x)  # flows


def shown(value):
    sink(value)  # flows
    return value


def shown_pair(left, right):
    sink(left)  # flows
    return left


def shown_self(future):
    return future


threading.Thread(target=shown, args=(source(),)).start()
threading.Timer(1, shown, [source()]).start()
multiprocessing.Process(target=shown, kwargs={"value": source()}).start()
pool = multiprocessing.Pool()
pool.map(shown, [source()])
pool.imap(shown, [source()])
pool.imap_unordered(shown, [source()])
pool.starmap(shown_pair, [(source(), 1)])
pool.apply(shown, (source(),))
pool.apply_async(shown, (source(),))
executor = concurrent.futures.ThreadPoolExecutor()
sink(executor.submit(shown, source()).result())  # flows
executor.map(shown, [source()])
executor.submit(shown, 1).add_done_callback(shown_self)
functools.reduce(shown_pair, [source()])
functools.partial(shown, source())()
itertools.starmap(shown_pair, [(source(), 1)])
itertools.takewhile(shown, [source()])
itertools.dropwhile(shown, [source()])
itertools.filterfalse(shown, [source()])
itertools.groupby([source()], key=shown)
loop = asyncio.get_event_loop()
loop.run_in_executor(None, shown, source())
loop.run_in_executor(None, os.system, source())  # sink: shell-command
loop.run_in_executor(None, functools.partial(os.system, source()))  # sink: shell-command
loop.run_in_executor(None, os.getpid, source())  # silent
threading.Thread(target=os.system, args=(source(),)).start()  # sink: shell-command
executor.submit(os.remove, source())  # sink: file-path
executor.map(eval, [source()])  # sink: code-text
list(map(os.remove, [source()]))  # sink: file-path
list(map(eval, [source()]))  # sink: code-text
list(map(eval, ["1"]))  # silent
loop.call_soon(shown, source())
loop.call_soon_threadsafe(shown, source())
contextlib.ExitStack().callback(shown, source())


async def threads():
    await asyncio.to_thread(shown, source())
    await asyncio.to_thread(os.system, source())  # sink: shell-command
    await asyncio.to_thread(os.system, "ls")  # silent
    answer = await asyncio.to_thread(requests.get, "https://example.com", timeout=3)
    sink(answer.text)  # source: remote-content


def heap():
    items = []
    heapq.heappush(items, source())
    sink(heapq.heappop(items))  # flows


def parsed(text):
    ipaddress.ip_address(text)
    ipaddress.ip_network(text)
    ipaddress.IPv4Address(text)
    ipaddress.IPv6Address(text)
    sink(text)  # clean


def dated(text):
    datetime.datetime.fromisoformat(text)
    sink(text)  # clean


def stripped(text):
    datetime.datetime.strptime(text, "%Y")
    sink(text)  # clean


def number(text):
    decimal.Decimal(text)
    sink(text)  # clean


parsed(source())
dated(source())
stripped(source())
number(source())


def worker(x, y):
    sink(x)  # flows
    sink(y)  # clean


concurrent.futures.ThreadPoolExecutor().submit(worker, source(), 1)


def mapper(x):
    sink(x)  # flows


concurrent.futures.ThreadPoolExecutor().map(mapper, [source()])


def of_addresses(host):
    if not ipaddress.ip_address(host).is_private:
        sink(host)  # clean: host-checked
    if ipaddress.ip_address(host).is_global:
        sink(host)  # clean: host-checked


local_data = threading.local()

def kept_by_thread():
    local_data.user = source()
    sink(local_data.user)  # flows
