import pexpect.pxssh
import trio
import sympy.parsing.sympy_parser
import rpy2.robjects
import quickjs
import py_mini_racer
import lupa
import IPython.core.getipython
import IPython
import execjs
import envoy
import dukpy
import delegator
import anyio
import PIL
import aiofiles
import asyncssh
import boto3
import click
import fabric
import fabric.api
import imghdr
import invoke
import js2py
import magic
import mimetypes
import numexpr
import pexpect
import sh
import sympy
import typer

from leadline_proof import sink, source

sink(click.prompt())  # source: console-input
sink(click.get_text_stream())  # source: console-input
sink(typer.prompt())  # source: console-input
PIL.ImageMath.eval(source())  # sink: code-text
PIL.ImageMath.unsafe_eval(source())  # sink: code-text
PIL.Image.open(source())  # silent
PIL.Image.open("a" + source())  # sink: file-path
numexpr.evaluate(source())  # sink: code-text
sympy.sympify(source())  # sink: code-text
sympy.parse_expr(source())  # sink: code-text
js2py.eval_js(source())  # sink: code-text
pexpect.spawn(source())  # sink: shell-command
pexpect.run(source())  # sink: shell-command
pexpect.runu(source())  # sink: shell-command
invoke.run(source())  # sink: shell-command
invoke.sudo(source())  # sink: shell-command
fabric.api.run(source())  # sink: shell-command
fabric.api.sudo(source())  # sink: shell-command
fabric.api.local(source())  # sink: shell-command
sh.Command(source())  # sink: program-name
aiofiles.open(source())  # sink: file-path
boto3.client(aws_access_key_id=source())  # sink: credential
boto3.client(aws_secret_access_key=source())  # sink: credential
boto3.client(aws_session_token=source())  # sink: credential
boto3.resource(aws_access_key_id=source())  # sink: credential
boto3.resource(aws_secret_access_key=source())  # sink: credential
boto3.resource(aws_session_token=source())  # sink: credential
boto3.Session(aws_access_key_id=source())  # sink: credential
boto3.Session(aws_secret_access_key=source())  # sink: credential
boto3.Session(aws_session_token=source())  # sink: credential
sink(mimetypes.guess_type(source()))  # clean
sink(click.echo(source()))  # clean
sink(click.secho(source()))  # clean
sink(click.confirm(source()))  # clean
sink(imghdr.what(source()))  # clean
sink(magic.from_buffer(source()))  # clean
sink(magic.from_file(source()))  # clean


def fabric_connection(x: fabric.Connection):
    x.run(source())  # sink: shell-command
    x.sudo(source())  # sink: shell-command
    x.local(source())  # sink: shell-command


def invoke_context(x: invoke.Context):
    x.run(source())  # sink: shell-command
    x.sudo(source())  # sink: shell-command


def asyncssh_sshclientconnection(x: asyncssh.SSHClientConnection):
    x.run(source())  # sink: shell-command


def guard1():
    x = source()
    if mimetypes.guess_type(x) not in ("a", "b"):
        return
    sink(x)  # clean: extension-checked


def guard2():
    x = source()
    if imghdr.what(x) not in ("a", "b"):
        return
    sink(x)  # clean: extension-checked


def guard3():
    x = source()
    if magic.from_buffer(x) not in ("a", "b"):
        return
    sink(x)  # clean: extension-checked


def guard4():
    x = source()
    if magic.from_file(x) not in ("a", "b"):
        return
    sink(x)  # clean: extension-checked


import click


@click.command()
@click.argument("name")
def command(name):
    sink(name)  # source: argument-input


@click.command()
@click.option("--number", type=int)
@click.option("-w", "--the-way", type=click.Choice(["up", "down"]))
@click.option("--loud", is_flag=True)
@click.option("--near", type=click.IntRange(0, 5))
@click.option("--word")
@click.argument("count", type=click.INT)
def told(number, the_way, loud, near, word, count):
    sink(number)  # clean: numeric
    sink(the_way)  # clean: allow-listed
    sink(loud)  # clean: numeric
    sink(near)  # clean: numeric
    sink(word)  # source: argument-input
    sink(count)  # clean: numeric


