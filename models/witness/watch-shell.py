import re
import shlex


class Watch:
    """Command lines in which a shell would take the payload's word for a command of its own."""

    def __init__(self, monkeypatch):
        self.seen = []
        WATCHES.append(self.see)

    def see(self, event, args):
        if event == "os.system":
            line = os.fsdecode(args[0])
        elif event in ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.spawn"):
            words = args[2] if event == "os.spawn" else args[1]
            words = [words] if isinstance(words, (str, bytes)) else list(words or ())
            words = [os.fsdecode(word) for word in words]
            if not any(MARKER in word for word in words):
                return
            shell = os.path.basename(words[0]) in ("sh", "bash", "dash", "zsh", "ksh") and "-c" in words
            line = words[words.index("-c") + 1] if shell and words.index("-c") + 1 < len(words) else ""
        else:
            return
        if MARKER not in line:
            if event != "os.system":
                raise Stopped("a program with the payload as an argument")
            return
        if self.commands(line):
            self.seen.append(line)
        raise Stopped(line)

    @staticmethod
    def commands(line):
        try:
            words = list(shlex.shlex(line, posix=True, punctuation_chars=True))
        except ValueError:  # a quote is open: the payload closed one
            return True
        return any(word == MARKER and (n == 0 or re.fullmatch(r"[;&|()]+", words[n - 1])) for n, word in enumerate(words))

    def harm(self, answer):
        WATCHES.remove(self.see)
        return self.seen
