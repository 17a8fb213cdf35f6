from django.conf import settings
from passlib.context import CryptContext

WEAK = ("django.contrib.auth.hashers.UnsaltedSHA1PasswordHasher",)


def setup(app):
    settings.configure(PASSWORD_HASHERS=["x.CryptPasswordHasher"])  # want
    settings.PASSWORD_HASHERS = WEAK  # want
    app.config["SECURITY_PASSWORD_HASH"] = "plaintext"  # want
    app.config["SECURITY_PASSWORD_HASH"] = "argon2"
    a = CryptContext(schemes=["bcrypt", "md5_crypt"])  # want
    b = CryptContext(schemes=["argon2", "bcrypt"])
    settings.configure(PASSWORD_HASHERS=["django.contrib.auth.hashers.ScryptPasswordHasher"])
    settings.OTHER_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return a, b
