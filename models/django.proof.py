import channels.generic.websocket
import django.contrib.contenttypes.models
import django.core.exceptions
import django.contrib.auth
import django.contrib.messages
import django.contrib.sessions
import django.contrib.sessions.serializers
import django.core.files.storage
import django.core.files.uploadedfile
import django.core.signing
import django.db.migrations
import django.db.models
import django.forms
import django.http
import django.shortcuts
import django.template
import django.template.loader
import django.urls
import django.utils._os
import django.utils.encoding
import django.utils.html
import django.utils.http
import django.utils.module_loading
import django.utils.safestring
import django.utils.text
import django.utils.timezone
import django.utils.translation
import django.views

from leadline_proof import sink, source

sink(django.shortcuts.get_object_or_404())  # source: stored-input
sink(django.shortcuts.get_list_or_404())  # source: stored-input
django.db.models.RawSQL(source())  # sink: sql-text
django.db.migrations.RunSQL(source())  # sink: sql-text
django.http.HttpResponse(source())  # sink: html-body
django.http.HttpResponseBadRequest(source())  # sink: html-body
django.http.HttpResponseForbidden(source())  # sink: html-body
django.http.HttpResponseNotFound(source())  # sink: html-body
django.http.HttpResponseServerError(source())  # sink: html-body
django.http.HttpResponseGone(source())  # sink: html-body
django.http.StreamingHttpResponse(source())  # sink: html-body
django.utils.safestring.mark_safe(source())  # sink: html-markup
django.utils.html.format_html(source())  # sink: html-markup
django.shortcuts.redirect(source())  # sink: redirect-target
django.http.HttpResponseRedirect(source())  # sink: redirect-target
django.http.HttpResponsePermanentRedirect(source())  # sink: redirect-target
django.template.Template(source())  # sink: template-text
sink(django.template.Template("<p>{{ a }}</p>").render(django.template.Context({"a": source()})))  # clean: html-escaped
sink(django.template.Template("<p>{{ a|safe }}</p>").render(django.template.Context({"a": source()})))  # flows
sink(django.template.Engine().from_string("{% autoescape off %}{{ a }}{% endautoescape %}").render(django.template.Context({"a": source()})))  # flows
django.contrib.sessions.SessionBase["a"] = source()  # sink: session-store
django.contrib.sessions.SessionBase[source()] = 1  # sink: session-key
django.utils.module_loading.import_string(source())  # sink: module-name
django.contrib.auth.authenticate(password=source())  # sink: credential
sink(django.utils.html.escape(source()))  # clean: html-escaped
sink(django.utils.html.conditional_escape(source()))  # clean: html-escaped
sink(django.utils.html.escapejs(source()))  # clean: html-escaped
sink(django.utils.html.urlize(source()))  # clean: html-escaped
sink(django.utils.html.strip_tags(source()))  # clean: html-escaped
sink(django.utils.html.format_html("a", source()))  # clean: html-escaped
sink(django.utils.encoding.iri_to_uri(source()))  # clean: newline-free
sink(django.utils.http.urlencode(source()))  # clean: url-quoted
sink(django.utils.http.urlquote(source()))  # clean: url-quoted
sink(django.utils.text.get_valid_filename(source()))  # clean: path-base-name
sink(django.utils.text.slugify(source()))  # clean: alphanumeric
sink(django.template.defaultfilters.slugify(source()))  # clean: alphanumeric
sink(django.utils._os.safe_join("a", source()))  # clean: traversal-checked
sink(django.core.signing.loads(source()))  # clean: signed
sink(django.utils.encoding.force_str(source()))  # flows
sink(django.utils.encoding.force_bytes(source()))  # flows
sink(django.utils.encoding.smart_str(source()))  # flows
sink(django.utils.encoding.smart_bytes(source()))  # flows
sink(django.utils.translation.gettext(source()))  # flows
sink(django.utils.translation.ugettext(source()))  # flows
sink(django.utils.translation.gettext_lazy(source()))  # flows
sink(django.utils.translation.ugettext_lazy(source()))  # flows
sink(django.shortcuts.render(source()))  # clean
django.shortcuts.render(None, "proof.html", {"value": source()})  # sink: html-markup
django.shortcuts.render(None, "proof2.html", {"other": source(), "value": ""})  # silent
django.template.loader.render_to_string("proof3.html", {"value": source()})  # sink: html-markup
django.template.response.TemplateResponse(None, "proof4.html", {"value": source()})  # sink: html-markup
django.template.response.SimpleTemplateResponse("proof5.html", {"value": source()})  # sink: html-markup
sink(django.shortcuts.redirect(source()))  # clean
sink(django.template.loader.render_to_string(source()))  # clean
sink(django.urls.reverse(source()))  # clean
sink(django.urls.reverse_lazy(source()))  # clean
sink(django.urls.resolve(source()))  # clean
sink(django.http.JsonResponse(source()))  # clean
sink(django.http.FileResponse(source()))  # clean
sink(django.http.HttpResponseRedirect(source()))  # clean
sink(django.http.HttpResponsePermanentRedirect(source()))  # clean
sink(django.http.HttpResponse(source()))  # clean
sink(django.http.HttpResponseBadRequest(source()))  # clean
sink(django.http.HttpResponseForbidden(source()))  # clean
sink(django.http.HttpResponseNotFound(source()))  # clean
sink(django.http.HttpResponseServerError(source()))  # clean
sink(django.http.HttpResponseGone(source()))  # clean
sink(django.http.StreamingHttpResponse(source()))  # clean
sink(django.contrib.auth.authenticate(source()))  # clean
sink(django.contrib.auth.login(source()))  # clean
sink(django.contrib.auth.logout(source()))  # clean
sink(django.contrib.auth.get_user_model(source()))  # clean
sink(django.contrib.messages.info(source()))  # clean
sink(django.contrib.messages.success(source()))  # clean
sink(django.contrib.messages.warning(source()))  # clean
sink(django.contrib.messages.error(source()))  # clean
sink(django.contrib.messages.debug(source()))  # clean
sink(django.contrib.messages.add_message(source()))  # clean
sink(django.utils.timezone.now(source()))  # clean
sink(django.utils.timezone.localtime(source()))  # clean
sink(django.utils.timezone.localdate(source()))  # clean


