import argparse
import cProfile
import code
import codeop
import copyreg
import ctypes
import ctypes.cdll
import getpass
import imp
import importlib
import importlib.machinery
import importlib.util
import inspect
import marshal
import operator
import optparse
import pickle
import pkgutil
import platform
import pty
import pydoc
import runpy
import shelve
import sys
import sys.stdin
import syslog
import timeit
import traceback
import warnings
import zipimport

from leadline_proof import sink, source

sink(sys.argv)  # source: argument-input
sink(sys.stdin)  # source: console-input
sink(sys.stdin.read())  # source: console-input
sink(sys.stdin.readline())  # source: console-input
sink(sys.stdin.readlines())  # source: console-input
sink(getpass.getpass())  # source: console-input
importlib.import_module(source())  # sink: module-name
importlib.__import__(source())  # sink: module-name
importlib.reload(source())  # sink: module-name
importlib.util.find_spec(source())  # sink: module-name
importlib.util.spec_from_file_location(source())  # sink: module-name
importlib.util.spec_from_file_location("a", source())  # sink: module-name
importlib.machinery.SourceFileLoader("a", source())  # sink: module-name
imp.load_source(source())  # sink: module-name
imp.load_module(source())  # sink: module-name
imp.find_module(source())  # sink: module-name
imp.load_compiled(source())  # sink: module-name
imp.load_dynamic(source())  # sink: module-name
runpy.run_module(source())  # sink: module-name
runpy.run_path(source())  # sink: module-name
pkgutil.get_loader(source())  # sink: module-name
pkgutil.find_loader(source())  # sink: module-name
pkgutil.resolve_name(source())  # sink: module-name
pydoc.locate(source())  # sink: module-name
pydoc.safeimport(source())  # sink: module-name
zipimport.zipimporter(source())  # sink: module-name
ctypes.CDLL(source())  # sink: module-name
ctypes.PyDLL(source())  # sink: module-name
ctypes.WinDLL(source())  # sink: module-name
ctypes.OleDLL(source())  # sink: module-name
ctypes.cdll.LoadLibrary(source())  # sink: module-name
code.compile_command(source())  # sink: code-text
codeop.compile_command(source())  # sink: code-text
timeit.timeit(source())  # sink: code-text
timeit.timeit("a", source())  # sink: code-text
timeit.repeat(source())  # sink: code-text
timeit.repeat("a", source())  # sink: code-text
timeit.Timer(source())  # sink: code-text
timeit.Timer("a", source())  # sink: code-text
cProfile.run(source())  # sink: code-text
cProfile.runctx(source())  # sink: code-text
pty.spawn(source())  # sink: program-name
pickle.load(source())  # sink: object-bytes
pickle.loads(source())  # sink: object-bytes
pickle.Unpickler(source())  # sink: object-bytes
marshal.load(source())  # sink: object-bytes
marshal.loads(source())  # sink: object-bytes
shelve.open(source())  # sink: object-bytes
syslog.syslog(source())  # sink: log-message
syslog.syslog("a", source())  # sink: log-message
warnings.warn(source())  # sink: log-message
sink(pickle.dumps(source()))  # flows
sink(marshal.dumps(source()))  # flows
sink(pickle.loads(source()))  # flows
sink(pickle.load(source()))  # flows
sink(copyreg.__newobj__(source()))  # flows
sink(operator.itemgetter(source()))  # flows
sink(operator.attrgetter(source()))  # flows
sink(operator.methodcaller(source()))  # flows
sink(operator.add(source()))  # flows
sink(operator.add("a", source()))  # flows
sink(operator.concat(source()))  # flows
sink(operator.concat("a", source()))  # flows
sink(operator.mod(source()))  # flows
sink(operator.mod("a", source()))  # flows
sink(operator.getitem(source()))  # flows
sink(operator.getitem("a", source()))  # flows
sink(traceback.format_exception(source()))  # flows
sink(traceback.format_exception_only(source()))  # flows
sink(sys.version)  # clean
sink(sys.version_info)  # clean
sink(sys.platform)  # clean
sink(sys.executable)  # clean
sink(sys.maxsize)  # clean
sink(sys.byteorder)  # clean
sink(sys.path)  # clean
sink(sys.modules)  # clean
sink(sys.prefix)  # clean
sink(sys.flags)  # clean
sink(sys.getsizeof(source()))  # clean
sink(sys.getrecursionlimit(source()))  # clean
sink(sys.exc_info(source()))  # clean
sink(platform.system(source()))  # clean
sink(platform.node(source()))  # clean
sink(platform.machine(source()))  # clean
sink(platform.python_version(source()))  # clean
sink(platform.platform(source()))  # clean
sink(platform.release(source()))  # clean
sink(inspect.isclass(source()))  # clean
sink(inspect.isfunction(source()))  # clean
sink(inspect.ismethod(source()))  # clean
sink(inspect.iscoroutinefunction(source()))  # clean
sink(importlib.util.find_spec(source()))  # clean
sink(getpass.getuser(source()))  # clean
sink(timeit.timeit(source()))  # clean
sink(timeit.repeat(source()))  # clean


