class Watch:
    """The product that a template engine makes of the payload."""

    def __init__(self, monkeypatch):
        pass

    def harm(self, answer):
        product = MARKER + str(911 * 1009)
        return [line for line in answer.text.splitlines() if product in line]
