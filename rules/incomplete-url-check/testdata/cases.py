from urllib.parse import urlparse

HOST = "example.com"


class A:
    def ok(self, url, host, text, origin):
        if HOST not in url:  # want
            return False
        if url.startswith("https://example.com"):  # want
            return True
        if host.endswith("example.com"):  # want
            return True
        return origin.lower().endswith("example.org") and text  # want

    def fine(self, url, host, text):
        if urlparse(url).hostname == "example.com":
            return True
        if url.startswith("https://example.com/"):
            return True
        if host.endswith(".example.com") or host == "example.com":
            return True
        if "example.com" in text:
            return True
        if "token" in url:
            return True
        x = "example.com" in url
        return host in ["example.com", "example.org"] and x