def argparse_argumentparser(x: argparse.ArgumentParser):
    sink(x.parse_args())  # source: argument-input
    sink(x.parse_known_args())  # source: argument-input
    sink(x.parse_intermixed_args())  # source: argument-input


def told():
    p = argparse.ArgumentParser()
    p.add_argument("-n", "--a-number", type=int)
    p.add_argument("--word")
    p.add_argument("--way", dest="order", choices=["up", "down"])
    p.add_argument("--loud", action="store_true")
    p.add_argument_group("more").add_argument("other", type=float)
    p.add_subparsers().add_parser("go").add_argument("--deep", type=int)
    a = p.parse_args()
    sink(a.a_number)  # clean: numeric
    sink(a.word)  # source: argument-input
    sink(a.order)  # clean: allow-listed
    sink(a.loud)  # clean: numeric
    sink(a.other)  # clean: numeric
    sink(a.deep)  # clean: numeric
    sink(vars(a)["a_number"])  # clean: numeric
    sink(vars(a)["word"])  # source: argument-input
    first, rest = p.parse_known_args()
    sink(first.a_number)  # clean: numeric
    sink(rest)  # source: argument-input
    begin(p.parse_intermixed_args())


def begin(a):
    sink(a.a_number)  # clean: numeric
    sink(a.word)  # source: argument-input


def optparse_optionparser(x: optparse.OptionParser):
    sink(x.parse_args())  # source: argument-input


def code_interactiveinterpreter(x: code.InteractiveInterpreter):
    x.runsource(source())  # sink: code-text
    x.runcode(source())  # sink: code-text


def code_interactiveconsole(x: code.InteractiveConsole):
    x.push(source())  # sink: code-text
    x.runsource(source())  # sink: code-text
    x.runcode(source())  # sink: code-text


import atexit
import signal


def spawned():
    pty.spawn([source(), "-l"])  # sink: program-name
    pty.spawn(["ls", source()])  # silent


def handler(value, frame=None):
    sink(value)  # flows


atexit.register(handler, source())
signal.signal(signal.SIGINT, handler)


def stopped():
    sys.exit(source())
    sink(source())  # silent


sink(inspect.signature(source()))  # clean
sink(inspect.signature(len).bind(source()))  # flows
sink(inspect.signature(len).bind_partial(obj=source()))  # flows
pty.spawn(["sh", "-c", source()])  # sink: shell-command
sys.path.append(source())  # sink: module-name
sys.path.insert(0, source())  # sink: module-name
sys.path.extend([source()])  # sink: module-name
sys.path.append("lib")  # silent

sink(pickle.dumps(source()))  # clean: parsed-safely
sink(marshal.dumps(source()))  # clean: parsed-safely
operator.methodcaller(source())  # sink: member-name
operator.methodcaller("run", source())  # silent
