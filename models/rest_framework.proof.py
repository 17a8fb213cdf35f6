import django.core.validators
import django.views
import rest_framework.exceptions
import rest_framework.decorators
import rest_framework.response
import rest_framework.reverse
import rest_framework.serializers
import rest_framework.viewsets

from leadline_proof import sink, source

sink(rest_framework.response.Response(source()))  # clean sink: response-body
sink(rest_framework.reverse.reverse(source()))  # clean


def rest_framework_serializers_serializer(x: rest_framework.serializers.Serializer):
    sink(x.validated_data)  # source: http-object
    sink(x.initial_data)  # source: http-object


class Things(rest_framework.viewsets.ReadOnlyModelViewSet):
    @rest_framework.decorators.action(detail=True)
    def extra(self, request, pk):
        sink(pk)  # source: http-input
        sink(request.data)  # source: http-object


class ThingSerializer(rest_framework.serializers.ModelSerializer):
    def create(self):
        sink(self.validated_data["name"])  # source: http-object


class Order(rest_framework.serializers.Serializer):
    note = rest_framework.serializers.CharField()
    count = rest_framework.serializers.IntegerField()
    size = rest_framework.serializers.ChoiceField(choices=["s", "m"])
    page = rest_framework.fields.SlugField()
    code = rest_framework.serializers.RegexField("^[A-Z]+$")
    letters = rest_framework.serializers.CharField(validators=[django.core.validators.RegexValidator("^[a-z]+$")])
    ids = rest_framework.serializers.ListField(child=rest_framework.serializers.IntegerField())
    any = rest_framework.serializers.Field(validators=[django.core.validators.RegexValidator("^[a-z]+$")])
    name = rest_framework.serializers.CharField()
    host = rest_framework.serializers.CharField()

    def validate_name(self, value):
        if not value.isalnum():
            raise rest_framework.serializers.ValidationError("name")
        return value

    def validate_host(self, value):
        if not value:
            raise rest_framework.serializers.ValidationError("host")
        return value


def order(x):
    s = Order(data=x)
    sink(s.validated_data["count"])  # clean: numeric
    sink(s.validated_data.get("size"))  # clean: allow-listed
    sink(s.validated_data["note"])  # source: http-object
    sink(s.validated_data["note"])  # clean: plain-text
    sink(s.validated_data["page"])  # clean: slash-free
    sink(s.validated_data["code"])  # clean: alphanumeric
    sink(s.validated_data["letters"])  # clean: alphanumeric
    sink(s.validated_data["ids"][0])  # clean: numeric
    sink(s.validated_data["name"])  # clean: alphanumeric
    sink(s.validated_data["any"])  # clean: alphanumeric
    sink(s.validated_data["host"])  # source: http-object


class Api(django.views.View):
    def save(self, request):
        s = self.get_serializer(data=source())
        sink(s)  # clean
        sink(s.validated_data)  # source: http-object


sink(rest_framework.exceptions.APIException(source()))  # flows
sink(rest_framework.exceptions.AuthenticationFailed(source()))  # flows
sink(rest_framework.exceptions.NotAuthenticated(source()))  # flows
sink(rest_framework.exceptions.NotFound(source()))  # flows
sink(rest_framework.exceptions.ParseError(source()))  # flows
sink(rest_framework.exceptions.PermissionDenied(source()))  # flows
sink(rest_framework.exceptions.ValidationError(source()))  # flows
