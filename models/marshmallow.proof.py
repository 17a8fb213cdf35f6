import marshmallow
import marshmallow.schema

from leadline_proof import sink, source


class Order(marshmallow.Schema):
    note = marshmallow.fields.Str()
    count = marshmallow.fields.Int(required=True)
    price = marshmallow.fields.Decimal()
    paid = marshmallow.fields.Bool()
    key = marshmallow.fields.UUID()
    day = marshmallow.fields.Date()
    kind = marshmallow.fields.Enum(object)
    size = marshmallow.fields.String(validate=marshmallow.validate.OneOf(["s", "m"]))
    colours = marshmallow.fields.List(marshmallow.fields.String(validate=marshmallow.validate.ContainsOnly(["r"])))
    ids = marshmallow.fields.List(marshmallow.fields.Integer())
    slug = marshmallow.fields.String(validate=[marshmallow.validate.Regexp("^[a-z]+$")])
    loose = marshmallow.fields.String(validate=marshmallow.validate.Regexp("[a-z]+"))
    mail = marshmallow.fields.Email(validate=marshmallow.validate.Equal("a@b.c"))
    page = marshmallow.fields.URL()
    any = marshmallow.fields.Field(validate=marshmallow.validate.OneOf(["s", "m"]))
    name = marshmallow.fields.String()

    @marshmallow.validates("name")
    def checked(self, value, **kwargs):
        if not value.isalnum():
            raise marshmallow.ValidationError("name")


def order():
    data = Order().load(source())
    sink(data)  # flows
    sink(data["note"])  # flows
    sink(data["note"])  # clean: plain-text
    sink(data["count"])  # clean: numeric
    sink(data["price"])  # clean: numeric
    sink(data["paid"])  # clean: numeric
    sink(data["key"])  # clean: numeric
    sink(data.get("day"))  # clean: numeric
    sink(data["kind"])  # clean: allow-listed
    sink(data["size"])  # clean: allow-listed
    sink(data["colours"])  # clean: allow-listed
    sink(data["ids"])  # clean: numeric
    sink(data["slug"])  # clean: alphanumeric
    sink(data["loose"])  # flows
    sink(data["mail"])  # clean: allow-listed
    sink(data["page"])  # flows
    sink(data["any"])  # clean: allow-listed
    sink(data["name"])  # clean: alphanumeric
    sink(Order().loads(source())["count"])  # clean: numeric