def django_http_httprequest(x: django.http.HttpRequest):
    sink(x.GET)  # source: http-input
    sink(x.POST)  # source: http-input
    sink(x.COOKIES)  # source: http-input
    sink(x.META)  # source: http-input
    sink(x.headers)  # source: http-input
    sink(x.body)  # source: http-input
    sink(x.encoding)  # source: http-input
    sink(x.content_params)  # source: http-input
    sink(x.content_type)  # source: http-input
    sink(x.query_params)  # source: http-input
    sink(x.path)  # source: http-input
    sink(x.path_info)  # source: http-input
    sink(x.data)  # source: http-object
    sink(x.FILES)  # source: http-upload
    sink(x.get_full_path())  # source: http-input
    sink(x.get_full_path_info())  # source: http-input
    sink(x.build_absolute_uri())  # source: http-input
    sink(x.get_host())  # source: http-input
    sink(x.read())  # source: http-input
    sink(x.readline())  # source: http-input
    sink(x.readlines())  # source: http-input
    sink(x.get_raw_uri())  # source: http-input


def django_views_view(x: django.views.View):
    sink(x.kwargs)  # source: http-input
    sink(x.args)  # source: http-input


def django_forms_baseform(x: django.forms.BaseForm):
    sink(x.cleaned_data)  # source: http-input
    sink(x.data)  # source: http-input
    sink(x.errors)  # clean
    sink(str(x.errors))  # clean
    sink(list(x.errors.values())[0][0])  # source: http-input
    for field, messages in x.errors.items():
        sink(field + messages[0])  # source: http-input
    sink(x.errors.get("a"))  # source: http-input
    sink(x.errors.as_json())  # clean


