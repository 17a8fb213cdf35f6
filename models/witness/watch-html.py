class Watch:
    """The payload in the page as it was sent: nothing of it was escaped."""

    def __init__(self, monkeypatch):
        pass

    def harm(self, answer):
        kind = (answer.header("Content-Type") or ["text/html"])[0]
        return [line for line in answer.text.splitlines() if PAYLOAD in line and "html" in kind]
