import urllib.parse


class Watch:
    """Where the answer sends the client."""

    def __init__(self, monkeypatch):
        pass

    def harm(self, answer):
        return [value for value in answer.header("Location") if (urllib.parse.urlsplit(value).hostname or "").endswith(MARKER + ".invalid")]
