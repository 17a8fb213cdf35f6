import subprocess

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.db import connection
from django.http import HttpResponse, HttpResponseRedirect
from django.views import View


def find(request, shelf, page):
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    with connection.cursor() as cursor:
        cursor.execute("select username from auth_user where last_name = '%s' limit 10" % shelf)
        return HttpResponse(str(len(cursor.fetchall())), content_type="text/plain")


def hello(request):
    who = request.GET.get("who", "nobody")
    if User.objects.filter(username=request.GET["user"]):
        return HttpResponse("<p class='" + who + "'>Hello</p>")
    return HttpResponse("Who?")


@login_required
def leave(request):
    if request.method == "POST" and request.POST["sure"] == "yes":
        return HttpResponseRedirect(request.POST["next"])
    return HttpResponse("Sure?")


class Print(View):
    def post(self, request):
        if "HTTP_X_PRINTER" not in request.META:
            return HttpResponse(status=400)
        subprocess.run(f'lp -d "{request.META["HTTP_X_PRINTER"]}"', shell=True)
        return HttpResponse("ok")


def note(request):
    if request.session.get("role") not in ("clerk", "owner"):
        return HttpResponse(status=403)
    return HttpResponse("<p>" + request.session["name"] + ": " + request.GET["text"])
