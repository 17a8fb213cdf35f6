"""Drives the compatibility face with botocore: every operation, pager and error.

Usage: conformance.py ENDPOINT KEY SECRET ZIP FIXED_ZIP. botocore checks what is
sent against its own model of the service; what comes back is walked against the
model here, since botocore ignores members that it does not know. The last line
printed is "ok".
"""

import datetime
import io
import json
import sys
import time
import urllib.error
import urllib.request
import uuid
import zipfile

import botocore.session
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

ENDPOINT, KEY, SECRET, ZIP, FIXED = sys.argv[1:6]
REGION = "us-east-1"
SERVICE = "codeguru-security"

session = botocore.session.get_session()
model = session.get_service_model(SERVICE)


def client(key=KEY, secret=SECRET, region=REGION):
    return session.create_client(
        SERVICE, endpoint_url=ENDPOINT, region_name=region, aws_access_key_id=key, aws_secret_access_key=secret,
        config=Config(retries={"max_attempts": 1}))


def walk(shape, value, at):
    """Compares raw JSON with a shape: no unknown members, none of those missing that are required, right types."""
    kind = shape.type_name
    if kind == "structure":
        assert isinstance(value, dict), (at, value)
        for name in value:
            assert name in shape.members, f"{at}: unknown member {name}"
        for name in shape.required_members:
            assert name in value, f"{at}: {name} is missing"
        for name, member in shape.members.items():
            if name in value:
                walk(member, value[name], f"{at}.{name}")
    elif kind == "list":
        assert isinstance(value, list), (at, value)
        assert len(value) <= shape.metadata.get("max", 10**9), at
        for item in value:
            walk(shape.member, item, at + "[]")
    elif kind == "map":
        for k, v in value.items():
            walk(shape.key, k, at + ".key")
            walk(shape.value, v, at + ".value")
    elif kind == "string":
        assert isinstance(value, str), (at, value)
        assert len(value) >= shape.metadata.get("min", 0), (at, value)
        if shape.enum:
            assert value in shape.enum, (at, value)
        pattern = shape.metadata.get("pattern")
        if pattern:
            import re
            assert re.fullmatch(pattern, value), (at, value, pattern)
    elif kind in ("integer", "long"):
        assert isinstance(value, int), (at, value)
    elif kind in ("double", "timestamp"):
        assert isinstance(value, (int, float)), (at, value)
    else:
        raise AssertionError(kind)


seen = set()


def check(parsed=None, http_response=None, model=None, **_):
    seen.add(model.name)
    assert http_response.headers.get("x-amzn-RequestId"), model.name
    if http_response.status_code < 300:
        assert http_response.status_code == model.http["responseCode"], (model.name, http_response.status_code)
        if model.http["responseCode"] == 204:
            assert not http_response.content
            return
        walk(model.output_shape, json.loads(http_response.content), model.name)
    else:
        kind = http_response.headers["x-amzn-ErrorType"]
        shapes = {s.name: s for s in model.error_shapes}
        assert kind in shapes, f"{model.name} does not have the error {kind}"
        assert shapes[kind].metadata["error"]["httpStatusCode"] == http_response.status_code if "error" in shapes[kind].metadata else True
        walk(shapes[kind], json.loads(http_response.content), kind)


def checked(c):
    c.meta.events.register(f"after-call.{SERVICE}", check)
    return c


cg = checked(client())


def fails(kind, call, **arguments):
    try:
        call(**arguments)
    except ClientError as e:
        assert e.response["Error"]["Code"] == kind, (kind, e.response)
        return e.response
    raise AssertionError(f"{call.__name__} {arguments} did not fail with {kind}")


def put(target, path, extra=None):
    with open(path, "rb") as f:
        data = f.read()
    headers = dict(target["requestHeaders"])
    headers.update(extra or {"Content-Type": "application/zip"})
    request = urllib.request.Request(target["s3Url"], data=data, method="PUT", headers=headers)
    with urllib.request.urlopen(request) as answer:
        assert answer.status == 200


def upload(name, path):
    target = cg.create_upload_url(scanName=name)
    put(target, path)
    return {"codeArtifactId": target["codeArtifactId"]}


def wait(name, run):
    for _ in range(600):
        answer = cg.get_scan(scanName=name, runId=run)
        if answer["scanState"] != "InProgress":
            return answer
        time.sleep(0.05)
    raise AssertionError("the scan does not end")


# Nothing is there yet.
assert cg.list_scans()["summaries"] == []
fails("ResourceNotFoundException", cg.get_scan, scanName="nobody")
fails("ResourceNotFoundException", cg.get_findings, scanName="nobody")

