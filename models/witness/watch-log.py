import logging


class Watch:
    """Records of the log that the payload gives a second line."""

    def __init__(self, monkeypatch):
        self.seen = seen = []
        handle = logging.Logger.handle

        def seeing(logger, record):
            if PAYLOAD in record.getMessage():
                seen.append(record.getMessage())
            return handle(logger, record)

        monkeypatch.setattr(logging.Logger, "handle", seeing)

    def harm(self, answer):
        return self.seen
