import os

from django.core.files.storage import FileSystemStorage
from django.http import HttpResponse


class Uploads(FileSystemStorage):
    def get_available_name(self, name, max_length=None):
        return name


uploads = Uploads()


def add_file(response, path, storage=None):
    """Read from where the caller says; only who hands no storage over opens the path itself."""
    if storage is None:
        with open(path, "rb") as file:
            response.content = file.read()
    else:
        response["X-Size"] = storage.size("all")


def add_any_file(response, path, storage=None):
    if storage is None:
        with open(path, "rb") as file:  # want
            response.content = file.read()
    else:
        response["X-Size"] = storage.size("all")


def download(request):
    response = HttpResponse()
    add_file(response, request.GET["path"], uploads)
    return response


def download_any(request):
    response = HttpResponse()
    add_any_file(response, os.path.join("/srv", request.GET["path"]))
    return response