# Upload and scan, as the published script does it.
NAME = "Shop$main:1.0"
resource = upload(NAME, ZIP)
token = uuid.uuid4().hex
first = cg.create_scan(clientToken=token, resourceId=resource, scanName=NAME, scanType="Standard", analysisType="Security", tags={"team": "shop"})
assert first["scanState"] == "InProgress" and first["scanNameArn"].endswith("scans/" + NAME)
again = cg.create_scan(clientToken=token, resourceId=resource, scanName=NAME, scanType="Standard", analysisType="Security", tags={"team": "shop"})
assert again["runId"] == first["runId"], "a repeated request started another scan"
fails("ConflictException", cg.create_scan, clientToken=token, resourceId=resource, scanName=NAME, analysisType="All")
done = wait(NAME, first["runId"])
assert done["scanState"] == "Successful" and done["numberOfRevisions"] == 1 and done["analysisType"] == "Security" and "updatedAt" in done, done
assert isinstance(done["createdAt"], datetime.datetime)
assert cg.get_scan(scanName=NAME)["runId"] == first["runId"]
assert [s["scanName"] for s in cg.list_scans()["summaries"]] == [NAME]

# Findings, in pages.
found = cg.get_findings(scanName=NAME)["findings"]
assert len(found) >= 3, len(found)
pages = list(cg.get_paginator("get_findings").paginate(scanName=NAME, PaginationConfig={"PageSize": 1}))
assert [f["id"] for p in pages for f in p["findings"]] == [f["id"] for f in found]
assert len(pages) >= len(found)
for f in found:
    assert f["status"] == "Open" and f["resource"]["id"] == NAME and f["vulnerability"]["filePath"]["codeSnippet"], f
    lines = f["vulnerability"]["filePath"]
    assert lines["startLine"] in [c["number"] for c in lines["codeSnippet"]]
assert {f["severity"] for f in found} <= {"Critical", "High", "Medium", "Low", "Info"}
assert any("CWE-89" in f["vulnerability"]["relatedVulnerabilities"] for f in found)
assert cg.get_findings(scanName=NAME, status="Closed")["findings"] == []
assert len(cg.get_findings(scanName=NAME, status="All")["findings"]) == len(found)

# By ids.
missing = str(uuid.uuid4())
batch = cg.batch_get_findings(findingIdentifiers=[
    {"scanName": NAME, "findingId": found[0]["id"]}, {"scanName": NAME, "findingId": found[0]["id"]},
    {"scanName": NAME, "findingId": missing}, {"scanName": NAME, "findingId": "nonsense"},
    {"scanName": "nobody", "findingId": missing}])
assert [f["id"] for f in batch["findings"]] == [found[0]["id"]]
assert [f["errorCode"] for f in batch["failedFindings"]] == [
    "DUPLICATE_IDENTIFIER", "ITEM_DOES_NOT_EXIST", "INVALID_FINDING_ID", "ITEM_DOES_NOT_EXIST"]

# A repaired finding closes and keeps its id.
second = cg.create_scan(resourceId=upload(NAME, FIXED), scanName=NAME)
assert wait(NAME, second["runId"])["numberOfRevisions"] == 2
rest = cg.get_findings(scanName=NAME)["findings"]
closed = cg.get_findings(scanName=NAME, status="Closed")["findings"]
assert closed and {f["id"] for f in rest} | {f["id"] for f in closed} == {f["id"] for f in found}

# A failed run closes nothing.
broken = io.BytesIO()
target = cg.create_upload_url(scanName=NAME)
urllib.request.urlopen(urllib.request.Request(target["s3Url"], data=b"no archive", method="PUT"))
fails("ValidationException", cg.create_scan, resourceId={"codeArtifactId": target["codeArtifactId"]}, scanName=NAME)
assert [f["id"] for f in cg.get_findings(scanName=NAME)["findings"]] == [f["id"] for f in rest]

# Archives that lead out of the tree are refused.
for entry in ("../out.py", "/abs.py", "a/../../b.py", "a\\b.py"):
    evil = io.BytesIO()
    with zipfile.ZipFile(evil, "w") as z:
        z.writestr(zipfile.ZipInfo(entry), "x = 1\n")
    target = cg.create_upload_url(scanName="evil")
    urllib.request.urlopen(urllib.request.Request(target["s3Url"], data=evil.getvalue(), method="PUT"))
    fails("ValidationException", cg.create_scan, resourceId={"codeArtifactId": target["codeArtifactId"]}, scanName="evil")
bomb = io.BytesIO()
with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as z:
    for i in range(6):
        z.writestr(f"b{i}.py", b"\n" * (40 << 20))
