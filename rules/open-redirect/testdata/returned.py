from urllib.parse import urlencode, urlparse

from django.core import signing
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def next_page(request):
    """The address that was asked for, where it is one of ours, with what is left of the query."""
    params = request.GET.copy()
    if not (url := params.pop("next", [""])[0]):
        return None
    if not url_has_allowed_host_and_scheme(url, allowed_hosts=None):
        return None
    if params:
        return f"{url}?{params.urlencode()}"
    return url


def any_page(request):
    params = request.GET.copy()
    url = params.pop("next", [""])[0]
    if params:
        return f"{url}?{params.urlencode()}"
    return "/"


def step(request, name):
    url = reverse(name)
    query = request.GET.copy()
    if query:
        url += f"?{query.urlencode()}"
    return url


def to_next(request):
    return redirect(next_page(request) or "/")


def to_any(request):
    return redirect(any_page(request))  # want


def to_step(request):
    return HttpResponseRedirect(step(request, "items"))


class Page:
    def __init__(self, request):
        self.request = request

    @property
    def next(self):
        return next_page(self.request) or reverse("items")

    def back(self):
        return redirect(self.next)


def to_page(request):
    return Page(request).back()


def of_this_host(request, url):
    """What is tested is what a browser makes of the address: it passes over blanks."""
    url = url.strip().translate({ord(c): None for c in "\t\r\n"})
    return bool(url) and urlparse(url).netloc == request.get_host()


def of_some_host(request, url):
    return urlparse(url.strip("/")).netloc == request.get_host()


def here(request):
    if of_this_host(request, request.GET["next"]):
        return redirect(request.GET["next"])
    return redirect("/")


def there(request):
    if of_some_host(request, request.GET["next"]):
        return redirect(request.GET["next"])  # want
    return redirect("/")


def signed(request):
    """What this program signed, it wrote itself."""
    return redirect(signing.Signer(salt="leave").unsign(request.GET["url"]))


def unsigned(request):
    return redirect(signing.b64_decode(request.GET["url"].encode()).decode())  # want


def filtered(request):
    return redirect("{:s}?{:s}".format(reverse("items"), urlencode(request.GET.dict())))


def led(request):
    return redirect("{:s}?{:s}".format(request.GET["url"], urlencode({"a": 1})))  # want
