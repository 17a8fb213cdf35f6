import json
import os
import re
import urllib.parse

import django


def drive(monkeypatch):
    """Send the request to the application by its test client, with databases of its own."""
    monkeypatch.syspath_prepend(str(ROOT / FOLDER))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases, teardown_test_environment

    from django.contrib.staticfiles.storage import HashedFilesMixin

    monkeypatch.setattr(HashedFilesMixin, "url", lambda self, name, force=False: name)  # nothing was collected
    setup_test_environment(debug=False)
    try:
        databases = setup_databases(verbosity=0, interactive=False)
        try:
            return send(monkeypatch)
        finally:
            teardown_databases(databases, verbosity=0)
    finally:
        teardown_test_environment()


def send(monkeypatch):
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client
    from django.test.client import encode_multipart, BOUNDARY, MULTIPART_CONTENT

    client = Client(raise_request_exception=False)
    if LOGIN:
        from django.contrib.auth import get_user_model

        users = get_user_model()
        user = users.objects.create_superuser(**{users.USERNAME_FIELD: MARKER, "password": MARKER, **{name: "a@localhost" for name in users.REQUIRED_FIELDS}})
        client.force_login(user)
    for place, name, values in ROWS:
        find(load(place, monkeypatch), name).objects.create(**values)
    request = REQUEST
    if request["session"]:
        session = client.session
        session.update(request["session"])
        session.save()
    client.cookies.load(request["cookies"])
    headers = {"HTTP_" + key.upper().replace("-", "_"): value for key, value in request["headers"].items()}
    for name in ("CONTENT_TYPE", "CONTENT_LENGTH"):
        headers.pop("HTTP_" + name, None)
    body, kind = b"", "application/octet-stream"
    if request["json"] is not None:
        body, kind = json.dumps(request["json"]), "application/json"
    elif request["body"] is not None:
        body = request["body"]
    elif request["form"] or request["files"]:
        files = {name: SimpleUploadedFile(filename, uploaded(content)) for name, (filename, content) in request["files"].items()}
        body, kind = encode_multipart(BOUNDARY, {**request["form"], **files}), MULTIPART_CONTENT
    query = "?" + urllib.parse.urlencode(request["query"]) if request["query"] else ""
    answer = client.generic(request["method"], address(monkeypatch) + query, body, kind, **headers)
    text = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return Answer(answer.status_code, answer.items(), text.decode(errors="replace"))


def address(monkeypatch):
    """The route of the entry point, as the application itself knows it."""
    from django.urls import Resolver404, get_resolver, resolve

    try:
        resolve(PATH.split("?")[0])
        return PATH
    except Resolver404:
        pass
    wanted = find(load(ENTRY[0], monkeypatch), ENTRY[1].split(".")[0])
    for route, view in routes(get_resolver().url_patterns, "/"):
        if wanted in (view, getattr(view, "view_class", None)):
            return re.sub(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)", lambda m: str(REQUEST["route"].get(m[1] or m[2], "1")), route).strip("^$")
    return PATH


def routes(patterns, before):
    for pattern in patterns:
        route = before + str(pattern.pattern).lstrip("^")
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route, pattern.callback
