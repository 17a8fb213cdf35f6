import aiohttp
import jinja2


def hosts(path):
    return jinja2.Template(path.read_text())  # ok


def settings():
    return jinja2.Environment(loader=jinja2.FileSystemLoader("templates"))  # ok


def mail():
    return aiohttp.ClientSession()
