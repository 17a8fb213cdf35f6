class Watch:
    """Files outside of the program's folder that it opens, lists, changes or hands out."""

    EVENTS = ("open", "os.listdir", "os.scandir", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate", "os.link", "os.symlink",
              "glob.glob", "glob.glob/2", "pathlib.Path.glob", "pathlib.Path.rglob")

    def __init__(self, monkeypatch):
        self.seen = []
        WATCHES.append(self.see)

    def see(self, event, args):
        if event not in self.EVENTS and not event.startswith("shutil."):
            return
        paths = [os.path.join(os.fspath(args[0]), str(args[1]))] if event.startswith("pathlib.") else args
        for path in paths:
            if isinstance(path, (str, bytes, os.PathLike)):
                whole = os.path.normpath(os.path.join(os.getcwd(), os.fsdecode(path)))
                if whole.startswith(OUTSIDE) or whole.startswith(os.path.realpath(OUTSIDE)):
                    self.seen.append(os.fsdecode(path))

    def harm(self, answer):
        WATCHES.remove(self.see)
        return self.seen + [answer.text for text in [answer.text] if text.strip() == MARKER]
