import os

SECRET_KEY = os.environ.get("DESK_KEY", "a")
ALLOWED_HOSTS = []
ROOT_URLCONF = "desk.urls"
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"]
MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware", "django.contrib.auth.middleware.AuthenticationMiddleware"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "desk.sqlite3"}}
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
