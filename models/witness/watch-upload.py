class Watch:
    """Files that the program writes under the kind of name that the payload asks for."""

    def __init__(self, monkeypatch):
        self.seen = []
        WATCHES.append(self.see)

    def see(self, event, args):
        if event == "open" and isinstance(args[0], (str, bytes, os.PathLike)) and os.fsdecode(args[0]).endswith(PAYLOAD):
            self.seen.append(os.fsdecode(args[0]))
            raise Stopped(self.seen[-1])

    def harm(self, answer):
        WATCHES.remove(self.see)
        return self.seen
