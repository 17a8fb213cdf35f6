from starlette.testclient import TestClient


def drive(monkeypatch):
    """Send the request to the application by its test client."""
    app = find(load(APPLICATION[0], monkeypatch), APPLICATION[1])
    if APPLICATION[2]:
        app = app()
    request = REQUEST
    options = {"params": request["query"] or None, "headers": request["headers"], "cookies": request["cookies"]}
    if request["json"] is not None:
        options["json"] = request["json"]
    elif request["body"] is not None:
        options["content"] = as_bytes(request["body"])
    else:
        options["data"] = request["form"] or None
        options["files"] = {name: (filename, uploaded(content)) for name, (filename, content) in request["files"].items()} or None
    client = TestClient(app, raise_server_exceptions=False, follow_redirects=False)
    answer = client.request(request["method"], PATH, **options)
    return Answer(answer.status_code, answer.headers.items(), answer.text)
