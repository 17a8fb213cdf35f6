import werkzeug
from werkzeug.datastructures import FileStorage
from werkzeug.utils import import_string, redirect, safe_join, secure_filename, send_file, send_from_directory
from werkzeug.wrappers import Request, Response

from leadline_proof import sink, source


def application(request: Request):
    sink(request.args["a"])  # source: http-input
    sink(request.args.get("a"))  # source: http-input
    sink(request.form.getlist("a"))  # source: http-input
    sink(request.values.to_dict())  # source: http-input
    sink(request.headers["a"])  # source: http-input
    sink(request.cookies.get("a"))  # source: http-input
    sink(request.query_string)  # source: http-input
    sink(request.url)  # source: http-input
    sink(request.base_url)  # source: http-input
    sink(request.full_path)  # source: http-input
    sink(request.path)  # source: http-input
    sink(request.url_root)  # source: http-input
    sink(request.root_url)  # source: http-input
    sink(request.root_path)  # clean
    sink(request.script_root)  # clean
    sink(request.host)  # source: http-input
    sink(request.host_url)  # source: http-input
    sink(request.referrer)  # source: http-input
    sink(request.user_agent)  # source: http-input
    sink(request.authorization)  # source: http-input
    sink(request.access_route)  # source: http-input
    sink(request.remote_addr)  # source: http-input
    sink(request.environ)  # source: http-input
    sink(request.mimetype_params)  # source: http-input
    sink(request.origin)  # source: http-input
    sink(request.accept_languages)  # source: http-input
    sink(request.accept_charsets)  # source: http-input
    sink(request.accept_mimetypes)  # source: http-input
    sink(request.accept_encodings)  # source: http-input
    sink(request.cache_control)  # source: http-input
    sink(request.pragma)  # source: http-input
    sink(request.if_match)  # source: http-input
    sink(request.if_none_match)  # source: http-input
    sink(request.range)  # source: http-input
    sink(request.content_type)  # source: http-input
    sink(request.mimetype)  # source: http-input
    sink(request.content_encoding)  # source: http-input
    sink(request.data)  # source: http-input
    sink(request.stream.read())  # source: http-input
    sink(request.input_stream)  # source: http-input
    sink(request.get_data())  # source: http-input
    sink(request.json["a"])  # source: http-object
    sink(request.get_json())  # source: http-object
    sink(request.files["a"])  # source: http-upload
    sink(request.files["a"].filename)  # source: http-upload
    sink(request.files.get("a").read())  # source: http-upload
    sink(request.method)  # clean
    sink(request.content_length)  # clean
    request.files["a"].save("/data/a")  # sink: stored-upload


def sinks(upload: FileStorage):
    upload.save(source())  # sink: file-path
    redirect(source())  # sink: redirect-target
    import_string(source())  # sink: module-name
    send_file(source(), {})  # sink: file-path
    send_from_directory(source(), "a", {})  # sink: file-path


def carried():
    sink(Response(source()))  # flows
    sink(secure_filename(source()))  # clean: path-base-name
    sink(safe_join("base", source()))  # clean: traversal-checked
    sink(werkzeug.utils.escape(source()))  # clean: html-escaped


def plain():
    response = Response(source())
    response.mimetype = "text/plain"
    response.content_type = "text/plain"
    return response


def checked():
    upload: FileStorage = source()
    if upload.content_type not in {"image/png"}:
        return
    sink(upload)  # clean: extension-checked


def checked_too():
    upload: FileStorage = source()
    if upload.mimetype == "image/png":
        sink(upload)  # clean: extension-checked


def named():
    upload: FileStorage = source()
    if upload.filename.rsplit(".", 1)[1].lower() not in {"png", "jpg"}:
        return
    sink(upload)  # clean: extension-checked




def carried_items(request: Request):
    sink(request.args.get("a"))  # source: http-input
    sink(request.args.get("a", "b"))  # source: http-input
    sink(request.args.pop("a"))  # source: http-input
    sink(request.args.poplist("a"))  # source: http-input
    sink(request.args.keys())  # source: http-input
    sink(request.args.values())  # source: http-input
    sink(request.args.items())  # source: http-input
    sink(request.args.lists())  # source: http-input
    sink(request.args.listvalues())  # source: http-input
    sink(request.args.copy())  # source: http-input
    sink(request.args.setdefault("a", "b"))  # source: http-input
    sink(request.headers.get_all("a"))  # source: http-input
    sink(request.files["a"].name)  # source: http-upload
    sink(request.files["a"].headers)  # source: http-upload
    sink(request.files["a"].readline())  # source: http-upload
    sink(request.files["a"].readlines())  # source: http-upload
    response = Response("a")
    sink(response.set_cookie("a", source()))  # clean
    sink(response.delete_cookie(source()))  # clean
    sink(response.status_code)  # clean
    sink(response.status)  # clean


@app.route("/headers")
def headers():
    answer = werkzeug.datastructures.Headers()
    answer["Content-Type"] = "text/plain"
    return flask.Response(source(), headers=answer)  # sink: response-body silent: html-body


def converted(request: Request):
    sink(request.args.get("a", 1, type=int))  # clean
    sink(request.args.getlist("a", type=float))  # clean
    sink(request.args.get("a", "", type=str))  # source: http-input


def filled():
    answer = werkzeug.wrappers.Response()
    answer.data = source()  # sink: html-body
    answer.response = source()  # sink: html-body
    answer.set_data(source())  # sink: html-body
    text = werkzeug.wrappers.Response(mimetype="text/plain")
    text.data = source()  # silent
    text.set_data(source())  # silent


def located(answer: werkzeug.wrappers.Response):
    answer.location = source()  # sink: redirect-target
