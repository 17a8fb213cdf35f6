import sqlite3


class Watch:
    """Statements that the payload became part of; parameters beside the statement are none."""

    def __init__(self, monkeypatch):
        self.seen = seen = []

        def see(statement):
            if isinstance(statement, str) and PAYLOAD.lower() in statement.lower():
                seen.append(statement)
                raise Stopped(statement)

        def recording(kind):
            class Cursor(kind):
                def execute(self, statement, *rest):
                    see(statement)
                    return super().execute(statement, *rest)

                def executemany(self, statement, *rest):
                    see(statement)
                    return super().executemany(statement, *rest)

                def executescript(self, statement, *rest):
                    see(statement)
                    return super().executescript(statement, *rest)

            return Cursor

        def recorded(kind):
            class Connection(kind):
                def cursor(self, factory=sqlite3.Cursor):
                    return super().cursor(recording(factory))

                def execute(self, statement, *rest):
                    return self.cursor().execute(statement, *rest)

                def executemany(self, statement, *rest):
                    return self.cursor().executemany(statement, *rest)

                def executescript(self, statement, *rest):
                    return self.cursor().executescript(statement, *rest)

            return Connection

        connect = sqlite3.connect

        def connected(*args, **options):
            options["factory"] = recorded(options.get("factory", sqlite3.Connection))
            return connect(*args, **options)

        for module in (sqlite3, sqlite3.dbapi2):
            monkeypatch.setattr(module, "connect", connected)

    def harm(self, answer):
        return self.seen