def django_db_models_queryset(x: django.db.models.QuerySet):
    sink(x.get())  # source: stored-input
    sink(x.first())  # source: stored-input
    sink(x.last())  # source: stored-input
    sink(x.latest())  # source: stored-input
    sink(x.earliest())  # source: stored-input
    sink(x.in_bulk())  # source: stored-input
    x.raw(source())  # sink: sql-text
    x.extra(source())  # sink: sql-text
    x.extra("a", source())  # sink: sql-text
    x.extra("a", "a", "a", source())  # sink: sql-text
    x.extra("a", "a", "a", "a", source())  # sink: sql-text


def django_db_models_manager(x: django.db.models.Manager):
    sink(x.get())  # source: stored-input
    sink(x.first())  # source: stored-input
    sink(x.last())  # source: stored-input
    sink(x.latest())  # source: stored-input
    sink(x.earliest())  # source: stored-input
    sink(x.get_or_create())  # source: stored-input
    sink(x.in_bulk())  # source: stored-input
    x.raw(source())  # sink: sql-text
    x.extra(source())  # sink: sql-text
    x.extra("a", source())  # sink: sql-text
    x.extra("a", "a", "a", source())  # sink: sql-text
    x.extra("a", "a", "a", "a", source())  # sink: sql-text


def django_http_httpresponse(x: django.http.HttpResponse):
    x.write(source())  # sink: html-body
    x.writelines(source())  # sink: html-body
    x.content = source()  # sink: html-body


def django_template_engine(x: django.template.Engine):
    x.from_string(source())  # sink: template-text


def django_core_files_storage_filesystemstorage(x: django.core.files.storage.FileSystemStorage):
    x.save(source())  # sink: file-path
    x.open(source())  # sink: file-path
    x.delete(source())  # sink: file-path
    x.path(source())  # sink: file-path
    x.exists(source())  # sink: file-path
    x.listdir(source())  # sink: file-path
    x.save("a", source())  # sink: stored-upload


def django_core_files_storage_storage(x: django.core.files.storage.Storage):
    x.save(source())  # sink: file-path
    x.open(source())  # sink: file-path
    x.delete(source())  # sink: file-path
    x.save("a", source())  # sink: stored-upload


def django_contrib_sessions_sessionbase(x: django.contrib.sessions.SessionBase):
    x.update(source())  # sink: session-store
    x.setdefault("a", source())  # sink: session-store


def django_contrib_sessions_serializers_pickleserializer(x: django.contrib.sessions.serializers.PickleSerializer):
    x.loads(source())  # sink: object-bytes


def django_core_signing_signer(x: django.core.signing.Signer):
    sink(x.unsign(source()))  # clean: signed


def carried_django_core_files_uploadedfile_uploadedfile():
    x: django.core.files.uploadedfile.UploadedFile = source()
    sink(x.name)  # clean: path-base-name
    sink(x.read())  # flows
    sink(x.chunks())  # flows
    sink(x.open())  # flows
    sink(x.readlines())  # flows
    sink(x.multiple_chunks())  # flows
    sink(x.content_type)  # flows
    sink(x.size)  # clean
    sink(x.charset)  # clean
    sink(x.temporary_file_path())  # clean


def carried_django_http_querydict():
    x: django.http.QueryDict = source()
    sink(x.get())  # flows
    sink(x.getlist())  # flows
    sink(x.dict())  # flows
    sink(x.items())  # flows
    sink(x.values())  # flows
    sink(x.lists())  # flows
    sink(x.keys())  # flows
    sink(x.pop())  # flows
    sink(x.copy())  # flows
    sink(x.urlencode())  # flows


def carried_django_http_files():
    x: django.http.Files = source()
    sink(x.get())  # flows
    sink(x.getlist())  # flows
    sink(x.items())  # flows
    sink(x.values())  # flows
    sink(x.keys())  # flows


