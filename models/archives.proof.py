import bz2
import gzip
import lzma
import tarfile
import zipfile
import zlib

from leadline_proof import sink, source

zipfile.ZipFile(source())  # sink: file-path
zipfile.PyZipFile(source())  # sink: file-path
zipfile.is_zipfile(source())  # sink: file-path
tarfile.open(source())  # sink: file-path
tarfile.TarFile(source())  # sink: file-path
tarfile.is_tarfile(source())  # sink: file-path
gzip.open(source())  # sink: file-path
bz2.open(source())  # sink: file-path
lzma.open(source())  # sink: file-path
gzip.GzipFile(source())  # sink: file-path
sink(zipfile.ZipFile(source()))  # flows
sink(tarfile.open(fileobj=source()))  # flows
sink(tarfile.open(source()))  # flows
sink(tarfile.TarFile(fileobj=source()))  # flows
sink(gzip.decompress(source()))  # flows
sink(bz2.decompress(source()))  # flows
sink(lzma.decompress(source()))  # flows
sink(zlib.decompress(source()))  # flows
sink(gzip.compress(source()))  # flows
sink(bz2.compress(source()))  # flows
sink(lzma.compress(source()))  # flows
sink(zlib.compress(source()))  # flows
sink(gzip.GzipFile(fileobj=source()))  # flows
sink(tarfile.is_tarfile(source()))  # clean
sink(zipfile.is_zipfile(source()))  # clean
sink(zlib.crc32(source()))  # clean
sink(zlib.adler32(source()))  # clean


def zipfile_zipfile(x: zipfile.ZipFile):
    sink(x.namelist())  # source: archive-member-name
    sink(x.read())  # source: file-input
    x.write(source())  # sink: file-path
    x.extractall(source())  # sink: file-path
    x.extract("a", source())  # sink: file-path


def zipfile_zipinfo(x: zipfile.ZipInfo):
    sink(x.filename)  # source: archive-member-name


def tarfile_tarfile(x: tarfile.TarFile):
    sink(x.getnames())  # source: archive-member-name
    x.open(source())  # sink: file-path
    x.gzopen(source())  # sink: file-path
    x.bz2open(source())  # sink: file-path
    x.xzopen(source())  # sink: file-path
    x.extractall(source())  # sink: file-path
    x.extract("a", source())  # sink: file-path


def tarfile_tarinfo(x: tarfile.TarInfo):
    sink(x.name)  # source: archive-member-name
    sink(x.linkname)  # source: archive-member-name
    sink(x.path)  # source: archive-member-name
    sink(x.linkpath)  # source: archive-member-name


def carried_tarfile_tarfile():
    x: tarfile.TarFile = source()
    x.extractall("a")  # sink: archive-extract
    x.extract("a")  # sink: archive-extract


def carried_zipfile_zipfile():
    x: zipfile.ZipFile = source()
    sink(x.testzip())  # clean
    sink(x.close())  # clean
    sink(x.setpassword())  # clean


def carried_zipfile_zipinfo():
    x: zipfile.ZipInfo = source()
    sink(x.file_size)  # clean
    sink(x.compress_size)  # clean
    sink(x.CRC)  # clean
    sink(x.date_time)  # clean
    sink(x.is_dir())  # clean


def carried_tarfile_tarinfo():
    x: tarfile.TarInfo = source()
    sink(x.size)  # clean
    sink(x.mtime)  # clean
    sink(x.mode)  # clean
    sink(x.type)  # clean
    sink(x.uid)  # clean
    sink(x.gid)  # clean
    sink(x.isfile())  # clean
    sink(x.isreg())  # clean
    sink(x.isdir())  # clean
    sink(x.issym())  # clean
    sink(x.islnk())  # clean
    sink(x.isdev())  # clean


def unpack():
    archive = tarfile.open(fileobj=source())
    archive.extractall("out")  # sink: archive-extract
    archive.extractall("out", filter="data")  # sink: compressed-data
    archive.extract("a", "out")  # sink: archive-extract


def expand():
    z = zipfile.ZipFile(source())
    z.extractall("out")  # sink: compressed-data
    z.extract("a", "out")  # sink: compressed-data
    z.read("a")  # sink: compressed-data
    z.open("a")  # sink: compressed-data
    gzip.decompress(source())  # sink: compressed-data
    bz2.decompress(source())  # sink: compressed-data
    lzma.decompress(source())  # sink: compressed-data
    zlib.decompress(source())  # sink: compressed-data


def held():
    import io
    zipfile.ZipFile(io.BytesIO(source()))  # silent


def members(archive: zipfile.ZipFile, tape: tarfile.TarFile):
    sink(archive.open(source()))  # clean
    sink(tape.extractfile(source()))  # clean
    for name in archive.namelist():
        sink(archive.open(name).read())  # clean
