import hashlib
import hmac
from hmac import new

from flask import request


class Hook:
    def check(self, body, given, file):
        mac = new(self.key, body, "sha256")
        a = mac.digest() != given  # want
        b = hmac.digest(self.key, body, "sha256") == given  # want
        c = self.api_key == request.headers["X-Key"]  # want
        d = request.args.get("t") == self.auth_token  # want
        e = hmac.compare_digest(mac.digest(), given)
        f = hashlib.sha256(file).hexdigest() == given
        g = self.api_key == ""
        h = self.name == request.args["name"]
        return a, b, c, d, e, f, g, h
