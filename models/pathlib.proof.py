import anyio
import pathlib

from leadline_proof import sink, source

sink(pathlib.Path(source()))  # flows
sink(pathlib.PurePath(source()))  # flows
sink(pathlib.PosixPath(source()))  # flows
sink(pathlib.PurePosixPath(source()))  # flows
sink(pathlib.WindowsPath(source()))  # flows
sink(pathlib.PureWindowsPath(source()))  # flows


def pathlib_path(x: pathlib.Path):
    sink(x.read_text())  # source: file-input
    sink(x.read_bytes())  # source: file-input
    x.rename(source())  # sink: file-path
    x.rename(source())  # sink: file-written
    x.replace(source())  # sink: file-written
    x.replace(source())  # sink: file-path
    x.symlink_to(source())  # sink: file-path
    x.hardlink_to(source())  # sink: file-path
    x.link_to(source())  # sink: file-path
    x.glob(source())  # sink: file-path
    x.rglob(source())  # sink: file-path


def pathlib_purepath(x: pathlib.PurePath):
    sink(x.joinpath(source()))  # flows
    sink(x.with_name(source()))  # flows
    sink(x.with_suffix(source()))  # flows
    sink(x.with_stem(source()))  # flows
    sink(x.__truediv__(source()))  # flows
    sink(x.__rtruediv__(source()))  # flows


def carried_pathlib_path():
    x: pathlib.Path = source()
    x.write_text("a")  # sink: file-written
    x.write_bytes("a")  # sink: file-written
    x.touch("a")  # sink: file-written
    x.symlink_to("a")  # sink: file-written
    x.unlink()  # sink: file-written
    x.open("a")  # sink: file-path
    x.read_text("a")  # sink: file-path
    x.read_bytes("a")  # sink: file-path
    x.write_text("a")  # sink: file-path
    x.write_bytes("a")  # sink: file-path
    x.touch("a")  # sink: file-path
    x.unlink("a")  # sink: file-path
    x.mkdir("a")  # sink: file-path
    x.rmdir("a")  # sink: file-path
    x.iterdir("a")  # sink: file-path
    x.stat("a")  # sink: path-tested
    x.lstat("a")  # sink: path-tested
    x.exists("a")  # sink: path-tested
    x.is_file("a")  # sink: path-tested
    x.is_dir("a")  # sink: path-tested
    x.is_symlink("a")  # sink: path-tested
    x.chmod("a")  # sink: file-path
    x.rename("a")  # sink: file-path
    x.replace("a")  # sink: file-path
    x.symlink_to("a")  # sink: file-path
    x.hardlink_to("a")  # sink: file-path
    x.link_to("a")  # sink: file-path
    x.glob("a")  # sink: file-path
    x.rglob("a")  # sink: file-path
    x.walk("a")  # sink: file-path
    x.readlink("a")  # sink: file-path
    x.owner("a")  # sink: path-tested
    sink(x.expanduser())  # flows
    sink(x.readlink())  # flows
    sink(x.rename())  # flows
    sink(x.replace())  # flows
    sink(x.resolve())  # clean: path-normal
    sink(x.absolute())  # clean: path-normal
    sink(x.open())  # clean
    sink(x.read_text())  # clean
    sink(x.read_bytes())  # clean
    sink(x.exists())  # clean
    sink(x.is_file())  # clean
    sink(x.is_dir())  # clean
    sink(x.is_symlink())  # clean
    sink(x.is_mount())  # clean
    sink(x.is_socket())  # clean
    sink(x.is_fifo())  # clean
    sink(x.stat())  # clean
    sink(x.lstat())  # clean
    sink(x.write_text())  # clean
    sink(x.write_bytes())  # clean
    sink(x.touch())  # clean
    sink(x.unlink())  # clean
    sink(x.mkdir())  # clean
    sink(x.rmdir())  # clean
    sink(x.chmod())  # clean
    sink(x.samefile())  # clean
    sink(x.owner())  # clean
    sink(x.group())  # clean
    sink(x.cwd())  # clean
    sink(x.home())  # clean


def carried_pathlib_purepath():
    x: pathlib.PurePath = source()
    sink(x.name)  # clean: path-base-name
    sink(x.stem)  # clean: path-base-name
    sink(x.suffix)  # clean: path-base-name
    sink(x.joinpath())  # flows
    sink(x.with_name())  # flows
    sink(x.with_suffix())  # flows
    sink(x.with_stem())  # flows
    sink(x.__truediv__())  # flows
    sink(x.__rtruediv__())  # flows
    sink(x.as_posix())  # flows
    sink(x.as_uri())  # flows
    sink(x.__str__())  # flows
    sink(x.__fspath__())  # flows
    sink(x.relative_to())  # flows
    sink(x.is_absolute())  # clean
    sink(x.is_relative_to())  # clean
    sink(x.is_reserved())  # clean
    sink(x.match())  # clean
    sink(x.full_match())  # clean


def joined():
    sink(pathlib.Path("base") / source())  # flows
    sink(source() / pathlib.Path("leaf"))  # flows
    sink(pathlib.Path(source()).name)  # clean: path-base-name
    sink(pathlib.Path(source()).stem)  # clean: path-base-name
    sink(pathlib.Path(source()).suffix)  # clean: path-base-name


def inside(name):
    path = (pathlib.Path("/base") / name).resolve()
    if not path.is_relative_to("/base"):
        raise ValueError
    sink(path)  # clean: traversal-checked


def below(name):
    path = (pathlib.Path("/base") / name).resolve()
    path.relative_to("/base")
    sink(path)  # clean: traversal-checked


def parent(name):
    path = (pathlib.Path("/base") / name).resolve()
    if pathlib.Path("/base") in path.parents:
        sink(path)  # clean: traversal-checked


def not_normal(name):
    path = pathlib.Path("/base") / name
    if path.is_relative_to("/base"):
        sink(path)  # flows


def typed(name):
    path = pathlib.Path(name)
    if path.suffix in {".png"}:
        sink(path)  # clean: extension-checked
    if path.suffixes == [".png"]:
        sink(path)  # clean: extension-checked


inside(source())
below(source())
parent(source())
not_normal(source())
typed(source())


def sanitized():
    import pathvalidate

    sink(pathvalidate.sanitize_filename(source()))  # clean: path-base-name clean: slash-free
anyio.Path(source()).read_text()  # sink: file-path


def relative():
    name = source()
    if not pathlib.Path(name).is_absolute():
        sink(name)  # clean: relative-path
