class Watch:
    """Hosts that the program looks for because the payload names them. Nothing is sent."""

    def __init__(self, monkeypatch):
        self.seen = []
        WATCHES.append(self.see)

    def see(self, event, args):
        if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.connect", "urllib.Request"):
            if MARKER + ".invalid" in str(args):
                self.seen.append(str(args[0]))
                raise Stopped(str(args[0]))

    def harm(self, answer):
        WATCHES.remove(self.see)
        return self.seen