def carried_django_http_httprequest():
    x: django.http.HttpRequest = source()
    sink(x.method)  # clean
    sink(x.user)  # clean
    sink(x.scheme)  # clean
    sink(x.resolver_match)  # clean
    sink(x.site)  # clean
    sink(x.urlconf)  # clean
    sink(x.is_secure())  # clean
    sink(x.is_ajax())  # clean
    sink(x.get_port())  # clean
    sink(x.get_signed_cookie())  # clean


def carried_django_db_models_manager():
    x: django.db.models.Manager = source()
    sink(x.filter())  # clean
    sink(x.exclude())  # clean
    sink(x.all())  # clean
    sink(x.order_by())  # clean
    sink(x.annotate())  # clean
    sink(x.count())  # clean
    sink(x.exists())  # clean
    sink(x.create())  # clean
    sink(x.update())  # clean
    sink(x.delete())  # clean
    sink(x.get_or_create())  # clean
    sink(x.update_or_create())  # clean
    sink(x.bulk_create())  # clean
    sink(x.aggregate())  # clean
    sink(x.values())  # clean
    sink(x.values_list())  # clean
    sink(x.raw())  # clean
    sink(x.extra())  # clean


def carried_django_db_models_queryset():
    x: django.db.models.QuerySet = source()
    sink(x.filter())  # clean
    sink(x.exclude())  # clean
    sink(x.all())  # clean
    sink(x.order_by())  # clean
    sink(x.annotate())  # clean
    sink(x.count())  # clean
    sink(x.exists())  # clean
    sink(x.create())  # clean
    sink(x.update())  # clean
    sink(x.delete())  # clean
    sink(x.get_or_create())  # clean
    sink(x.update_or_create())  # clean
    sink(x.bulk_create())  # clean
    sink(x.aggregate())  # clean
    sink(x.values())  # clean
    sink(x.values_list())  # clean
    sink(x.raw())  # clean
    sink(x.extra())  # clean


def guard1():
    x = source()
    if django.utils.http.url_has_allowed_host_and_scheme(x):
        sink(x)  # clean: host-checked


from django.contrib.auth.decorators import login_required, permission_required, user_passes_test
from django.urls import path, re_path
from django.views import View
from django.views.generic import RedirectView
from django.views.decorators.csrf import csrf_exempt, csrf_protect, ensure_csrf_cookie
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe
from rest_framework.decorators import api_view


def unknown(manager):
    manager.raw("select * from t where a = '" + source() + "'")  # sink: sql-text


def page(request, name, number):
    sink(request.GET["a"])  # source: http-input
    sink(name)  # source: http-input
    sink(number)  # clean


def other(request, name):
    sink(name)  # source: http-input


class Away(RedirectView):
    def get_redirect_url(self, *args, **kwargs):
        return source()  # sink: redirect-target


class Within(RedirectView):
    def get_redirect_url(self, *args, **kwargs):
        return "/there/" + kwargs["name"]  # silent

    def get(self, request, name):
        sink(name)  # source: http-input
        return super().get(request, name)


class Shown(django.views.View):
    def get(self, request, name, number, label):
        sink(name)  # source: http-input
        sink(number)  # clean
        sink(label)  # clean


class Twice(django.views.View):
    def get(self, request, key, number):
        sink(key)  # source: http-input
        sink(number)  # clean


def grouped(request, year, rest):
    sink(year)  # clean
    sink(rest)  # source: http-input


urlpatterns = [
    path("a/<str:name>/<int:number>", page),
    re_path("b/(.*)", other),
    path("c/<name>/<int:number>/<slug:label>/", Shown.as_view()),
    path("d/<int:key>/<int:number>/", Twice.as_view()),
    path("e/<key>/<int:number>/", Twice.as_view()),
    re_path(r"^f/(?P<year>[0-9]{4})/(?P<rest>.+)$", grouped),
]


def by_convention(request):
    sink(request.POST.get("a"))  # source: http-input


@require_http_methods(["GET"])
def some(request, name):
    sink(name)  # source: http-input


