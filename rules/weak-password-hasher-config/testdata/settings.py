PASSWORD_HASHERS = (  # want
    "django.contrib.auth.hashers.UnsaltedMD5PasswordHasher",
)
