import jwt as pyjwt
from jose import jwt as jose_jwt
from jwt import decode, encode

LAX = {"verify_signature": False, "verify_exp": False}


def f(token, key, options):
    decode(token, verify=False)  # want
    pyjwt.decode(token, key, options=LAX)  # want
    pyjwt.decode(token, key, algorithms=["HS256", "none"])  # want
    encode({"a": 1}, key, algorithm="none")  # want
    encode({"a": 1}, None, algorithm=None)  # want
    encode({"a": 1}, "", algorithm="HS256")  # want
    jose_jwt.get_unverified_claims(token)  # want
    decode(token, key, algorithms=["HS256"], options={"verify_exp": False})
    decode(token, key, algorithms=["RS256"])
    pyjwt.decode(token, key, options=options, algorithms=["HS256"])
    pyjwt.get_unverified_header(token)
    return encode({"a": 1}, key, algorithm="HS256")


class Tokens:
    async def read(self, token):
        import jwt
        return jwt.decode(token, self.key, options={"verify_signature": False})  # want
