import re


class Watch:
    """The payload in the page as it was sent: nothing of it was escaped. One that is script must stand in a script, and in no string there."""

    def __init__(self, monkeypatch):
        pass

    def harm(self, answer):
        if "html" not in (answer.header("Content-Type") or ["text/html"])[0]:
            return []
        if PLACE != "script":
            return [line for line in answer.text.splitlines() if PAYLOAD in line]
        scripts = re.findall(r"(?is)<script(?![^>]*json)[^>]*>(.*?)</script", answer.text)
        return [script for script in scripts if re.search(r"(?<!['\"`])" + re.escape(PAYLOAD), script)]