@click.group()
def group(name):
    sink(name)  # source: argument-input


@group.command()
def inner(name):
    sink(name)  # source: argument-input


@group.callback()
def called(name):
    sink(name)  # source: argument-input


app = typer.Typer()


@app.command()
def typer_command(name: str, count: int, plain):
    sink(name)  # source: argument-input
    sink(count)  # clean: numeric
    sink(plain)  # source: argument-input


@app.callback()
def typer_callback(verbose: bool, place: str):
    sink(verbose)  # clean: numeric
    sink(place)  # source: argument-input


sink(magic.Magic(mime=True).from_buffer(source()))  # clean
sink(magic.Magic().from_file(source()))  # clean


def told(x):
    x = source()
    if magic.Magic().from_buffer(x) not in ("a", "b"):
        return
    sink(x)  # clean: extension-checked


execjs.eval(source())  # sink: code-text
execjs.exec_(source())  # sink: code-text
execjs.compile(source())  # sink: code-text
execjs.compile("f = x => x").eval(source())  # sink: code-text
execjs.compile("f = x => x").exec_(source())  # sink: code-text
execjs.compile("f = x => x").call("f", source())  # silent
dukpy.evaljs(source())  # sink: code-text
dukpy.evaljs("dukpy.x", x=source())  # silent
lua = lupa.LuaRuntime()
lua.execute(source())  # sink: code-text
lua.eval(source())  # sink: code-text
lua.compile(source())  # sink: code-text
quickjs.Context().eval(source())  # sink: code-text
py_mini_racer.MiniRacer().eval(source())  # sink: code-text
rpy2.robjects.r(source())  # sink: code-text
sympy.parsing.sympy_parser.parse_expr(source())  # sink: code-text
IPython.get_ipython().run_cell(source())  # sink: code-text
IPython.core.getipython.get_ipython().run_code(source())  # sink: code-text
IPython.get_ipython().ex(source())  # sink: code-text
IPython.get_ipython().ev(source())  # sink: code-text
IPython.get_ipython().system(source())  # sink: shell-command
IPython.get_ipython().getoutput(source())  # sink: shell-command
sh.bash("-c", source())  # sink: shell-command
sh.sh("-c", source())  # sink: shell-command
sh.zsh("-c", source())  # sink: shell-command
sh.dash("-c", source())  # sink: shell-command
sh.ksh("-c", source())  # sink: shell-command
sh.bash("run.sh", source())  # silent
anyio.run_process("ls " + source())  # sink: shell-command
anyio.open_process("ls " + source())  # sink: shell-command
anyio.run_process(["ls", source()])  # silent
trio.run_process("ls " + source(), shell=True)  # sink: shell-command
trio.run_process(["ls", source()])  # silent
delegator.run("ls " + source())  # sink: shell-command
delegator.chain("ls " + source())  # sink: shell-command
envoy.run("ls " + source())  # sink: shell-command
pexpect.pxssh.pxssh().sendline(source())  # sink: shell-command
pexpect.pxssh.pxssh().send(source())  # sink: shell-command


async def over_ssh():
    async with asyncssh.connect("host") as c:
        await c.run("ls " + source())  # sink: shell-command

PIL.Image.open("x.png").save("/srv/" + source())  # sink: file-path
PIL.Image.new("RGB", (1, 1)).resize((2, 2)).save("/srv/" + source())  # sink: file-path
PIL.Image.frombytes("L", (1, 1), b"x").convert("RGB").save("/srv/" + source())  # sink: file-path
PIL.Image.fromarray([]).crop(()).rotate(3).copy().save("/srv/" + source())  # sink: file-path