target = cg.create_upload_url(scanName="evil")
urllib.request.urlopen(urllib.request.Request(target["s3Url"], data=bomb.getvalue(), method="PUT"))
fails("ValidationException", cg.create_scan, resourceId={"codeArtifactId": target["codeArtifactId"]}, scanName="evil")
link = io.BytesIO()
with zipfile.ZipFile(link, "w") as z:
    info = zipfile.ZipInfo("link.py")
    info.external_attr = 0o120777 << 16
    z.writestr(info, "/etc/passwd")
target = cg.create_upload_url(scanName="evil")
urllib.request.urlopen(urllib.request.Request(target["s3Url"], data=link.getvalue(), method="PUT"))
fails("ValidationException", cg.create_scan, resourceId={"codeArtifactId": target["codeArtifactId"]}, scanName="evil")

# An upload's address is good for one archive and for nobody who guesses.
target = cg.create_upload_url(scanName=NAME)
fails("ConflictException", cg.create_scan, resourceId={"codeArtifactId": target["codeArtifactId"]}, scanName=NAME)
put(target, ZIP)
for address in (target["s3Url"], target["s3Url"][:-3] + "abc", target["s3Url"].split("?")[0]):
    try:
        urllib.request.urlopen(urllib.request.Request(address, data=b"x", method="PUT"))
        raise AssertionError("taken")
    except urllib.error.HTTPError as e:
        assert e.code in (403, 409), e.code
fails("ConflictException", cg.create_scan, resourceId={"codeArtifactId": target["codeArtifactId"]}, scanName="another")
fails("ResourceNotFoundException", cg.create_scan, resourceId={"codeArtifactId": str(uuid.uuid4())}, scanName=NAME)

# Express scans are not listed.
express = cg.create_scan(resourceId=upload("quick", ZIP), scanName="quick", scanType="Express", analysisType="All")
state = wait("quick", express["runId"])
assert state["scanState"] == "Successful" and "updatedAt" not in state and state["analysisType"] == "All"
assert cg.get_findings(scanName="quick")["findings"]
assert "quick" not in [s["scanName"] for s in cg.list_scans()["summaries"]]
batch = cg.batch_get_findings(findingIdentifiers=[{"scanName": "quick", "findingId": missing}])
assert [f["errorCode"] for f in batch["failedFindings"]] == ["INVALID_SCAN_NAME"]
# A name that no scan can have comes back as it was sent, which the model has no words for: not walked.
batch = client().batch_get_findings(findingIdentifiers=[{"scanName": "bad name!", "findingId": missing}])
assert [f["errorCode"] for f in batch["failedFindings"]] == ["INVALID_SCAN_NAME"]
fails("ConflictException", cg.create_scan, resourceId=upload("quick", ZIP), scanName="quick", scanType="Standard")

# Many names, in pages.
for i in range(3):
    name = f"many-{i}"
    wait(name, cg.create_scan(resourceId=upload(name, FIXED), scanName=name)["runId"])
listed = [s["scanName"] for p in cg.get_paginator("list_scans").paginate(PaginationConfig={"PageSize": 2}) for s in p["summaries"]]
assert listed == sorted([NAME, "many-0", "many-1", "many-2"]), listed

# Metrics.
now = datetime.datetime.now(datetime.timezone.utc)
days = cg.list_findings_metrics(startDate=now - datetime.timedelta(days=2), endDate=now)["findingsMetrics"]
assert len(days) == 3 and sum(days[-1]["newFindings"].values()) >= len(found) and sum(days[-1]["closedFindings"].values()) == len(closed)
assert sum(days[0]["openFindings"].values()) == 0
paged = [m for p in cg.get_paginator("list_findings_metrics").paginate(
    startDate=now - datetime.timedelta(days=6), endDate=now, PaginationConfig={"PageSize": 3}) for m in p["findingsMetrics"]]
assert len(paged) == 7 and len({m["date"] for m in paged}) == 7
summary = cg.get_metrics_summary(date=now)["metricsSummary"]
assert sum(summary["openFindings"].values()) == sum(days[-1]["openFindings"].values())
assert len(summary["categoriesWithMostFindings"]) <= 5 and len(summary["scansWithMostOpenFindings"]) <= 3
fails("ValidationException", cg.get_metrics_summary, date=now - datetime.timedelta(days=800))
fails("ValidationException", cg.list_findings_metrics, startDate=now, endDate=now - datetime.timedelta(days=3))

# The account's key.
assert cg.get_account_configuration()["encryptionConfig"] == {}
arn = "arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012"
assert cg.update_account_configuration(encryptionConfig={"kmsKeyArn": arn})["encryptionConfig"]["kmsKeyArn"] == arn
assert cg.get_account_configuration()["encryptionConfig"]["kmsKeyArn"] == arn
fails("ValidationException", cg.update_account_configuration, encryptionConfig={"kmsKeyArn": "arn:aws:kms:x"})
assert cg.update_account_configuration(encryptionConfig={})["encryptionConfig"] == {}

