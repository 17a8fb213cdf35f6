import aiofiles.os
import codecs
import fileinput
import fnmatch
import glob
import io
import linecache
import shutil
import tempfile

from leadline_proof import sink, source

sink(fileinput.input())  # source: file-input
sink(linecache.getline())  # source: file-input
sink(linecache.getlines())  # source: file-input
shutil.copy("a", source())  # sink: file-written
shutil.copy2("a", source())  # sink: file-written
shutil.copyfile("a", source())  # sink: file-written
shutil.move("a", source())  # sink: file-written
io.FileIO(source())  # sink: file-path
io.open_code(source())  # sink: file-path
codecs.open(source())  # sink: file-path
fileinput.input(source())  # sink: file-path
fileinput.FileInput(source())  # sink: file-path
linecache.getline(source())  # sink: file-path
linecache.getlines(source())  # sink: file-path
tempfile.NamedTemporaryFile(dir=source())  # sink: file-path
tempfile.NamedTemporaryFile(prefix=source())  # sink: file-path
tempfile.NamedTemporaryFile(suffix=source())  # sink: file-path
tempfile.TemporaryFile(dir=source())  # sink: file-path
tempfile.TemporaryFile(prefix=source())  # sink: file-path
tempfile.TemporaryFile(suffix=source())  # sink: file-path
tempfile.SpooledTemporaryFile(dir=source())  # sink: file-path
tempfile.SpooledTemporaryFile(prefix=source())  # sink: file-path
tempfile.SpooledTemporaryFile(suffix=source())  # sink: file-path
tempfile.mkstemp(dir=source())  # sink: file-path
tempfile.mkstemp(prefix=source())  # sink: file-path
tempfile.mkstemp(suffix=source())  # sink: file-path
tempfile.mkdtemp(dir=source())  # sink: file-path
tempfile.mkdtemp(prefix=source())  # sink: file-path
tempfile.mkdtemp(suffix=source())  # sink: file-path
tempfile.TemporaryDirectory(dir=source())  # sink: file-path
tempfile.TemporaryDirectory(prefix=source())  # sink: file-path
tempfile.TemporaryDirectory(suffix=source())  # sink: file-path
glob.glob(source())  # sink: file-path
glob.glob(root_dir=source())  # sink: file-path
glob.iglob(source())  # sink: file-path
glob.iglob(root_dir=source())  # sink: file-path
shutil.copy(source())  # sink: file-path
shutil.copy("a", source())  # sink: file-path
shutil.copy2(source())  # sink: file-path
shutil.copy2("a", source())  # sink: file-path
shutil.copyfile(source())  # sink: file-path
shutil.copyfile("a", source())  # sink: file-path
shutil.copytree(source())  # sink: file-path
shutil.copytree("a", source())  # sink: file-path
shutil.move(source())  # sink: file-path
shutil.move("a", source())  # sink: file-path
shutil.copymode(source())  # sink: file-path
shutil.copymode("a", source())  # sink: file-path
shutil.copystat(source())  # sink: file-path
shutil.copystat("a", source())  # sink: file-path
shutil.rmtree(source())  # sink: file-path
shutil.disk_usage(source())  # sink: file-path
shutil.chown(source())  # sink: file-path
shutil.make_archive(source())  # sink: file-path
shutil.make_archive(root_dir=source())  # sink: file-path
shutil.make_archive(base_dir=source())  # sink: file-path
shutil.unpack_archive(source())  # sink: archive-extract
shutil.unpack_archive("a", source())  # sink: file-path
sink(io.StringIO(source()))  # flows
sink(io.BytesIO(source()))  # flows
sink(io.TextIOWrapper(source()))  # flows
sink(io.BufferedReader(source()))  # flows
sink(io.BufferedWriter(source()))  # flows
sink(codecs.encode(source()))  # flows
sink(codecs.decode(source()))  # flows
sink(codecs.escape_decode(source()))  # flows
sink(codecs.unicode_escape_decode(source()))  # flows
sink(codecs.utf_8_decode(source()))  # flows
sink(fnmatch.translate(source()))  # flows
sink(fnmatch.filter(source()))  # flows
sink(codecs.open(source()))  # clean
sink(tempfile.gettempdir(source()))  # clean
sink(tempfile.gettempprefix(source()))  # clean
sink(tempfile.mkdtemp(source()))  # clean
sink(tempfile.mkstemp(source()))  # clean
sink(tempfile.mktemp(source()))  # clean
sink(tempfile.TemporaryDirectory(source()))  # clean
sink(tempfile.NamedTemporaryFile(source()))  # clean
sink(tempfile.TemporaryFile(source()))  # clean
sink(fnmatch.fnmatch(source()))  # clean
sink(fnmatch.fnmatchcase(source()))  # clean