@require_GET
def gets(request):
    sink(request.path)  # source: http-input


@require_POST
def posts(request):
    sink(request.path)  # source: http-input


@require_safe
def safes(request):
    sink(request.path)  # source: http-input


@csrf_exempt
def exempt(request):
    sink(request.path)  # source: http-input


@csrf_protect
def protected(request):
    sink(request.path)  # source: http-input


@ensure_csrf_cookie
def cookie(request):
    sink(request.path)  # source: http-input


@login_required
def logged_in(request):
    sink(request.path)  # source: http-input


@permission_required("a")
def permitted(request):
    sink(request.path)  # source: http-input


@user_passes_test(lambda user: True)
def tested(request):
    sink(request.path)  # source: http-input


@api_view(["GET"])
def api(request):
    sink(request.data)  # source: http-object


class Page(View):
    def get_queryset(self):
        return super().get_queryset().extra(where=[source()])  # sink: sql-text

    @django.utils.functional.cached_property
    def asked(self):
        return self.request.GET

    def get(self, request, name):
        sink(self.asked["a"])  # source: http-input
        sink(name)  # source: http-input
        sink(request.GET)  # source: http-input
        sink(self.request.POST)  # source: http-input
        sink(self.kwargs["a"])  # source: http-input


def responses():
    django.http.HttpResponse(source())  # sink: html-body
    django.http.HttpResponse(source(), content_type="text/plain")  # sink: response-body silent: html-body
    django.http.HttpResponse(source(), content_type="text/html")  # sink: html-body
    django.http.HttpResponseNotFound(source())  # sink: html-body
    django.http.JsonResponse({"a": source()})  # sink: response-body silent: html-body
    django.utils.html.format_html("<p>{}</p>", source())  # silent


def uploads():
    upload: django.core.files.uploadedfile.UploadedFile = source()
    if upload.content_type not in {"image/png"}:
        return
    sink(upload)  # clean: extension-checked



def address(thing):
    x = thing(source())
    sink(x.get_absolute_url())  # clean
    sink(x.other())  # flows


class Order(django.forms.Form):
    note = django.forms.CharField()
    count = django.forms.IntegerField(min_value=1)
    when = django.forms.DateTimeField()
    size = django.forms.ChoiceField(choices=[("s", "small")])
    page = django.forms.SlugField()
    code = django.forms.RegexField(r"^[A-Z]+\Z")
    letters = django.forms.CharField(validators=[django.core.validators.RegexValidator("^[a-z]+$")])
    other_letters = django.forms.CharField(validators=[django.core.validators.RegexValidator("^[a-z]+$", inverse_match=True)])
    any = django.forms.Field(validators=[django.core.validators.RegexValidator("^[a-z]+$")])
    name = django.forms.CharField()

    def clean_name(self):
        name = self.cleaned_data["name"]
        if not name.isalnum():
            raise django.forms.ValidationError("name")
        return name

    def clean(self):
        sink(self.cleaned_data["note"])  # source: http-input
        sink(self.cleaned_data["count"])  # clean: numeric
        sink(self.cleaned_data.get("when"))  # clean: numeric


def order(request):
    form = Order(request.POST)
    data = form.cleaned_data
    sink(data["note"])  # source: http-input
    sink(data["size"])  # clean: allow-listed
    sink(form.cleaned_data["page"])  # clean: slash-free
    sink(form.cleaned_data["other"])  # source: http-input
    sink(form.cleaned_data["code"])  # clean: alphanumeric
    sink(form.cleaned_data["letters"])  # clean: alphanumeric
    sink(form.cleaned_data["other_letters"])  # source: http-input
    sink(form.cleaned_data["name"])  # clean: alphanumeric
    sink(form.cleaned_data["any"])  # clean: alphanumeric


def of_a_query(x: django.db.models.QuerySet, y: django.db.models.Manager):
    sink(x.filter(source()).model)  # clean
    sink(x.order_by(source()).db)  # clean
    sink(y.model)  # clean


