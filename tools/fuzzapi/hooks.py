"""What schemathesis needs to know of this API's bodies that are no JSON."""

import schemathesis
from schemathesis.transport.requests import REQUESTS_TRANSPORT


@REQUESTS_TRANSPORT.serializer("application/zip", "application/octet-stream", "application/sarif+json")
def as_it_is(_context, value):
    if not isinstance(value, (bytes, str)):
        value = str(value)
    return {"data": value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value}
