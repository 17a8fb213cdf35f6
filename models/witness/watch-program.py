class Watch:
    """Programs that the payload chose."""

    def __init__(self, monkeypatch):
        self.seen = []
        WATCHES.append(self.see)

    def see(self, event, args):
        if event not in ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.spawn"):
            return
        words = args[2] if event == "os.spawn" else args[1]
        words = [words] if isinstance(words, (str, bytes)) else list(words or ())
        if not any(MARKER in os.fsdecode(word) for word in words):
            return
        if MARKER in os.fsdecode(words[0]):
            self.seen.append(os.fsdecode(words[0]))
        raise Stopped(str(words))

    def harm(self, answer):
        WATCHES.remove(self.see)
        return self.seen
