# What a library's method gives of an instance of the program may be what a method of the
# program gave, whatever is declared: cmd.Cmd.onecmd hands on what do_say gives.
import cmd

from oracle import sink, source


class Console(cmd.Cmd):
    def do_say(self, line):
        self.said = line

    def once(self):
        if self.onecmd("say b") is None:
            sink(source())


def main():
    console = Console()
    stop = console.onecmd("say a")
    if stop is None:
        sink(source())
    if stop not in (True, False):
        sink(source())
    console.once()


main()
