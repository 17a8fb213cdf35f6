import os
import os.path

from leadline_proof import sink, source

sink(os.environ["A"])  # source: environment-input
sink(os.environb[b"A"])  # source: environment-input
sink(os.getenv("A"))  # source: environment-input
sink(os.getenvb("A"))  # source: environment-input
os.system(source())  # sink: shell-command
os.system("ls")  # silent
os.popen(source())  # sink: shell-command
os.popen2(source())  # sink: shell-command
os.popen3(source())  # sink: shell-command
os.popen4(source())  # sink: shell-command
os.execl(source(), "a")  # sink: program-name
os.execle(source(), "a", {})  # sink: program-name
os.execlp(source(), "a")  # sink: program-name
os.execlpe(source(), "a", {})  # sink: program-name
os.execv(source(), ["a"])  # sink: program-name
os.execv("/bin/sh", ["sh", "-c", source()])  # sink: shell-command
os.execv("/bin/ls", ["ls", source()])  # sink: program-option
os.execv("/bin/ls", ["ls", "--", source()])  # silent
os.spawnv(os.P_WAIT, "/bin/ls", ["ls", source()])  # sink: program-option
os.posix_spawn("/bin/ls", ["ls", source()], {})  # sink: program-option
os.execve(source(), ["a"], {})  # sink: program-name
os.execvp(source(), ["a"])  # sink: program-name
os.execvpe(source(), ["a"], {})  # sink: program-name
os.spawnl(os.P_WAIT, source(), "a")  # sink: program-name
os.spawnle(os.P_WAIT, source(), "a", {})  # sink: program-name
os.spawnlp(os.P_WAIT, source(), "a")  # sink: program-name
os.spawnlpe(os.P_WAIT, source(), "a", {})  # sink: program-name
os.spawnv(os.P_WAIT, source(), ["a"])  # sink: program-name
os.spawnv(os.P_WAIT, "/bin/sh", ["sh", "-c", source()])  # sink: shell-command
os.spawnve(os.P_WAIT, source(), ["a"], {})  # sink: program-name
os.spawnvp(os.P_WAIT, source(), ["a"])  # sink: program-name
os.spawnvpe(os.P_WAIT, source(), ["a"], {})  # sink: program-name
os.posix_spawn(source(), ["a"], {})  # sink: program-name
os.posix_spawnp("/bin/sh", ["sh", "-c", source()], {})  # sink: shell-command
os.startfile(source())  # sink: program-name
os.open(source(), os.O_RDONLY)  # sink: file-path
os.remove(source())  # sink: file-path
os.remove(source())  # sink: file-written
os.unlink(source())  # sink: file-written
os.truncate(source(), 0)  # sink: file-written
os.unlink(source())  # sink: file-path
os.rmdir(source())  # sink: file-path
os.removedirs(source())  # sink: file-path
os.mkdir(source())  # sink: file-path
os.makedirs(source())  # sink: file-path
os.listdir(source())  # sink: file-path
os.scandir(source())  # sink: file-path
os.walk(source())  # sink: file-path
os.fwalk(source())  # sink: file-path
os.stat(source())  # sink: path-tested
os.lstat(source())  # sink: path-tested
os.access(source(), os.R_OK)  # sink: path-tested
os.chmod(source(), 0o600)  # sink: file-path
os.lchmod(source(), 0o600)  # sink: file-path
os.chown(source(), 1, 1)  # sink: file-path
os.lchown(source(), 1, 1)  # sink: file-path
os.readlink(source())  # sink: file-path
os.truncate(source(), 0)  # sink: file-path
os.utime(source())  # sink: file-path
os.chdir(source())  # sink: file-path
os.chroot(source())  # sink: file-path
os.mknod(source())  # sink: file-path
os.mkfifo(source())  # sink: file-path
os.statvfs(source())  # sink: path-tested
os.getxattr(source(), "user.a")  # sink: file-path
os.setxattr(source(), "user.a", b"")  # sink: file-path
os.pathconf(source(), "PC_NAME_MAX")  # sink: file-path
os.rename(source(), "b")  # sink: file-path
os.rename("a", source())  # sink: file-written
os.renames("a", source())  # sink: file-written
os.replace("a", source())  # sink: file-written
os.link("a", source())  # sink: file-written
os.symlink("a", source())  # sink: file-written
os.renames("a", source())  # sink: file-path
os.replace(source(), "b")  # sink: file-path
os.link("a", source())  # sink: file-path
os.symlink("a", source())  # sink: file-path
os.path.exists(source())  # sink: path-tested
os.path.lexists(source())  # sink: path-tested
os.path.isfile(source())  # sink: path-tested


def relative():
    path = source()
    if not os.path.isabs(path):
        sink(path)  # clean: relative-path


os.path.isdir(source())  # sink: path-tested
os.path.islink(source())  # sink: path-tested
os.path.getsize(source())  # sink: path-tested
os.path.getmtime(source())  # sink: path-tested
os.path.getatime(source())  # sink: path-tested
os.path.getctime(source())  # sink: path-tested
sink(os.path.exists(source()))  # sink: path-tested, clean
sink(os.path.join("base", source()))  # flows
sink(os.path.join(source(), "leaf"))  # flows
sink(os.path.dirname(source()))  # flows
sink(os.path.expanduser(source()))  # flows
sink(os.path.expandvars(source()))  # flows
sink(os.path.splitext(source())[0])  # flows
sink(os.path.split(source())[0])  # flows
sink(os.path.splitdrive(source())[1])  # flows
sink(os.path.normcase(source()))  # flows
sink(os.fspath(source()))  # flows
sink(os.fsencode(source()))  # flows
sink(os.fsdecode(source()))  # flows
sink(os.path.relpath(source()))  # flows
sink(os.path.normpath(source()))  # clean: path-normal
sink(os.path.normpath("/" + source()))  # clean: dot-dot-free
open(os.path.normpath("/srv/" + source()))  # sink: file-path
sink(os.path.abspath("/" + source()).lstrip("/"))  # clean: dot-dot-free
sink(os.path.abspath(source()))  # clean: path-normal
sink(os.path.realpath(source()))  # clean: path-normal
sink(os.path.basename(source()))  # clean: path-base-name
sink(os.urandom(8))  # clean
sink(os.getpid())  # source: clock-reading
sink(os.getppid())  # source: clock-reading


def below(path):
    full = os.path.realpath(os.path.join("/base", path))
    if os.path.commonpath([full, "/base"]) != "/base":
        return
    sink(full)  # clean: traversal-checked


def below_prefix(path):
    full = os.path.realpath(os.path.join("/base", path))
    if os.path.commonprefix([full, "/base"]) == "/base":
        sink(full)  # flows


def typed(path):
    if os.path.splitext(path)[1] in {".png", ".jpg"}:
        sink(path)  # clean: extension-checked


below(source())
below_prefix(source())
typed(source())
