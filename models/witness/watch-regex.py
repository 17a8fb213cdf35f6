import re


class Watch:
    """Regular expressions that the payload became a part of."""

    def __init__(self, monkeypatch):
        self.seen = seen = []
        made = re._compile

        def compiling(pattern, *rest):
            out = made(pattern, *rest)
            if MARKER in out.groupindex:
                seen.append(out.pattern)
            return out

        monkeypatch.setattr(re, "_compile", compiling)

    def harm(self, answer):
        return self.seen
