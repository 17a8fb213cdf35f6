import os


def show(name):
    """Part of a library: whoever calls it chooses the name."""
    with open("labels/" + name + ".txt") as file:
        return file.read()


async def run(command, quiet):
    if not quiet:
        print(command)
    os.system(command)
