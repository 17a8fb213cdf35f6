import os, subprocess, pickle, yaml, requests
from django.http import HttpResponse, HttpRequest, HttpResponseRedirect, JsonResponse, FileResponse
from django.shortcuts import redirect, render
from django.db import connection, models
from django.db.models.expressions import RawSQL
from django.utils.safestring import mark_safe
from django.utils.html import escape, format_html
from django.views import View
from django.views.generic import TemplateView
from django.views.decorators.csrf import csrf_exempt
from django.urls import path, reverse
from django import forms
from django.utils.http import url_has_allowed_host_and_scheme
from django.template import Template, Context

class U(models.Model):
    name = models.CharField(max_length=9)

def a(request):
    os.system("x " + request.GET["q"])  # want: os-command-injection
    os.system("x " + request.GET.get("q", ""))  # want: os-command-injection
    os.system("x " + request.POST.get("q"))  # want: os-command-injection
    os.system("x " + request.COOKIES["q"])  # want: os-command-injection
    os.system("x " + request.META["HTTP_X"])  # want: os-command-injection
    os.system("x " + request.headers["X"])  # want: os-command-injection
    os.system(b"x " + request.body)  # want: os-command-injection
    return HttpResponse("<b>" + request.GET["q"])  # want: xss

def b(request):
    with connection.cursor() as c:
        c.execute("SELECT * FROM u WHERE n = '%s'" % request.GET["n"])  # want: sql-injection
        c.execute("SELECT * FROM u WHERE n = %s", [request.GET["n"]])  # silent
    U.objects.raw("SELECT * FROM u WHERE n = '" + request.GET["n"] + "'")  # want: sql-injection
    U.objects.raw("SELECT * FROM u WHERE n = %s", [request.GET["n"]])  # silent
    U.objects.extra(where=["n = '" + request.GET["n"] + "'"])  # want: sql-injection
    U.objects.annotate(v=RawSQL("select " + request.GET["n"], []))  # want: sql-injection
    U.objects.filter(name=request.GET["n"])  # silent
    U.objects.filter(name__icontains=request.GET["n"]).order_by("name")  # silent
    return JsonResponse({"q": request.GET["q"]})  # silent

def c(request, name):
    open("/srv/" + name)
    return HttpResponse("<p>" + escape(name))  # silent

class V(View):
    def get(self, request, *args, **kwargs):
        open("/srv/" + kwargs["name"])  # want: path-traversal
        return HttpResponse(mark_safe("<b>" + request.GET["q"]))  # want: xss

    def post(self, request):
        f = request.FILES["f"]
        with open("/srv/" + f.name, "wb") as o:
            for ch in f.chunks():
                o.write(ch)
        return HttpResponseRedirect(request.POST["next"])  # want: open-redirect

def d(request):
    nxt = request.GET["next"]
    if url_has_allowed_host_and_scheme(nxt, allowed_hosts={request.get_host()}):
        return redirect(nxt)  # silent
    return redirect(nxt)  # want: open-redirect

class F(forms.Form):
    name = forms.CharField()
    n = forms.IntegerField()

def e(request):
    f = F(request.POST)
    if f.is_valid():
        os.system("x " + f.cleaned_data["name"])  # want: os-command-injection
        os.system("x %s" % f.cleaned_data["n"])  # silent
    return HttpResponse(format_html("<b>{}</b>", request.GET["q"]))  # silent

def g(request):
    Template("Hello " + request.GET["n"]).render(Context({}))  # want: server-side-template-injection
    pickle.loads(request.body)  # want: unsafe-deserialization
    requests.get(request.GET["u"])  # want: ssrf
    return FileResponse(open(os.path.join("/srv", request.GET["f"]), "rb"))  # want: path-traversal

@csrf_exempt
def h(request):
    return HttpResponse(f"Hello {request.GET.get('name')}", content_type="text/plain")  # silent

def k(request: HttpRequest) -> HttpResponse:
    resp = HttpResponse()
    resp.write("<b>" + request.GET["q"])  # want: xss
    return resp

def m(req):
    return HttpResponse("<b>" + req.GET["q"])  # want: xss

class T(TemplateView):
    template_name = "x.html"
    def get_context_data(self, **kwargs):
        os.system(self.request.GET["q"])  # want: os-command-injection
        return {}

urlpatterns = [path("a", a), path("b", b), path("c/<str:name>", c), path("v/<path:name>", V.as_view()), path("d", d), path("e", e)]