# Tags, under a name that needs encoding.
name_arn = first["scanNameArn"]
assert cg.list_tags_for_resource(resourceArn=name_arn)["tags"] == {"team": "shop"}
cg.tag_resource(resourceArn=name_arn, tags={"a/b c": "ü+&="})
assert cg.list_tags_for_resource(resourceArn=name_arn)["tags"] == {"team": "shop", "a/b c": "ü+&="}
cg.untag_resource(resourceArn=name_arn, tagKeys=["a/b c", "nothing"])
assert cg.list_tags_for_resource(resourceArn=name_arn)["tags"] == {"team": "shop"}
fails("ValidationException", cg.tag_resource, resourceArn=name_arn, tags={f"k{i}": "" for i in range(200)})
fails("ResourceNotFoundException", cg.list_tags_for_resource, resourceArn=name_arn.replace("us-east-1", "eu-west-1"))

# Who may not.
for wrong in (client(secret="x" * 40), client(key="LDLKNOBODY0000000000"), client(region="eu-west-1")):
    fails("AccessDeniedException", checked(wrong).list_scans)


def raw(method="GET", path="/scans", body=b"", when=None, change=lambda r: None, headers=None):
    """Sends a request that is signed and then changed; gives status and error type."""
    request = AWSRequest(method=method, url=ENDPOINT + path, data=body, headers=headers or {})
    auth = SigV4Auth(Credentials(KEY, SECRET), SERVICE, REGION)
    if when is not None:
        import botocore.auth
        real = botocore.auth.get_current_datetime if hasattr(botocore.auth, "get_current_datetime") else None
        if real:
            botocore.auth.get_current_datetime = lambda *a, **k: when.replace(tzinfo=None)
            try:
                auth.add_auth(request)
            finally:
                botocore.auth.get_current_datetime = real
        else:
            class Clock(datetime.datetime):
                @classmethod
                def utcnow(cls):
                    return when.replace(tzinfo=None)

                @classmethod
                def now(cls, tz=None):
                    return when
            real_module = botocore.auth.datetime
            botocore.auth.datetime = type("M", (), {"datetime": Clock, "timezone": datetime.timezone}) if hasattr(real_module, "datetime") else Clock
            try:
                auth.add_auth(request)
            finally:
                botocore.auth.datetime = real_module
    else:
        auth.add_auth(request)
    prepared = request.prepare()
    send = urllib.request.Request(prepared.url, data=prepared.body or None, method=prepared.method, headers=dict(prepared.headers.items()))
    change(send)
    try:
        with urllib.request.urlopen(send) as answer:
            return answer.status, ""
    except urllib.error.HTTPError as e:
        return e.code, e.headers.get("x-amzn-ErrorType")


def header(name, value):
    return lambda r: r.add_header(name, value)


assert raw() == (200, "")
refused = (403, "AccessDeniedException")
assert raw(when=now - datetime.timedelta(minutes=30)) == refused
assert raw(when=now + datetime.timedelta(minutes=30)) == refused
body = json.dumps({"scanName": "x"}).encode()
assert raw("POST", "/uploadUrl", body) == (200, "")
assert raw("POST", "/uploadUrl", body, change=lambda r: setattr(r, "data", json.dumps({"scanName": "y"}).encode())) == refused
assert raw(change=lambda r: setattr(r, "full_url", ENDPOINT + "/scans?maxResults=1")) == refused
assert raw(change=lambda r: setattr(r, "full_url", ENDPOINT + "/accountConfiguration/get")) == refused
assert raw(change=lambda r: setattr(r, "method", "POST")) == refused
assert raw(change=header("X-Amz-Date", (now - datetime.timedelta(minutes=3)).strftime("%Y%m%dT%H%M%SZ"))) == refused
assert raw("POST", "/uploadUrl", b"{") == (400, "ValidationException")
assert raw("GET", "/nothing") == (400, "ValidationException")
assert raw("POST", "/uploadUrl", b"x" * (2 << 20))[0] == 400
assert raw("GET", "/scans?maxResults=0") == (400, "ValidationException")
assert raw("GET", "/scans?nextToken=%20") == (400, "ValidationException")

# Asking without pause is put off in the model's words.
kinds = set()
for _ in range(600):
    status, kind = raw("GET", "/accountConfiguration/get")
    kinds.add((status, kind))
    if status == 429:
        break
assert (429, "ThrottlingException") in kinds, kinds

wanted = set(model.operation_names)
assert seen == wanted, f"never called: {wanted - seen}"
print("ok")