def stored(x: django.forms.ModelForm, name):
    sink(x.save())  # source: stored-input
    sink(django.forms.Form(source()))  # clean
    sink(django.forms.ModelForm(data=source()))  # clean
    sink(django.forms.BaseForm(source()))  # clean
    kind = django.contrib.contenttypes.models.ContentType.objects.get_by_natural_key("app", source())
    sink(kind)  # source: stored-input
    sink(kind.model_class())  # clean
    sink(django.contrib.contenttypes.models.ContentType.objects.get_for_id(1))  # source: stored-input
    sink(django.contrib.contenttypes.models.ContentType.objects.get_for_model(source()))  # clean
    sink(django.db.models.Model(name=source()))  # flows
    sink(django.core.signing.JSONSerializer().dumps(source()))  # flows
    sink(django.contrib.sessions.serializers.JSONSerializer().loads(source()))  # flows
    sink(django.core.exceptions.ImproperlyConfigured(source()))  # flows
    sink(django.core.exceptions.ValidationError(source()))  # flows
    sink(django.core.exceptions.PermissionDenied(source()))  # flows
    sink(django.core.exceptions.SuspiciousOperation(source()))  # flows
    sink(django.core.exceptions.ObjectDoesNotExist(source()))  # flows


def moved():
    answer = django.http.HttpResponse(status=302)
    answer["Location"] = source()  # sink: redirect-target
    answer["X-Lang"] = source()  # silent
    answer.headers["Location"] = source()  # sink: redirect-target
    return answer


def unseen(Invoice):
    Invoice.objects.extra(where=["name = '" + source() + "'"])  # sink: sql-text
    Invoice.objects.filter(pk=1).extra(order_by=[source()])  # sink: sql-text
    Invoice.objects.extra(tables=[source()])  # sink: sql-text
    Invoice.objects.extra(select={"a": source()})  # sink: sql-text
    Invoice.objects.extra(where=["name = %s"], params=[source()])  # silent


class Talk(channels.generic.websocket.WebsocketConsumer):
    def receive(self, text_data=None, bytes_data=None):
        sink(text_data)  # source: message-input
        sink(bytes_data)  # source: message-input


class AsyncTalk(channels.generic.websocket.AsyncWebsocketConsumer):
    async def receive(self, text_data):
        sink(text_data)  # source: message-input


class JsonTalk(channels.generic.websocket.JsonWebsocketConsumer):
    def receive_json(self, content):
        sink(content)  # source: message-input


class AsyncJsonTalk(channels.generic.websocket.AsyncJsonWebsocketConsumer):
    async def receive_json(self, content, **kwargs):
        sink(content["a"])  # source: message-input


def accounts(x: django.db.models.Manager):
    x.create_user("name", "a@example.com", source())  # sink: credential
    x.create_superuser("name", password=source())  # sink: credential


def members(x: django.db.models.QuerySet, y: django.db.models.Manager):
    django.db.models.Model(**source())  # sink: members-set
    y.create(**source())  # sink: members-set
    y.create(name=source())  # silent: members-set
    x.update(**source())  # sink: members-set
    x.get_or_create(**source())  # sink: members-set
    x.update_or_create(**source())  # sink: members-set
    x.update_or_create(pk=1, defaults={"name": source()})  # silent: members-set


import django.core.mail
import django.core.mail.message


def mails():
    django.core.mail.send_mail("a", source(), "b", [], html_message=source())  # sink: mail-html
    django.core.mail.mail_admins("a", "b", html_message=source())  # sink: mail-html
    django.core.mail.mail_managers("a", "b", html_message=source())  # sink: mail-html
    django.core.mail.mail_managers("a", source())  # silent
    message = django.core.mail.EmailMultiAlternatives("a", source())
    message.attach_alternative(source(), "text/html")  # sink: mail-html
    message.attach_alternative(source(), "text/x-amp-html")  # silent
    django.core.mail.message.EmailMultiAlternatives("a").attach_alternative(source(), "text/html")  # sink: mail-html
