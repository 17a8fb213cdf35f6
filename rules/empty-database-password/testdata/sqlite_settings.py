DATABASES = {
    "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "app", "USER": "", "PASSWORD": ""}  # ok
}
