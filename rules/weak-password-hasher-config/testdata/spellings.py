from django.conf import settings
from django.test import override_settings
from passlib.context import CryptContext

settings.configure(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])  # want

plain = CryptContext(schemes=["plaintext"])  # want
mixed = CryptContext(schemes=["md5_crypt", "des_crypt"], deprecated="auto")  # want
good = CryptContext(schemes=["bcrypt"], deprecated="auto")  # ok
argon = CryptContext(["argon2", "pbkdf2_sha256"])  # ok

PASSWORD_HASHERS = [  # want
    "django.contrib.auth.hashers.SHA1PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
SECURITY_PASSWORD_HASH = "plaintext"  # want