def io_iobase(x: io.IOBase):
    sink(x.read())  # source: file-input
    sink(x.readline())  # source: file-input
    sink(x.readlines())  # source: file-input
    sink(x.read1())  # source: file-input
    sink(x.readall())  # source: file-input


def carried_io_stringio():
    x: io.StringIO = source()
    sink(x.getvalue())  # flows
    sink(x.read())  # flows
    sink(x.readline())  # flows
    sink(x.readlines())  # flows
    sink(x.getbuffer())  # flows
    sink(x.read1())  # flows
    sink(x.readall())  # flows
    sink(x.seek())  # clean
    sink(x.tell())  # clean
    sink(x.truncate())  # clean
    sink(x.close())  # clean
    sink(x.flush())  # clean


def carried_io_bytesio():
    x: io.BytesIO = source()
    sink(x.getvalue())  # flows
    sink(x.read())  # flows
    sink(x.readline())  # flows
    sink(x.readlines())  # flows
    sink(x.getbuffer())  # flows
    sink(x.read1())  # flows
    sink(x.readall())  # flows
    sink(x.seek())  # clean
    sink(x.tell())  # clean
    sink(x.truncate())  # clean
    sink(x.close())  # clean
    sink(x.flush())  # clean


def carried_io_iobase():
    x: io.IOBase = source()
    sink(x.write())  # clean
    sink(x.writelines())  # clean
    sink(x.seek())  # clean
    sink(x.tell())  # clean
    sink(x.truncate())  # clean
    sink(x.close())  # clean
    sink(x.flush())  # clean
    sink(x.fileno())  # clean
    sink(x.isatty())  # clean
    sink(x.readable())  # clean
    sink(x.writable())  # clean
    sink(x.seekable())  # clean
    sink(x.closed)  # clean
    sink(x.mode)  # clean


def filled1(x: io.StringIO):
    x.write(source())
    sink(x)  # flows


def filled2(x: io.StringIO):
    x.writelines(source())
    sink(x)  # flows


def filled3(x: io.BytesIO):
    x.write(source())
    sink(x)  # flows


def filled4(x: io.BytesIO):
    x.writelines(source())
    sink(x)  # flows


def copied(upload):
    out = io.BytesIO()
    shutil.copyfileobj(source(), out)
    sink(out.getvalue())  # flows
    sink(fnmatch.filter([source()], "*"))  # flows

aiofiles.os.remove(source())  # sink: file-path
aiofiles.os.unlink(source())  # sink: file-path
aiofiles.os.rename(source(), "x")  # sink: file-path
aiofiles.os.renames(source(), "x")  # sink: file-path
aiofiles.os.replace(source(), "x")  # sink: file-path
aiofiles.os.mkdir(source())  # sink: file-path
aiofiles.os.makedirs(source())  # sink: file-path
aiofiles.os.rmdir(source())  # sink: file-path
aiofiles.os.removedirs(source())  # sink: file-path
aiofiles.os.listdir(source())  # sink: file-path
aiofiles.os.scandir(source())  # sink: file-path
aiofiles.os.link(source(), "x")  # sink: file-path
aiofiles.os.symlink(source(), "x")  # sink: file-path
aiofiles.os.readlink(source())  # sink: file-path
aiofiles.os.truncate(source(), 1)  # sink: file-path
shutil.make_archive(source(), "zip")  # sink: file-path
shutil.make_archive("x", "zip", source())  # sink: file-path
