import connexion
import leadline_api

from leadline_proof import sink, source

app = connexion.FlaskApp(__name__)
app.app.config["SECRET_KEY"] = source()  # sink: credential


def find(name, number, limit, text, body, undeclared="x"):
    sink(name)  # source: http-input clean: slash-free
    sink(number)  # clean
    sink(limit)  # clean
    sink(text)  # source: http-input
    sink(body["a"])  # source: http-input
    sink(undeclared)  # clean


leadline_api.operation("/orders/{name}/{number:int}?{limit:uuid}{text:path}{body:object}", find)
