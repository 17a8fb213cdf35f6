class Watch:
    """The header that the payload adds to the answer."""

    def __init__(self, monkeypatch):
        pass

    def harm(self, answer):
        return answer.header(MARKER) + [value for key, value in answer.headers if "\n" + MARKER in value]
