import asyncio
import inspect


def drive(monkeypatch):
    """Call the function."""
    function = find(load(ENTRY[0], monkeypatch), ENTRY[1])
    try:
        result = function(**ARGUMENTS)
        if inspect.isawaitable(result):
            result = asyncio.run(result)
    except (Exception, SystemExit):
        return Answer()  # what matters has been seen, or never comes
    return Answer(text=str(result))
