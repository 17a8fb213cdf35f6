import inspect
import io

import flask


def drive(monkeypatch):
    """Send the request to the application by its test client."""
    monkeypatch.setattr(flask.Flask, "run", lambda *args, **kwargs: None)
    app = find(load(APPLICATION[0], monkeypatch), APPLICATION[1])
    if APPLICATION[2]:
        app = app()
    app.debug = app.testing = False
    app.config.update(PROPAGATE_EXCEPTIONS=False, WTF_CSRF_ENABLED=False)
    request = REQUEST
    cookies = dict(request["cookies"])
    if request["session"]:
        cookies[app.config["SESSION_COOKIE_NAME"]] = app.session_interface.get_signing_serializer(app).dumps(request["session"])
    cookies = "; ".join(f"{key}={value}" for key, value in cookies.items())
    headers = dict(request["headers"], **({"Cookie": cookies} if cookies else {}))
    options = {"method": request["method"], "headers": headers}
    if request["query"]:
        options["query_string"] = request["query"]
    if request["json"] is not None:
        options["json"] = request["json"]
    elif request["body"] is not None:
        options["data"] = request["body"]
    elif request["form"] or request["files"]:
        options["data"] = dict(request["form"])
        for name, (filename, content) in request["files"].items():
            options["data"][name] = (io.BytesIO(uploaded(content)), filename)
    answer = app.test_client(use_cookies=False).open(address(app, monkeypatch), **options)
    return Answer(answer.status_code, answer.headers, answer.get_data(as_text=True))


def address(app, monkeypatch):
    """The route of the entry point, as the application itself knows it."""
    if ENTRY:
        wanted = inspect.unwrap(find(load(ENTRY[0], monkeypatch), ENTRY[1].split(".")[0]))
        for rule in app.url_map.iter_rules():
            view = app.view_functions[rule.endpoint]
            if wanted in (inspect.unwrap(view), getattr(view, "view_class", None)) and REQUEST["method"] in rule.methods and rule.arguments <= set(REQUEST["route"]):
                return app.url_map.bind("localhost").build(rule.endpoint, REQUEST["route"])
    return PATH
