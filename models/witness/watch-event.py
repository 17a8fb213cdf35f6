class Watch:
    """The event that the payload raises where it runs as code."""

    def __init__(self, monkeypatch):
        self.seen = []
        WATCHES.append(self.see)

    def see(self, event, args):
        if event == MARKER:
            self.seen.append("the payload ran")

    def harm(self, answer):
        WATCHES.remove(self.see)
        return self.seen
